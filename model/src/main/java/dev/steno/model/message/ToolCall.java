// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.message;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's request to call a tool, as ChatML writes it. Immutable.
 *
 * @param id links the call to its result; null if the source gave none
 * @param type {@code function} unless the source said otherwise
 * @param name the tool's name
 * @param arguments the arguments verbatim, usually the text of a JSON object
 */
public record ToolCall(@Nullable String id, String type, String name, String arguments) {

  /** A call of type {@code function}. */
  public static ToolCall function(@Nullable String id, String name, String arguments) {
    return new ToolCall(id, "function", name, arguments);
  }

  JsonValue toJson() {
    Map<String, JsonValue> call = new LinkedHashMap<>();
    if (id != null) {
      call.put("id", JsonValue.of(id));
    }
    call.put("type", JsonValue.of(type));
    Map<String, JsonValue> function = new LinkedHashMap<>();
    function.put("name", JsonValue.of(name));
    function.put("arguments", JsonValue.of(arguments));
    call.put("function", new JsonObject(function));
    return new JsonObject(call);
  }
}
