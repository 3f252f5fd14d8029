// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

/**
 * How much of a span its source or Steno left out. Immutable; each count is 0 or more.
 *
 * @param attributes attributes, of the span and its events
 * @param events span events
 * @param links span links
 * @param messages messages of a conversation
 */
public record Dropped(long attributes, long events, long links, long messages) {

  /** Nothing was left out. */
  public static final Dropped NONE = new Dropped(0, 0, 0, 0);

  /** True if nothing was left out. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Count by count the sum of this and {@code other}. */
  public Dropped plus(Dropped other) {
    return new Dropped(
        attributes + other.attributes,
        events + other.events,
        links + other.links,
        messages + other.messages);
  }
}
