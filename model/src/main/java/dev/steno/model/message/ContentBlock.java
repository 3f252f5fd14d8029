// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.message;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One block of a message's content. Immutable; JSON in and out by {@link #of} and {@link #toJson}.
 */
public sealed interface ContentBlock
    permits ContentBlock.Text, ContentBlock.Json, ContentBlock.Other, Media {

  /** The JSON object of this block, with its {@code type}. */
  JsonObject toJson();

  /**
   * The block that a JSON object describes. An object whose {@code type} is not known, or whose
   * members are not those of its type, is kept as it came.
   */
  static ContentBlock of(JsonObject block) {
    String type = block.text("type");
    Set<String> names = block.members().keySet();
    String text = block.text("text");
    if ("text".equals(type) && text != null && names.size() == 2) {
      return new Text(text);
    }
    JsonValue json = block.get("json");
    if ("json".equals(type) && json != null && names.size() == 2) {
      return new Json(json);
    }
    Media.Kind kind = Media.Kind.of(type);
    if (kind != null && names.equals(Set.of("type", "source"))) {
      Media.Source source = Media.Source.of(block.get("source"));
      if (source != null) {
        return new Media(kind, source);
      }
    }
    return new Other(block);
  }

  /** Plain text. */
  record Text(String text) implements ContentBlock {
    @Override
    public JsonObject toJson() {
      return typed("text", "text", JsonValue.of(text));
    }
  }

  /** Content that was JSON and neither a string nor a list of blocks. */
  record Json(JsonValue json) implements ContentBlock {
    @Override
    public JsonObject toJson() {
      return typed("json", "json", json);
    }
  }

  /** A block of a type that Steno does not know, kept as it came. */
  record Other(JsonObject block) implements ContentBlock {
    @Override
    public JsonObject toJson() {
      return block;
    }
  }

  private static JsonObject typed(String type, String name, JsonValue value) {
    Map<String, JsonValue> block = new LinkedHashMap<>();
    block.put("type", JsonValue.of(type));
    block.put(name, value);
    return new JsonObject(block);
  }
}
