// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects the members of an object in order. What is null adds no member, or the literal {@code
 * null} where {@link #fixed()} asks for it. For one thread.
 */
public final class ObjectBuilder {
  private static final int PLAIN_DIGITS = 40;

  private final Map<String, JsonValue> members = new LinkedHashMap<>();
  private boolean fixed;

  /** An object without members yet. */
  public ObjectBuilder() {}

  /** From here on a member that is null is written as {@code null}: its name is always there. */
  public ObjectBuilder fixed() {
    fixed = true;
    return this;
  }

  /** From here on a member that is null is left out, as at the beginning. */
  public ObjectBuilder open() {
    fixed = false;
    return this;
  }

  /** A value. */
  public ObjectBuilder put(String name, @Nullable JsonValue value) {
    if (value != null || fixed) {
      members.put(name, value == null ? JsonValue.NULL : value);
    }
    return this;
  }

  /** A string. */
  public ObjectBuilder put(String name, @Nullable String value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  /** A time, as {@link Times#format} writes it. */
  public ObjectBuilder put(String name, @Nullable Instant value) {
    return put(name, value == null ? null : Times.format(value));
  }

  /** A number, an id, a constant: whatever {@code toString} writes, as a string. */
  public ObjectBuilder putText(String name, @Nullable Object value) {
    return put(name, value == null ? null : value.toString());
  }

  /** An integer. */
  public ObjectBuilder put(String name, @Nullable Long value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  /** A boolean. */
  public ObjectBuilder put(String name, @Nullable Boolean value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  /** A number. */
  public ObjectBuilder put(String name, @Nullable BigDecimal value) {
    return put(name, value == null ? null : new JsonNumber(value.toString()));
  }

  /** Milliseconds with as many digits as the nanoseconds need, so that none is lost. */
  public ObjectBuilder put(String name, @Nullable Duration value) {
    return put(name, value == null ? null : Times.milliseconds(value));
  }

  /**
   * An amount of money as a string: without exponent, unless it is so small or large that it would
   * be a page of zeros.
   */
  public ObjectBuilder putMoney(String name, @Nullable BigDecimal value) {
    if (value == null) {
      return put(name, (JsonValue) null);
    }
    boolean plain = value.scale() >= 0 && value.scale() <= PLAIN_DIGITS;
    return put(name, plain ? value.toPlainString() : value.toString());
  }

  /** An array of what {@code element} makes of each value. */
  public <T> ObjectBuilder putList(
      String name, @Nullable Collection<T> values, Function<? super T, JsonValue> element) {
    return put(name, values == null ? null : array(values, element));
  }

  /** An array of what {@code element} makes of each value. */
  public static <T> JsonArray array(Collection<T> values, Function<? super T, JsonValue> element) {
    List<JsonValue> elements = values.stream().<JsonValue>map(element).toList();
    return new JsonArray(elements);
  }

  /** The object. */
  public JsonObject build() {
    return new JsonObject(members);
  }
}
