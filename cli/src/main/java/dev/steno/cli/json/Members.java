// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.json;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of an object in order; one that is null is left out. For one thread. */
public final class Members {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  /** Adds a value. */
  public Members put(String name, @Nullable JsonValue value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  /** Adds a string. */
  public Members put(String name, @Nullable String value) {
    return put(name, value == null ? null : JsonValue.of(value));
  }

  /** Adds an integer. */
  public Members put(String name, long value) {
    return put(name, JsonValue.of(value));
  }

  /** Adds a boolean. */
  public Members put(String name, boolean value) {
    return put(name, JsonValue.of(value));
  }

  /** Adds an object. */
  public Members put(String name, Members value) {
    return put(name, value.object());
  }

  /** Adds an array. */
  public Members put(String name, List<? extends JsonValue> elements) {
    return put(name, new JsonArray(List.copyOf(elements)));
  }

  /** Adds a number by its lexeme, such as {@code 0.70}. */
  public Members number(String name, @Nullable String lexeme) {
    return put(name, lexeme == null ? null : new JsonNumber(lexeme));
  }

  /** The object. */
  public JsonObject object() {
    return new JsonObject(members);
  }
}
