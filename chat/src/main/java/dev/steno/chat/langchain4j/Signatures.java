// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider wants back with its answer, such as the signature of its thinking. It is kept in
 * a block of the type {@code provider_attributes}, so that a history which was stored can go on.
 */
final class Signatures {
  private static final String TYPE = "provider_attributes";

  private Signatures() {}

  /** The block for LangChain4j's attributes of an answer; null if there is nothing to keep. */
  static @Nullable ContentBlock block(Map<String, Object> attributes) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            members.put(name, JsonValue.of(text));
          } else if (value instanceof List<?> list
              && list.stream().allMatch(String.class::isInstance)) {
            members.put(
                name,
                new JsonArray(list.stream().map(text -> JsonValue.of((String) text)).toList()));
          }
        });
    if (members.isEmpty()) {
      return null;
    }
    Map<String, JsonValue> block = new LinkedHashMap<>();
    block.put("type", JsonValue.of(TYPE));
    block.put("attributes", new JsonObject(members));
    return new ContentBlock.Other(new JsonObject(block));
  }

  /** LangChain4j's attributes of an answer that is sent back; empty if there are none. */
  static Map<String, Object> attributes(Message message) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (ContentBlock block : message.content()) {
      if (block instanceof ContentBlock.Other other
          && TYPE.equals(other.block().text("type"))
          && other.block().get("attributes") instanceof JsonObject members) {
        members.members().forEach((name, value) -> put(attributes, name, value));
      }
    }
    return attributes;
  }

  private static void put(Map<String, Object> attributes, String name, JsonValue value) {
    if (value instanceof JsonString text) {
      attributes.put(name, text.value());
    } else if (value instanceof JsonArray array) {
      List<String> texts = new ArrayList<>();
      array
          .elements()
          .forEach(
              element -> {
                if (element instanceof JsonString text) {
                  texts.add(text.value());
                }
              });
      attributes.put(name, texts);
    }
  }
}
