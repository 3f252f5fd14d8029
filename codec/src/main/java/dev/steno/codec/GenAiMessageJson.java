// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

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

/**
 * Lists of messages as OpenTelemetry's GenAI conventions write them: messages of parts, which
 * Steno's door reads back as the same messages. A message that parts cannot hold, such as a call of
 * a tool that is no function, is written as ChatML. Stateless.
 */
public final class GenAiMessageJson {
  /** Parts that the conventions give a meaning, and the member that makes them what they are. */
  private static final Set<String> WITH_CONTENT = Set.of("text", "reasoning", "thinking");

  private static final Set<String> RESERVED =
      Set.of("tool_call", "tool_call_response", "blob", "uri", "file");

  private GenAiMessageJson() {}

  /** The value of {@code gen_ai.input.messages}. */
  public static JsonArray input(List<Message> messages) {
    return ObjectBuilder.array(messages, message -> message(message).build());
  }

  /**
   * The value of {@code gen_ai.output.messages}.
   *
   * @param reasons the finish reasons, message by message; where there is none left it is written
   *     as an empty text, since the conventions ask for one
   */
  public static JsonArray output(List<Message> messages, List<String> reasons) {
    List<JsonValue> elements = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      String reason = i < reasons.size() ? reasons.get(i) : "";
      elements.add(message(messages.get(i)).put("finish_reason", reason).build());
    }
    return new JsonArray(elements);
  }

  /**
   * The value of {@code gen_ai.system_instructions}; null if it cannot hold the messages, which
   * then belong before the others.
   *
   * @param system the leading system messages
   */
  public static @Nullable JsonArray systemInstructions(List<Message> system) {
    if (system.size() != 1) {
      return null;
    }
    Message only = system.get(0);
    boolean plain =
        only.role().equals("system")
            && only.name() == null
            && !only.content().isEmpty()
            && only.content().stream().allMatch(ContentBlock.Text.class::isInstance)
            && only.equals(new Message("system", only.content(), null, List.of(), null, null));
    return plain ? ObjectBuilder.array(only.content(), GenAiMessageJson::part) : null;
  }

  private static ObjectBuilder message(Message message) {
    ObjectBuilder json = new ObjectBuilder();
    if (!fits(message)) {
      message.toJson().members().forEach(json::put);
      return json;
    }
    json.put("role", message.role()).put("name", message.name());
    List<JsonValue> parts = new ArrayList<>();
    if (message.role().equals("tool")) {
      parts.add(response(message));
    } else {
      if (message.reasoningContent() != null) {
        parts.add(typed("reasoning").put("content", message.reasoningContent()).build());
      }
      message.content().forEach(block -> parts.add(part(block)));
      message.toolCalls().forEach(call -> parts.add(call(call)));
    }
    return json.put("parts", new JsonArray(parts));
  }

  private static boolean fits(Message message) {
    if (message.role().equals("tool")) {
      return message.toolCalls().isEmpty() && message.reasoningContent() == null;
    }
    return message.toolCallId() == null
        && message.toolCalls().stream().allMatch(call -> call.type().equals("function"))
        && message.content().stream().allMatch(GenAiMessageJson::fits);
  }

  private static boolean fits(ContentBlock block) {
    if (!(block instanceof ContentBlock.Other other)) {
      return true;
    }
    String type = other.block().text("type");
    return type != null
        && !RESERVED.contains(type)
        && !(WITH_CONTENT.contains(type) && other.block().text("content") != null);
  }

  private static JsonObject part(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      return typed("text").put("content", text.text()).build();
    }
    return block instanceof Media media ? media(media) : block.toJson();
  }

  private static JsonObject media(Media media) {
    String modality = media.kind() == Media.Kind.FILE ? "document" : media.kind().type();
    if (media.source() instanceof Media.Base64 bytes) {
      return media("blob", modality, bytes.mediaType()).put("content", bytes.data()).build();
    }
    if (media.source() instanceof Media.Url address) {
      return media("uri", modality, address.mediaType()).put("uri", address.url()).build();
    }
    if (media.source() instanceof Media.FileId file) {
      return media("file", modality, file.mediaType()).put("file_id", file.fileId()).build();
    }
    return media.toJson();
  }

  private static ObjectBuilder media(String type, String modality, @Nullable String mediaType) {
    return typed(type).put("modality", modality).put("mime_type", mediaType);
  }

  private static JsonObject call(ToolCall call) {
    return typed("tool_call")
        .put("id", call.id())
        .put("name", call.name())
        .put("arguments", call.arguments().isEmpty() ? null : arguments(call.arguments()))
        .build();
  }

  /** An object if it is written in the one form that the reader gives back, else the text. */
  private static JsonValue arguments(String text) {
    if (text.startsWith("{")) {
      try {
        JsonValue parsed = Json.parse(text);
        if (parsed.toString().equals(text)) {
          return parsed;
        }
      } catch (CodecException e) {
        // A model may well write what is no JSON.
        return JsonValue.of(text);
      }
    }
    return JsonValue.of(text);
  }

  private static JsonObject response(Message message) {
    return typed("tool_call_response")
        .put("id", message.toolCallId())
        .put("response", response(message.content()))
        .build();
  }

  private static JsonValue response(List<ContentBlock> content) {
    if (content.isEmpty()) {
      return JsonValue.NULL;
    }
    if (content.size() == 1 && content.get(0) instanceof ContentBlock.Text text) {
      return JsonValue.of(text.text());
    }
    if (content.size() == 1
        && content.get(0) instanceof ContentBlock.Json block
        && block.json() instanceof JsonObject) {
      return block.json();
    }
    return ObjectBuilder.array(content, ContentBlock::toJson);
  }

  private static ObjectBuilder typed(String type) {
    return new ObjectBuilder().put("type", type);
  }
}
