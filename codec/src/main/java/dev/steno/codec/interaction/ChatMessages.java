// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Json;
import dev.steno.codec.ObjectBuilder;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages as OpenAI's chat API takes them. Stateless. */
final class ChatMessages {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  private ChatMessages() {}

  /** A conversation; null if something in it has no form there. */
  static @Nullable JsonArray conversation(@Nullable String system, List<Message> messages) {
    List<JsonValue> all = new ArrayList<>();
    if (system != null && !system.isEmpty()) {
      all.add(InteractionJson.message(Message.text("system", system)));
    }
    for (Message message : messages) {
      JsonObject json = message(message);
      if (json == null) {
        return null;
      }
      all.add(json);
    }
    return new JsonArray(all);
  }

  /** Definitions as {@code {"type":"function","function":{…}}}; null if there are none. */
  static @Nullable JsonArray tools(List<JsonObject> tools) {
    return tools.isEmpty() ? null : ObjectBuilder.array(tools, ChatMessages::tool);
  }

  private static JsonObject tool(JsonObject tool) {
    return new ObjectBuilder().put("type", "function").put("function", tool).build();
  }

  private static @Nullable JsonObject message(Message message) {
    JsonValue content = content(message.content());
    if (content == null || !ROLES.contains(message.role())) {
      return null;
    }
    boolean calls = !message.toolCalls().isEmpty();
    return new ObjectBuilder()
        .put("role", message.role())
        .put("name", message.name())
        .put("content", calls && message.content().isEmpty() ? JsonValue.NULL : content)
        .putList("tool_calls", calls ? message.toolCalls() : null, ChatMessages::call)
        .put("tool_call_id", message.toolCallId())
        .build();
  }

  private static JsonObject call(ToolCall call) {
    return new ObjectBuilder()
        .put("id", call.id())
        .put("type", "function")
        .put(
            "function",
            new ObjectBuilder().put("name", call.name()).put("arguments", call.arguments()).build())
        .build();
  }

  private static @Nullable JsonValue content(List<ContentBlock> blocks) {
    String text = plain(blocks);
    if (text != null) {
      return JsonValue.of(text);
    }
    List<JsonValue> parts = new ArrayList<>();
    for (ContentBlock block : blocks) {
      JsonValue part = block instanceof Media media ? media(media) : part(block);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new JsonArray(parts);
  }

  private static @Nullable JsonValue part(ContentBlock block) {
    String text = textOf(block);
    return text == null ? null : text(text).toJson();
  }

  private static @Nullable JsonValue media(Media media) {
    if (media.kind() != Media.Kind.IMAGE) {
      return null;
    }
    String url = null;
    if (media.source() instanceof Media.Url address) {
      url = address.url();
    } else if (media.source() instanceof Media.Base64 bytes && bytes.mediaType() != null) {
      url = "data:" + bytes.mediaType() + ";base64," + bytes.data();
    }
    return url == null
        ? null
        : new ObjectBuilder()
            .put("type", "image_url")
            .put("image_url", new ObjectBuilder().put("url", url).build())
            .build();
  }

  /** Blocks that are all text as one; null if one is not. */
  static @Nullable String plain(List<ContentBlock> blocks) {
    List<String> texts = new ArrayList<>();
    for (ContentBlock block : blocks) {
      String text = textOf(block);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return String.join("\n", texts);
  }

  private static @Nullable String textOf(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      return text.text();
    }
    return block instanceof ContentBlock.Json json ? Json.write(json.json()) : null;
  }

  static ContentBlock.Text text(String text) {
    return new ContentBlock.Text(text);
  }

  static boolean isBlank(ContentBlock block) {
    return block instanceof ContentBlock.Text text && text.text().isBlank();
  }
}
