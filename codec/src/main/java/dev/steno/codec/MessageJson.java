// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.message.Message;
import java.util.List;

/** Lists of messages as ChatML. Stateless. */
public final class MessageJson {

  private MessageJson() {}

  /** An array of ChatML messages. */
  public static JsonArray toJson(List<Message> messages) {
    return ObjectBuilder.array(messages, Message::toJson);
  }

  /**
   * The messages of an array.
   *
   * @throws CodecException SHAPE if it is no array of objects
   */
  public static List<Message> fromJson(JsonValue json) {
    return Fields.list(
        "messages", json, element -> Message.of(Fields.of(element, "message").object()));
  }
}
