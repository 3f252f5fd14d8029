// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.message;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ChatML message. Immutable. Neither the finish reason nor the choice's index nor the response's
 * id belongs to it, so that an answer has the same id when it comes back in the next call.
 *
 * @param role {@code system}, {@code developer}, {@code user}, {@code assistant}, {@code tool} or
 *     another role as the source wrote it
 * @param content the blocks in order; empty if the source gave none
 * @param reasoningContent what the model thought aloud; null if nothing was reported
 * @param toolCalls the calls that an assistant asks for; empty if none
 * @param toolCallId the call that a tool message answers; null otherwise
 * @param name the author's name where the source gave one; else null
 */
public record Message(
    String role,
    List<ContentBlock> content,
    @Nullable String reasoningContent,
    List<ToolCall> toolCalls,
    @Nullable String toolCallId,
    @Nullable String name) {

  /** Copies the lists. */
  public Message {
    content = List.copyOf(content);
    toolCalls = List.copyOf(toolCalls);
  }

  /** A message of one text block. */
  public static Message text(String role, String text) {
    return new Message(role, List.of(new ContentBlock.Text(text)), null, List.of(), null, null);
  }

  /** The result of the tool call {@code toolCallId} as one text block. */
  public static Message tool(@Nullable String toolCallId, String text) {
    List<ContentBlock> content = List.of(new ContentBlock.Text(text));
    return new Message("tool", content, null, List.of(), toolCallId, null);
  }

  /** True for the roles {@code system} and {@code developer}. */
  public boolean isSystem() {
    return role.equals("system") || role.equals("developer");
  }

  /** This message without its reasoning: what most clients send back in the next call. */
  public Message withoutReasoning() {
    return new Message(role, content, null, toolCalls, toolCallId, name);
  }

  /** The text blocks joined by line feeds; "" if there is none. */
  public String text() {
    List<String> texts = new ArrayList<>();
    for (ContentBlock block : content) {
      if (block instanceof ContentBlock.Text text) {
        texts.add(text.text());
      }
    }
    return String.join("\n", texts);
  }

  /** ChatML with absent fields omitted; the canonical form of this is what the id is taken over. */
  public JsonObject toJson() {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("role", JsonValue.of(role));
    if (!content.isEmpty()) {
      List<JsonValue> blocks = new ArrayList<>();
      content.forEach(block -> blocks.add(block.toJson()));
      json.put("content", new JsonArray(blocks));
    }
    put(json, "reasoning_content", reasoningContent);
    if (!toolCalls.isEmpty()) {
      List<JsonValue> calls = new ArrayList<>();
      toolCalls.forEach(call -> calls.add(call.toJson()));
      json.put("tool_calls", new JsonArray(calls));
    }
    put(json, "tool_call_id", toolCallId);
    put(json, "name", name);
    return new JsonObject(json);
  }

  /**
   * Reads ChatML. String content is one text block, a list is read block by block, null is no
   * content, any other JSON is one {@code json} block. A missing role is {@code unknown}.
   */
  public static Message of(JsonObject json) {
    String role = json.text("role");
    return new Message(
        role == null ? "unknown" : role,
        content(json.get("content")),
        json.text("reasoning_content"),
        toolCalls(json.get("tool_calls")),
        json.text("tool_call_id"),
        json.text("name"));
  }

  /** The blocks of a message's {@code content} member, read as {@link #of} says. */
  public static List<ContentBlock> content(@Nullable JsonValue content) {
    if (content == null || content.equals(JsonValue.NULL)) {
      return List.of();
    }
    if (content instanceof JsonString text) {
      return List.of(new ContentBlock.Text(text.value()));
    }
    if (!(content instanceof JsonArray array)) {
      return List.of(new ContentBlock.Json(content));
    }
    List<ContentBlock> blocks = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      if (element instanceof JsonObject block && block.text("type") != null) {
        blocks.add(ContentBlock.of(block));
      } else if (element instanceof JsonString text) {
        blocks.add(new ContentBlock.Text(text.value()));
      } else {
        blocks.add(new ContentBlock.Json(element));
      }
    }
    return blocks;
  }

  private static List<ToolCall> toolCalls(@Nullable JsonValue value) {
    List<ToolCall> calls = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonObject call) {
          calls.add(toolCall(call));
        }
      }
    }
    return calls;
  }

  private static ToolCall toolCall(JsonObject call) {
    String type = call.text("type");
    String known = type == null ? "function" : type;
    JsonObject function = call.get("function") instanceof JsonObject nested ? nested : call;
    // A call of another type has its name and input in a member named after the type.
    function = call.get(known) instanceof JsonObject nested ? nested : function;
    String name = function.text("name");
    JsonValue arguments = function.get("arguments");
    return new ToolCall(
        call.text("id"),
        known,
        name == null ? "" : name,
        verbatim(arguments != null ? arguments : function.get("input")));
  }

  private static String verbatim(@Nullable JsonValue arguments) {
    if (arguments == null) {
      return "";
    }
    return arguments instanceof JsonString text ? text.value() : arguments.toString();
  }

  private static void put(Map<String, JsonValue> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, JsonValue.of(value));
    }
  }
}
