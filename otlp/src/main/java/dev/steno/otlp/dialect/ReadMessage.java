// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one element of a list of messages says. Immutable.
 *
 * @param messages the message, and one more for each tool's response in it
 * @param finishReason null if it names none
 * @param values how many JSON values it was written with; 0 if they were counted elsewhere
 */
record ReadMessage(List<Message> messages, @Nullable String finishReason, int values) {

  ReadMessage {
    messages = List.copyOf(messages);
  }

  /** Reads an element; null if it is no message. */
  static @Nullable ReadMessage of(JsonValue element, String role, int values) {
    if (!GenAiMessage.isMessage(element)) {
      return null;
    }
    JsonObject message = (JsonObject) element;
    String reason = message.text("finish_reason");
    // The conventions ask for a reason also of who knows none.
    return new ReadMessage(
        new GenAiMessage(message, role).messages(),
        reason == null || reason.isEmpty() ? null : reason,
        values);
  }
}
