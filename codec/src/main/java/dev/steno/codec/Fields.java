// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object, read by shape; a member that is absent or JSON null reads as null.
 * Immutable.
 *
 * @param object what is read
 */
public record Fields(JsonObject object) {
  /** Beyond it, arithmetic on a short text such as 1e999999999 would fill the memory. */
  private static final int LARGEST_SCALE = 400;

  /** The members of a value that has to be an object; {@code what} it is, for the sentence. */
  public static Fields of(JsonValue value, String what) {
    if (value instanceof JsonObject object) {
      return new Fields(object);
    }
    throw wrong(what, value, "an object");
  }

  /** The value of that name. */
  public @Nullable JsonValue value(String name) {
    JsonValue value = object.get(name);
    return JsonValue.NULL.equals(value) ? null : value;
  }

  /** The members of an object. */
  public @Nullable Fields object(String name) {
    JsonValue value = value(name);
    return value == null ? null : of(value, name);
  }

  /** An object; one without members if it is absent. */
  public JsonObject objectOrEmpty(String name) {
    Fields fields = object(name);
    return fields == null ? JsonObject.EMPTY : fields.object();
  }

  /** A string. */
  public @Nullable String text(String name) {
    JsonValue value = value(name);
    if (value == null || value instanceof JsonString) {
      return value == null ? null : ((JsonString) value).value();
    }
    throw wrong(name, value, "a string");
  }

  /** A string that has to be there. */
  public String required(String name) {
    String text = text(name);
    if (text == null) {
      throw CodecException.shape(name + ": absent (expected: a string)");
    }
    return text;
  }

  /** A boolean. */
  public @Nullable Boolean bool(String name) {
    JsonValue value = value(name);
    if (value == null || value instanceof JsonBoolean) {
      return value == null ? null : ((JsonBoolean) value).value();
    }
    throw wrong(name, value, "true or false");
  }

  /** A number, or a string that writes one. */
  public @Nullable BigDecimal decimal(String name) {
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

  /** An integer of 64 bits, or a string that writes one. */
  public @Nullable Long integer(String name) {
    JsonValue value = value(name);
    try {
      return value == null ? null : Long.valueOf(value.toString());
    } catch (NumberFormatException e) {
      throw wrong(name, value, "an integer of 64 bits");
    }
  }

  /** An integer, 0 if it is absent. */
  public long count(String name) {
    Long count = integer(name);
    return count == null ? 0 : count;
  }

  /** A duration in milliseconds. */
  public @Nullable Duration duration(String name) {
    BigDecimal milliseconds = decimal(name);
    return milliseconds == null ? null : Times.duration(name, milliseconds);
  }

  /** A time of RFC 3339. */
  public @Nullable Instant time(String name) {
    String text = text(name);
    return text == null ? null : Times.parse(text);
  }

  /** What {@code read} makes of the text; its complaint becomes one about this member. */
  public <T> @Nullable T read(String name, Function<String, T> read) {
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
  public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    return read(name, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  /** Null if the member is absent. */
  public <T> @Nullable List<T> list(String name, Function<JsonValue, T> element) {
    JsonValue value = value(name);
    return value == null ? null : list(name, value, element);
  }

  /** What {@code element} makes of each element of an array. */
  public static <T> List<T> list(String name, JsonValue value, Function<JsonValue, T> element) {
    if (!(value instanceof JsonArray array)) {
      throw wrong(name, value, "an array");
    }
    List<T> read = new ArrayList<>(array.elements().size());
    array.elements().forEach(each -> read.add(element.apply(each)));
    return read;
  }

  /** The text of an element that has to be a string. */
  public static String text(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw wrong("element", value, "a string");
  }

  /** The complaint about a member that is not of the expected shape. */
  public static CodecException wrong(String name, JsonValue value, String expected) {
    String found = CodecException.quote(Json.write(value));
    return CodecException.shape(name + ": " + found + " (expected: " + expected + ")");
  }
}
