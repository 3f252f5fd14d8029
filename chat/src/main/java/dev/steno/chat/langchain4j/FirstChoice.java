// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the other choices out of a stream of chat completions, which LangChain4j would write into
 * the first. Nobody can ask for them here; a server may send them all the same. Stateless.
 */
final class FirstChoice {
  private static final Pattern MAYBE = Pattern.compile("\"index\"\\s*:\\s*[1-9]");
  private static final JsonValue FIRST = JsonValue.of(0);

  private FirstChoice() {}

  static ServerSentEvent of(ServerSentEvent event) {
    String data = event.data();
    if (data == null || !data.contains("\"choices\"") || !MAYBE.matcher(data).find()) {
      return event;
    }
    try {
      if (Json.parse(data) instanceof JsonObject chunk
          && chunk.get("choices") instanceof JsonArray choices) {
        return new ServerSentEvent(event.event(), Json.write(without(chunk, choices)));
      }
    } catch (CodecException ignored) {
      // LangChain4j reads it as well, and says what is wrong with it.
    }
    return event;
  }

  private static JsonObject without(JsonObject chunk, JsonArray choices) {
    List<JsonValue> first = choices.elements().stream().filter(FirstChoice::isFirst).toList();
    Map<String, JsonValue> members = new LinkedHashMap<>(chunk.members());
    members.put("choices", new JsonArray(first));
    return new JsonObject(members);
  }

  private static boolean isFirst(JsonValue choice) {
    return !(choice instanceof JsonObject object)
        || object.get("index") == null
        || FIRST.equals(object.get("index"));
  }
}
