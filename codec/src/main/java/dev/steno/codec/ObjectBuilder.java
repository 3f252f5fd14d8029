// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the members of an object in order; a null value adds none. For one thread. */
final class ObjectBuilder {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  ObjectBuilder put(String name, @Nullable JsonValue value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  ObjectBuilder put(String name, @Nullable String value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  ObjectBuilder put(String name, @Nullable Instant value) {
    return put(name, value == null ? null : Times.format(value));
  }

  /** A number, an id, a constant: whatever {@code toString} writes, as a string. */
  ObjectBuilder putText(String name, @Nullable Object value) {
    return put(name, value == null ? null : value.toString());
  }

  ObjectBuilder put(String name, @Nullable Long value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  ObjectBuilder put(String name, @Nullable Boolean value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  ObjectBuilder put(String name, @Nullable BigDecimal value) {
    return put(name, value == null ? null : new JsonNumber(value.toString()));
  }

  <T> ObjectBuilder putList(
      String name, @Nullable Collection<T> values, Function<? super T, JsonValue> element) {
    return put(name, values == null ? null : array(values, element));
  }

  static <T> JsonArray array(Collection<T> values, Function<? super T, JsonValue> element) {
    List<JsonValue> elements = values.stream().<JsonValue>map(element).toList();
    return new JsonArray(elements);
  }

  JsonObject build() {
    return new JsonObject(members);
  }
}
