// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

/**
 * Takes out of a text what must not leave the application. Implementations must be thread-safe and
 * must not trace; they are asked on a thread of the client's own, unless somebody reads a span
 * before it is sent. One that throws, or gives null, takes the whole text out.
 */
@FunctionalInterface
public interface Redaction {

  /** Leaves every text as it is. */
  Redaction NONE = (key, text) -> text;

  /**
   * The text without what must not leave.
   *
   * @param key the name of the attribute; {@code name} for a span's, {@code status} for what its
   *     status says, {@code body} for a log record's
   * @param text plain text or JSON, which must stay JSON
   */
  String redact(String key, String text);
}
