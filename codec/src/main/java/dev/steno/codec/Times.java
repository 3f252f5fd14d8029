// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue.JsonNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;

/** Instants as RFC 3339 and durations as milliseconds. Stateless and thread-safe. */
public final class Times {
  private static final DateTimeFormatter NINE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private static final BigDecimal LONGEST_MS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

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

  /** A decimal with as many digits as the nanoseconds need, so that none is lost. */
  public static JsonNumber milliseconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds());
    BigDecimal nanos = BigDecimal.valueOf(duration.getNano(), 9);
    BigDecimal milliseconds = seconds.add(nanos).movePointRight(3).stripTrailingZeros();
    return new JsonNumber(milliseconds.toPlainString());
  }

  /**
   * The duration of so many milliseconds, to the nanosecond.
   *
   * @param name what it is, for the sentence
   * @throws CodecException SHAPE if it is longer than 292 years
   */
  public static Duration duration(String name, BigDecimal milliseconds) {
    if (milliseconds.abs().compareTo(LONGEST_MS) > 0) {
      throw CodecException.shape(name + ": " + milliseconds + " (expected: less than 292 years)");
    }
    return Duration.ofNanos(
        milliseconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValue());
  }
}
