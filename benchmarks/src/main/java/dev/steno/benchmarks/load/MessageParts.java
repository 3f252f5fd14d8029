// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages as lists of parts, the form of {@code gen_ai.input.messages}. Stateless. */
final class MessageParts {

  private MessageParts() {}

  static String write(List<Message> messages) {
    List<JsonValue> list = new ArrayList<>();
    messages.forEach(message -> list.add(message(message)));
    return Json.write(new JsonArray(list));
  }

  /** The texts of a message as parts. */
  static Stream<JsonValue> texts(Message message) {
    return message.text().isEmpty()
        ? Stream.empty()
        : Stream.of(part("type", "text", "content", JsonValue.of(message.text())));
  }

  private static JsonObject message(Message message) {
    List<JsonValue> parts = new ArrayList<>();
    if (message.toolCallId() != null) {
      parts.add(
          part(
              "type",
              "tool_call_response",
              "id",
              JsonValue.of(message.toolCallId()),
              "response",
              JsonValue.of(message.text())));
    } else {
      texts(message).forEach(parts::add);
    }
    for (ToolCall call : message.toolCalls()) {
      parts.add(
          part(
              "type",
              "tool_call",
              "id",
              JsonValue.of(String.valueOf(call.id())),
              "name",
              JsonValue.of(call.name()),
              "arguments",
              json(call.arguments())));
    }
    return part("role", message.role(), "parts", new JsonArray(parts));
  }

  private static JsonObject part(String name, String value, Object... more) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put(name, JsonValue.of(value));
    for (int i = 0; i < more.length; i += 2) {
      members.put((String) more[i], (JsonValue) more[i + 1]);
    }
    return new JsonObject(members);
  }

  private static JsonValue json(String text) {
    try {
      return Json.parse(text);
    } catch (CodecException e) {
      return JsonValue.of(text);
    }
  }
}
