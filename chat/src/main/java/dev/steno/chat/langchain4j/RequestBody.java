// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.steno.chat.provider.ProviderRequest;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts into a request's body what LangChain4j cannot say: parameters of one provider only, and the
 * schemas of tools word by word, of which it knows some keywords only. Immutable.
 */
final class RequestBody {
  static final RequestBody AS_IT_IS = new RequestBody(Map.of(), Map.of());

  private final Map<String, JsonValue> parameters;
  private final Map<String, JsonValue> schemas;

  private RequestBody(Map<String, JsonValue> parameters, Map<String, JsonValue> schemas) {
    this.parameters = parameters;
    this.schemas = schemas;
  }

  static RequestBody of(ProviderRequest request) {
    Map<String, JsonValue> schemas = new HashMap<>();
    for (JsonObject tool : request.tools()) {
      JsonValue schema = tool.get("parameters");
      if (schema != null) {
        schemas.put(String.valueOf(tool.text("name")), schema);
      }
    }
    Map<String, JsonValue> others = request.parameters().others();
    return others.isEmpty() && schemas.isEmpty() ? AS_IT_IS : new RequestBody(others, schemas);
  }

  /** The body as it is sent. */
  String of(String written) {
    if (this == AS_IT_IS || !(Json.parse(written) instanceof JsonObject body)) {
      return written;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(body.members());
    members.computeIfPresent("tools", (name, tools) -> tools(tools));
    members.putAll(parameters);
    return Json.write(new JsonObject(members));
  }

  private JsonValue tools(JsonValue written) {
    if (!(written instanceof JsonArray tools)) {
      return written;
    }
    List<JsonValue> all = new ArrayList<>();
    tools.elements().forEach(tool -> all.add(tool(tool)));
    return new JsonArray(all);
  }

  /** OpenAI's chat and Ollama nest it in a function, Responses and Anthropic do not. */
  private JsonValue tool(JsonValue written) {
    if (!(written instanceof JsonObject tool)) {
      return written;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(tool.members());
    members.computeIfPresent("function", (name, function) -> tool(function));
    JsonValue schema = schemas.get(String.valueOf(tool.text("name")));
    if (schema != null) {
      members.computeIfPresent("parameters", (name, said) -> schema);
      members.computeIfPresent("input_schema", (name, said) -> schema);
    }
    return new JsonObject(members);
  }
}
