// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one message of parts into ChatML: one message, and one more for each tool's response among
 * the parts. Members that ChatML has no place for follow as a block of their part's type. For one
 * thread.
 */
final class GenAiMessage {
  private static final Set<String> KNOWN = Set.of("role", "name", "parts", "finish_reason");

  private final String role;
  private final @Nullable String name;
  private final List<Message> messages = new ArrayList<>();
  private final List<ContentBlock> content = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private @Nullable StringBuilder reasoning;

  private GenAiMessage(String role, @Nullable String name) {
    this.role = role;
    this.name = name;
  }

  /** A reader of {@code json}, whose role is {@code fallback} if it does not name one. */
  GenAiMessage(JsonObject json, String fallback) {
    this(
        json.text("role") == null ? fallback : String.valueOf(json.text("role")),
        json.text("name"));
    if (json.get("parts") instanceof JsonArray parts) {
      parts.elements().forEach(this::part);
      putRest("message", json, KNOWN);
    } else {
      putChatMl(json);
    }
  }

  static List<Message> ofParts(String role, List<JsonValue> parts) {
    GenAiMessage message = new GenAiMessage(role, null);
    parts.forEach(message::part);
    return message.messages();
  }

  static boolean isMessage(JsonValue value) {
    return value instanceof JsonObject object
        && (object.text("role") != null || object.get("parts") instanceof JsonArray);
  }

  List<Message> messages() {
    flush(messages.isEmpty());
    return messages;
  }

  /** Some emitters write ChatML where parts belong. */
  private void putChatMl(JsonObject json) {
    Map<String, JsonValue> members = new LinkedHashMap<>(json.members());
    members.put("role", JsonValue.of(role));
    messages.add(Message.of(new JsonObject(members)));
  }

  private void part(JsonValue part) {
    if (part instanceof JsonString text) {
      content.add(new ContentBlock.Text(text.value()));
    } else if (!(part instanceof JsonObject object)) {
      content.add(new ContentBlock.Json(part));
    } else if (!isRead(object)) {
      content.add(
          object.text("type") == null ? new ContentBlock.Json(object) : ContentBlock.of(object));
    }
  }

  private boolean isRead(JsonObject part) {
    String type = part.text("type");
    return switch (type == null ? "" : type) {
      case "text" -> isText(part);
      case "reasoning", "thinking" -> isReasoning(type, part);
      case "tool_call" -> isCall(part);
      case "tool_call_response" -> isResponse(part);
      case "blob", "uri", "file" -> isMedia(type, part);
      default -> false;
    };
  }

  private boolean isText(JsonObject part) {
    String text = part.text("content");
    if (text == null) {
      return false;
    }
    content.add(new ContentBlock.Text(text));
    putRest("text", part, Set.of("type", "content"));
    return true;
  }

  private boolean isReasoning(@Nullable String type, JsonObject part) {
    String text = part.text("content");
    if (text == null) {
      return false;
    }
    reasoning = reasoning == null ? new StringBuilder(text) : reasoning.append('\n').append(text);
    putRest(String.valueOf(type), part, Set.of("type", "content"));
    return true;
  }

  private boolean isCall(JsonObject part) {
    String tool = part.text("name");
    if (tool == null || !isTextOrNone(part.get("id"))) {
      return false;
    }
    JsonValue arguments = part.get("arguments");
    String text =
        arguments instanceof JsonString verbatim
            ? verbatim.value()
            : isNone(arguments) ? "" : String.valueOf(arguments);
    calls.add(ToolCall.function(part.text("id"), tool, text));
    putRest("tool_call", part, Set.of("type", "id", "name", "arguments"));
    return true;
  }

  private boolean isResponse(JsonObject part) {
    // The conventions say response; their examples and some emitters say result.
    String member = part.get("response") != null ? "response" : "result";
    if (!isTextOrNone(part.get("id"))) {
      return false;
    }
    flush(false);
    messages.add(
        new Message("tool", blocks(part.get(member)), null, List.of(), part.text("id"), name));
    putRest("tool_call_response", part, Set.of("type", "id", member));
    return true;
  }

  private static List<ContentBlock> blocks(@Nullable JsonValue response) {
    if (response instanceof JsonArray array
        && !array.elements().stream()
            .allMatch(e -> e instanceof JsonObject block && block.text("type") != null)) {
      return List.of(new ContentBlock.Json(array));
    }
    return Message.content(response);
  }

  private boolean isMedia(@Nullable String type, JsonObject part) {
    Media.Kind kind = kind(part.text("modality"));
    String member = "blob".equals(type) ? "content" : "uri".equals(type) ? "uri" : "file_id";
    String where = part.text(member);
    if (where == null && part.get(member) instanceof JsonObject bytes) {
      where = bytes.text("$bytes");
    }
    if (kind == null || where == null || !isTextOrNone(part.get("mime_type"))) {
      return false;
    }
    String mime = part.text("mime_type");
    Media.Source source =
        switch (member) {
          case "content" -> new Media.Base64(where, mime);
          case "uri" -> new Media.Url(where, mime);
          default -> new Media.FileId(where, mime);
        };
    content.add(new Media(kind, source));
    putRest(String.valueOf(type), part, Set.of("type", "modality", "mime_type", member));
    return true;
  }

  private static Media.@Nullable Kind kind(@Nullable String modality) {
    return switch (modality == null ? "" : modality) {
      case "image" -> Media.Kind.IMAGE;
      case "audio" -> Media.Kind.AUDIO;
      case "video" -> Media.Kind.VIDEO;
      case "document", "file" -> Media.Kind.FILE;
      default -> null;
    };
  }

  private void putRest(String type, JsonObject source, Set<String> held) {
    Map<String, JsonValue> rest = new LinkedHashMap<>();
    rest.put("type", JsonValue.of(type));
    source
        .members()
        .forEach(
            (member, value) -> {
              if (!held.contains(member) && !isNone(value)) {
                rest.put(member, value);
              }
            });
    if (rest.size() > 1) {
      content.add(new ContentBlock.Other(new JsonObject(rest)));
    }
  }

  private void flush(boolean evenIfEmpty) {
    if (!evenIfEmpty && content.isEmpty() && calls.isEmpty() && reasoning == null) {
      return;
    }
    String thought = reasoning == null ? null : reasoning.toString();
    messages.add(new Message(role, content, thought, calls, null, name));
    content.clear();
    calls.clear();
    reasoning = null;
  }

  private static boolean isTextOrNone(@Nullable JsonValue value) {
    return isNone(value) || value instanceof JsonString;
  }

  private static boolean isNone(@Nullable JsonValue value) {
    return value == null || value.equals(JsonValue.NULL);
  }
}
