// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is looked for in a request on every {@link Wire}. Stateless. */
final class History {

  private History() {}

  static JsonObject request(byte[] body) throws Wire.BadRequest {
    JsonValue value;
    try {
      value = Json.parse(body);
    } catch (RuntimeException e) {
      throw new Wire.BadRequest(
          "We could not parse the JSON body of your request: " + e.getMessage());
    }
    if (!(value instanceof JsonObject request)) {
      throw new Wire.BadRequest("The body of your request is no JSON object.");
    }
    return request;
  }

  /** The text of a member that must be there; else {@code refusal} is what is wrong. */
  static String required(JsonObject request, String name, String refusal) throws Wire.BadRequest {
    String text = request.text(name);
    if (text == null || text.isEmpty()) {
      throw new Wire.BadRequest(refusal);
    }
    return text;
  }

  /** The messages of a request, which must be there and have roles. */
  static List<JsonObject> messages(JsonObject request, String refusal) throws Wire.BadRequest {
    List<JsonObject> messages = new ArrayList<>();
    for (JsonValue element : elements(request.get("messages"))) {
      if (!(element instanceof JsonObject message) || message.text("role") == null) {
        throw new Wire.BadRequest(
            "Invalid 'messages[" + messages.size() + "]': no object with a role.");
      }
      messages.add(message);
    }
    if (messages.isEmpty()) {
      throw new Wire.BadRequest(refusal);
    }
    return messages;
  }

  static List<JsonValue> elements(@Nullable JsonValue value) {
    return value instanceof JsonArray array ? array.elements() : List.of();
  }

  /**
   * Providers refuse histories whose tool calls and results do not match; clients get it wrong.
   *
   * @param orphan what to say of a result without a call
   * @param open what to say before the ids of calls without a result
   */
  static void checkToolResults(List<Message> messages, String orphan, String open)
      throws Wire.BadRequest {
    Set<String> unanswered = new HashSet<>();
    for (Message message : messages) {
      if (message.role().equals("tool")) {
        if (message.toolCallId() == null || !unanswered.remove(message.toolCallId())) {
          throw new Wire.BadRequest(orphan);
        }
      } else if (!unanswered.isEmpty()) {
        break;
      }
      message.toolCalls().forEach(call -> unanswered.add(String.valueOf(call.id())));
    }
    if (!unanswered.isEmpty()) {
      throw new Wire.BadRequest(open + String.join(", ", unanswered));
    }
  }
}
