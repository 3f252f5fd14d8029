// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asked a {@link MockModel}. Immutable.
 *
 * @param model the model asked for
 * @param messages the whole history as ChatML, oldest first, at least one message
 * @param request the body as it came, in the form of its provider
 * @param attempt 1 for the first call with exactly this body, 2 for the second, and so on
 * @param streamed true if the answer is to be streamed
 */
public record ModelCall(
    String model, List<Message> messages, JsonObject request, int attempt, boolean streamed) {

  /** Copies the messages. */
  public ModelCall {
    messages = List.copyOf(messages);
  }

  /** The text of the last user message; "" if there is none. */
  public String lastUser() {
    int at = lastUserIndex();
    return at < 0 ? "" : messages.get(at).text();
  }

  /**
   * How often the model has answered since the last user message: 0 in the first call of a turn.
   */
  public int step() {
    List<Message> turn = messages.subList(lastUserIndex() + 1, messages.size());
    return (int) turn.stream().filter(message -> message.role().equals("assistant")).count();
  }

  /** The tool results since the model's last answer, in order; empty if it called no tool. */
  public List<Message> toolResults() {
    List<Message> results = new ArrayList<>();
    for (int i = messages.size() - 1; i >= 0 && messages.get(i).role().equals("tool"); i--) {
      results.add(0, messages.get(i));
    }
    return results;
  }

  /** The tools on offer, as the request defines them. */
  public List<JsonObject> tools() {
    List<JsonObject> tools = new ArrayList<>();
    if (request.get("tools") instanceof JsonArray array) {
      array.elements().stream()
          .filter(JsonObject.class::isInstance)
          .forEach(tool -> tools.add((JsonObject) tool));
    }
    return tools;
  }

  /** What most providers go by; absent is no. */
  static boolean asksForStream(JsonObject request) {
    return request.get("stream") instanceof JsonBoolean stream && stream.value();
  }

  boolean usageInStream() {
    return request.get("stream_options") instanceof JsonObject options
        && options.get("include_usage") instanceof JsonBoolean usage
        && usage.value();
  }

  private int lastUserIndex() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role().equals("user")) {
        return i;
      }
    }
    return -1;
  }
}
