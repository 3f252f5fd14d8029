// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.erasure;

/**
 * How much a deletion removes. Immutable.
 *
 * @param traces of which something goes
 * @param spans that go
 * @param messages messages and tool definitions that no remaining trace of their scope names
 * @param blobs binary contents that no remaining message of their scope names
 * @param feedback on these traces
 */
public record Erased(long traces, long spans, long messages, long blobs, long feedback) {
  /** Nothing. */
  public static final Erased NONE = new Erased(0, 0, 0, 0, 0);

  /** Both together. */
  public Erased plus(Erased other) {
    return new Erased(
        traces + other.traces,
        spans + other.spans,
        messages + other.messages,
        blobs + other.blobs,
        feedback + other.feedback);
  }
}
