// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of a JSON object in order; one that is null is left out. For one thread. */
final class Fields {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  Fields put(String name, @Nullable String value) {
    return value == null ? this : put(name, JsonValue.of(value));
  }

  Fields put(String name, long value) {
    return put(name, JsonValue.of(value));
  }

  Fields put(String name, JsonValue value) {
    members.put(name, value);
    return this;
  }

  Fields put(String name, Fields nested) {
    return put(name, nested.object());
  }

  Fields put(String name, List<? extends JsonValue> elements) {
    return put(name, new JsonArray(List.copyOf(elements)));
  }

  JsonObject object() {
    return new JsonObject(members);
  }
}
