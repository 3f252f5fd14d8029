// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as it was received: numbers keep their lexeme, objects keep the order of their
 * members (which equality ignores). Immutable. {@link #toString()} is the {@linkplain CanonicalJson
 * canonical form}.
 */
public sealed interface JsonValue {

  /** The JSON literal {@code null}; not to be mixed up with an absent value, which is Java null. */
  JsonNull NULL = new JsonNull();

  /** A string value of {@code text}. */
  static JsonValue of(String text) {
    return new JsonString(text);
  }

  /** An integer value. */
  static JsonValue of(long number) {
    return new JsonNumber(Long.toString(number));
  }

  /** A floating-point value; NaN and the infinities, which JSON lacks, become strings. */
  static JsonValue of(double number) {
    return Double.isFinite(number)
        ? new JsonNumber(Double.toString(number))
        : new JsonString(Double.toString(number));
  }

  /** A boolean value. */
  static JsonValue of(boolean value) {
    return new JsonBoolean(value);
  }

  /** The literal {@code null}. */
  record JsonNull() implements JsonValue {
    @Override
    public String toString() {
      return CanonicalJson.write(this);
    }
  }

  /** {@code true} or {@code false}. */
  record JsonBoolean(boolean value) implements JsonValue {
    @Override
    public String toString() {
      return CanonicalJson.write(this);
    }
  }

  /**
   * A number by its lexeme, such as {@code 1.50} or {@code 1e3}.
   *
   * @param lexeme a JSON number as RFC 8259 writes it
   */
  record JsonNumber(String lexeme) implements JsonValue {
    private static final Pattern NUMBER =
        Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /**
     * Checks the lexeme.
     *
     * @throws IllegalArgumentException if it is not a JSON number
     */
    public JsonNumber {
      if (!NUMBER.matcher(lexeme).matches()) {
        throw new IllegalArgumentException(
            "lexeme: " + lexeme + " (expected: a JSON number such as -12.5e3)");
      }
    }

    @Override
    public String toString() {
      return lexeme;
    }
  }

  /** A string; may hold lone surrogates, which the canonical form escapes. */
  record JsonString(String value) implements JsonValue {
    /** Checks that there is a value. */
    public JsonString {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return CanonicalJson.write(this);
    }
  }

  /** An array; its elements are copied. */
  record JsonArray(List<JsonValue> elements) implements JsonValue {
    /** Copies the elements. */
    public JsonArray {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return CanonicalJson.write(this);
    }
  }

  /** An object; its members are copied and keep their order. */
  record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    /** The object without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /** Copies the members. */
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of that name, or null if there is none. */
    public @Nullable JsonValue get(String name) {
      return members.get(name);
    }

    /** The text of the string member of that name, or null if it is absent or no string. */
    public @Nullable String text(String name) {
      return members.get(name) instanceof JsonString string ? string.value() : null;
    }

    /** True if there is no member. */
    public boolean isEmpty() {
      return members.isEmpty();
    }

    @Override
    public String toString() {
      return CanonicalJson.write(this);
    }
  }
}
