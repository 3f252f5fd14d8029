// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;

/** Instants as RFC 3339. Stateless and thread-safe. */
public final class Times {
  private static final DateTimeFormatter NINE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private Times() {}

  /** In UTC with nine digits after the second, such as {@code 2026-02-03T04:05:06.000000007Z}. */
  public static String format(Instant time) {
    return NINE_DIGITS.format(time);
  }

  /**
   * The instant that {@code text} writes, with any number of digits and any offset.
   *
   * @throws CodecException SHAPE if it is not RFC 3339
   */
  public static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw CodecException.shape(
          "time: "
              + CodecException.quote(text)
              + " (expected: RFC 3339, such as 2026-02-03T04:05:06.7Z)");
    }
  }
}
