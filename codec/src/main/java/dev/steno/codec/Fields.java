// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object, read by shape; a member that is absent or JSON null reads as null.
 *
 * @param object what is read
 */
record Fields(JsonObject object) {
  /** Beyond it, arithmetic on a short text such as 1e999999999 would fill the memory. */
  private static final int LARGEST_SCALE = 400;

  static Fields of(JsonValue value, String what) {
    if (value instanceof JsonObject object) {
      return new Fields(object);
    }
    throw wrong(what, value, "an object");
  }

  @Nullable JsonValue value(String name) {
    JsonValue value = object.get(name);
    return JsonValue.NULL.equals(value) ? null : value;
  }

  @Nullable Fields object(String name) {
    JsonValue value = value(name);
    return value == null ? null : of(value, name);
  }

  JsonObject objectOrEmpty(String name) {
    Fields fields = object(name);
    return fields == null ? JsonObject.EMPTY : fields.object();
  }

  @Nullable String text(String name) {
    JsonValue value = value(name);
    if (value == null || value instanceof JsonString) {
      return value == null ? null : ((JsonString) value).value();
    }
    throw wrong(name, value, "a string");
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw CodecException.shape(name + ": absent (expected: a string)");
    }
    return text;
  }

  @Nullable Boolean bool(String name) {
    JsonValue value = value(name);
    if (value == null || value instanceof JsonBoolean) {
      return value == null ? null : ((JsonBoolean) value).value();
    }
    throw wrong(name, value, "true or false");
  }

  /** A number, or a string that writes one. */
  @Nullable BigDecimal decimal(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return null;
    }
    String lexeme =
        value instanceof JsonNumber number
            ? number.lexeme()
            : value instanceof JsonString text ? text.value() : "";
    try {
      BigDecimal decimal = new BigDecimal(lexeme);
      if (Math.abs((long) decimal.scale()) <= LARGEST_SCALE) {
        return decimal;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, value, "a number");
    }
    throw wrong(name, value, "a number of at most " + LARGEST_SCALE + " digits");
  }

  @Nullable Long integer(String name) {
    JsonValue value = value(name);
    try {
      return value == null ? null : Long.valueOf(value.toString());
    } catch (NumberFormatException e) {
      throw wrong(name, value, "an integer of 64 bits");
    }
  }

  long count(String name) {
    Long count = integer(name);
    return count == null ? 0 : count;
  }

  @Nullable Instant time(String name) {
    String text = text(name);
    return text == null ? null : Times.parse(text);
  }

  /** What {@code read} makes of the text; its complaint becomes one about this member. */
  <T> @Nullable T read(String name, Function<String, T> read) {
    String text = text(name);
    try {
      return text == null ? null : read.apply(text);
    } catch (IllegalArgumentException e) {
      throw CodecException.shape(
          name
              + ": "
              + CodecException.quote(text == null ? "" : text)
              + " (expected: a known id"
              + " or word)");
    }
  }

  /** A constant by its name in either case. */
  <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    return read(name, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  /** Null if the member is absent. */
  <T> @Nullable List<T> list(String name, Function<JsonValue, T> element) {
    JsonValue value = value(name);
    return value == null ? null : list(name, value, element);
  }

  static <T> List<T> list(String name, JsonValue value, Function<JsonValue, T> element) {
    if (!(value instanceof JsonArray array)) {
      throw wrong(name, value, "an array");
    }
    List<T> read = new ArrayList<>(array.elements().size());
    array.elements().forEach(each -> read.add(element.apply(each)));
    return read;
  }

  static String text(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw wrong("element", value, "a string");
  }

  static CodecException wrong(String name, JsonValue value, String expected) {
    String found = CodecException.quote(Json.write(value));
    return CodecException.shape(name + ": " + found + " (expected: " + expected + ")");
  }
}
