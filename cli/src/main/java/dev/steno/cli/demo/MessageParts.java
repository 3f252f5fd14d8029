// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ChatML as OpenTelemetry's GenAI conventions write it: messages of parts. Stateless.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">the conventions</a>
 */
final class MessageParts {

  private MessageParts() {}

  /** {@code gen_ai.input.messages}. */
  static String input(List<JsonObject> messages) {
    List<JsonValue> list = new ArrayList<>();
    messages.forEach(message -> list.add(message(new Node(message), null)));
    return Json.write(new JsonArray(list));
  }

  /** {@code gen_ai.output.messages} of one choice. */
  static String output(Node message, String finishReason) {
    return Json.write(new JsonArray(List.of(message(message, finishReason))));
  }

  /** {@code gen_ai.system_instructions}. */
  static String system(String text) {
    return Json.write(new JsonArray(List.of(part("text", "content", JsonValue.of(text)))));
  }

  private static JsonValue message(Node message, @Nullable String finishReason) {
    List<JsonValue> parts = new ArrayList<>();
    String text = message.text("content", "");
    String callId = message.text("tool_call_id");
    String thoughts = message.text("reasoning_content");
    if (thoughts != null) {
      parts.add(part("reasoning", "content", JsonValue.of(thoughts)));
    }
    if (callId != null) {
      parts.add(
          new Members()
              .put("type", "tool_call_response")
              .put("id", callId)
              .put("response", json(text))
              .object());
    } else if (!text.isEmpty()) {
      parts.add(part("text", "content", JsonValue.of(text)));
    }
    message.each("tool_calls").forEach(call -> parts.add(toolCall(call)));
    return new Members()
        .put("role", message.text("role"))
        .put("parts", parts)
        .put("finish_reason", finishReason)
        .object();
  }

  private static JsonValue toolCall(Node call) {
    Node function = call.get("function");
    return new Members()
        .put("type", "tool_call")
        .put("id", call.text("id"))
        .put("name", function.text("name"))
        .put("arguments", json(function.text("arguments", "")))
        .object();
  }

  private static JsonValue part(String type, String name, JsonValue value) {
    return new Members().put("type", type).put(name, value).object();
  }

  /** The JSON that a text holds, or the text. */
  private static JsonValue json(String text) {
    try {
      return Json.parse(text);
    } catch (CodecException e) {
      return JsonValue.of(text);
    }
  }
}
