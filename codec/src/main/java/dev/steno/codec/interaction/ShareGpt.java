// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Json;
import dev.steno.codec.ObjectBuilder;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as ShareGPT has them: turns without ids. The calls of one message are one turn {@code
 * function_call}, an object or an array of them as text; their results are one turn {@code
 * observation}, as it is or an array of texts in the order in which they came. Stateless.
 */
final class ShareGpt {

  private ShareGpt() {}

  /** The turns of a conversation; null if something in it has no form there. */
  static @Nullable JsonArray turns(List<Message> messages) {
    List<JsonValue> turns = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (Message message : messages) {
      String text = ChatMessages.plain(message.content());
      boolean isResult = message.toolCallId() != null;
      if (text == null || !isResult && from(message) == null) {
        return null;
      }
      if (isResult) {
        results.add(text);
        continue;
      }
      observe(results, turns);
      say(message, text, turns);
    }
    observe(results, turns);
    return new JsonArray(turns);
  }

  private static void observe(List<String> results, List<JsonValue> turns) {
    if (!results.isEmpty()) {
      List<JsonValue> texts = results.stream().map(JsonValue::of).toList();
      String one = results.get(0);
      turns.add(turn("observation", texts.size() == 1 ? one : Json.write(new JsonArray(texts))));
      results.clear();
    }
  }

  private static void say(Message message, String text, List<JsonValue> turns) {
    List<JsonValue> calls = message.toolCalls().stream().map(ShareGpt::call).toList();
    if (calls.isEmpty() || !text.isEmpty()) {
      turns.add(turn(String.valueOf(from(message)), text));
    }
    if (!calls.isEmpty()) {
      JsonValue value = calls.size() == 1 ? calls.get(0) : new JsonArray(calls);
      turns.add(turn("function_call", Json.write(value)));
    }
  }

  private static @Nullable String from(Message message) {
    return switch (message.role()) {
      case "user" -> "human";
      case "assistant" -> "gpt";
      case "system", "developer" -> "system";
      default -> null;
    };
  }

  private static JsonValue call(ToolCall call) {
    return new ObjectBuilder()
        .put("name", call.name())
        .put("arguments", RawJson.body(call.arguments()))
        .build();
  }

  private static JsonValue turn(String from, String value) {
    return new ObjectBuilder().put("from", from).put("value", value).build();
  }
}
