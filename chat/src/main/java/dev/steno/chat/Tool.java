// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a model may call. Immutable.
 *
 * @param name what the model calls it
 * @param description when and how to call it
 * @param parameters the JSON schema of its arguments, an object
 * @param function runs it; null if the caller runs it and tells the model in the next request
 */
public record Tool(
    String name, String description, JsonObject parameters, @Nullable ToolFunction function) {

  /**
   * A tool that runs here.
   *
   * @param parameters the JSON schema of its arguments as text, an object
   * @throws IllegalArgumentException if that is no JSON object
   */
  public static Tool of(String name, String description, String parameters, ToolFunction function) {
    return new Tool(name, description, schema(name, parameters), function);
  }

  /**
   * A tool whose calls are handed to the caller.
   *
   * @param parameters the JSON schema of its arguments as text, an object
   * @throws IllegalArgumentException if that is no JSON object
   */
  public static Tool declared(String name, String description, String parameters) {
    return new Tool(name, description, schema(name, parameters), null);
  }

  /** The same tool, whose calls are handed to the caller. */
  Tool withoutFunction() {
    return new Tool(name, description, parameters, null);
  }

  /** A tool of which a definition is kept, and whose calls are handed to the caller. */
  static Tool of(JsonObject definition) {
    String description = definition.text("description");
    return new Tool(
        String.valueOf(definition.text("name")),
        description == null ? "" : description,
        definition.get("parameters") instanceof JsonObject parameters
            ? parameters
            : JsonObject.EMPTY,
        null);
  }

  /** The definition as models and records have it. */
  JsonObject definition() {
    Map<String, JsonValue> definition = new LinkedHashMap<>();
    definition.put("name", JsonValue.of(name));
    definition.put("description", JsonValue.of(description));
    definition.put("parameters", parameters);
    return new JsonObject(definition);
  }

  private static JsonObject schema(String name, String text) {
    try {
      if (Json.parse(text) instanceof JsonObject schema) {
        return schema;
      }
    } catch (CodecException e) {
      throw new IllegalArgumentException(
          "parameters of tool " + name + ": no JSON (expected: the JSON schema of an object)", e);
    }
    throw new IllegalArgumentException(
        "parameters of tool " + name + ": " + text + " (expected: the JSON schema of an object)");
  }
}
