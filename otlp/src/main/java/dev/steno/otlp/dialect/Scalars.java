// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonString;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Scalars out of attributes of whatever type: some emitters make strings of everything. Stateless.
 */
public final class Scalars {
  private static final int LONGEST = 64;
  private static final BigDecimal LARGEST_COUNT = BigDecimal.valueOf(1L << 53);

  private Scalars() {}

  /** Null if it is absent, empty or no scalar. */
  public static @Nullable String text(@Nullable JsonValue value) {
    if (value instanceof JsonString string) {
      return string.value().isEmpty() ? null : string.value();
    }
    return value instanceof JsonNumber || value instanceof JsonBoolean ? value.toString() : null;
  }

  /** Null if it is absent or no number of reasonable size. */
  public static @Nullable BigDecimal decimal(@Nullable JsonValue value) {
    String text = text(value);
    if (text == null || text.length() > LONGEST) {
      return null;
    }
    try {
      BigDecimal decimal = new BigDecimal(text.strip());
      return Math.abs((long) decimal.scale()) > LONGEST ? null : decimal;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A number of tokens; null for what is negative, a fraction, or beyond 2^53. */
  static @Nullable Long count(@Nullable JsonValue value) {
    BigDecimal decimal = decimal(value);
    if (decimal == null
        || decimal.signum() < 0
        || decimal.compareTo(LARGEST_COUNT) > 0
        || decimal.stripTrailingZeros().scale() > 0) {
      return null;
    }
    return decimal.longValue();
  }

  static @Nullable Boolean bool(@Nullable JsonValue value) {
    String text = text(value);
    if ("true".equalsIgnoreCase(text)) {
      return true;
    }
    return "false".equalsIgnoreCase(text) ? false : null;
  }
}
