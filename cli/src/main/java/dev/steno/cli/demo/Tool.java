// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A function that the model may call. Immutable.
 *
 * @param name its name
 * @param description what it is for, in words for the model
 * @param parameters the names of its parameters, all of them required strings
 * @param body what it does
 */
record Tool(String name, String description, List<String> parameters, Body body) {

  /** What a tool does with its arguments. */
  @FunctionalInterface
  interface Body {
    Members call(Node arguments) throws ToolFailure;
  }

  /** As OpenAI's requests define a tool. */
  JsonObject definition() {
    return new Members()
        .put("type", "function")
        .put(
            "function",
            new Members()
                .put("name", name)
                .put("description", description)
                .put("parameters", schema()))
        .object();
  }

  /** As {@code gen_ai.tool.definitions} has it: without the object in between. */
  JsonObject traced() {
    return new Members()
        .put("type", "function")
        .put("name", name)
        .put("description", description)
        .put("parameters", schema())
        .object();
  }

  private JsonObject schema() {
    Members properties = new Members();
    List<JsonValue> required = new ArrayList<>();
    for (String parameter : parameters) {
      properties.put(parameter, new Members().put("type", "string"));
      required.add(JsonValue.of(parameter));
    }
    return new Members()
        .put("type", "object")
        .put("properties", properties)
        .put("required", required)
        .object();
  }
}
