// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object and where it stands, which every complaint begins with. Immutable.
 */
record Members(String place, JsonObject object) {
  private static final int SHOWN = 60;
  private static final int DIGITS = 12;

  static Members of(String place, @Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return new Members(place, object);
    }
    throw new IllegalArgumentException(place + ": no object (expected: {…})");
  }

  static List<JsonValue> list(String place, @Nullable JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.elements();
    }
    throw new IllegalArgumentException(place + ": no array (expected: […])");
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  @Nullable String text(String name) {
    JsonValue value = object.get(name);
    if (value == null || value instanceof JsonString) {
      return object.text(name);
    }
    throw refused(name, value, "a string");
  }

  String required(String name) {
    String text = text(name);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(place + ", " + name + ": none (expected: a string)");
    }
    return text;
  }

  @Nullable BigDecimal number(String name) {
    return number(name, object.get(name));
  }

  @Nullable BigDecimal number(String name, @Nullable JsonValue value) {
    if (value == null) {
      return null;
    }
    String lexeme = value instanceof JsonNumber number ? number.lexeme() : null;
    // A price needs no exponent beyond what a source writes for a small number.
    if (lexeme == null || lexeme.length() > 30 || lexeme.matches(".*[eE][+]?[0-9]{2,}")) {
      throw refused(name, value, "USD for a million tokens");
    }
    // A source that computed a price in binary writes 0.18000000000000002.
    BigDecimal exact = new BigDecimal(lexeme);
    BigDecimal plain =
        exact
            .setScale(Math.min(DIGITS, exact.scale()), RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  long count(String name) {
    BigDecimal number = number(name);
    try {
      return number == null ? 0 : number.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          place + ", " + name + ": " + number + " (expected: a whole number)", e);
    }
  }

  @Nullable LocalDate date(String name) {
    String text = text(name);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          place + ", " + name + ": " + shortened(text) + " (expected: such as 2026-03-13)", e);
    }
  }

  IllegalArgumentException refused(String name, JsonValue value, String expected) {
    return new IllegalArgumentException(
        place + ", " + name + ": " + shortened(value.toString()) + " (expected: " + expected + ")");
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
