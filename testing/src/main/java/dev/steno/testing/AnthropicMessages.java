// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages as JSON: requests in, answers out. Stateless. */
final class AnthropicMessages implements Wire {
  private static final String ORPHAN =
      "messages: each 'tool_result' block must have a corresponding 'tool_use' block in the"
          + " previous message.";
  private static final String OPEN =
      "messages: 'tool_use' ids were found without 'tool_result' blocks immediately after: ";

  @Override
  public ModelCall call(JsonObject request, int attempt) throws BadRequest {
    String model = History.required(request, "model", "model: Field required");
    if (!(request.get("max_tokens") instanceof JsonNumber)) {
      throw new BadRequest("max_tokens: Field required");
    }
    List<Message> messages = new ArrayList<>();
    if (request.get("system") != null) {
      messages.add(
          new Message("system", content(request.get("system")), null, List.of(), null, null));
    }
    for (JsonObject message : History.messages(request, "messages: Field required")) {
      read(message, messages);
    }
    History.checkToolResults(messages, ORPHAN, OPEN);
    return new ModelCall(model, messages, request, attempt, ModelCall.asksForStream(request));
  }

  /** Tool results are blocks of a user message here, messages of their own in ChatML. */
  private static void read(JsonObject message, List<Message> into) {
    List<ContentBlock> content = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    StringBuilder thoughts = new StringBuilder();
    boolean results = false;
    for (ContentBlock block : content(message.get("content"))) {
      JsonObject other = block instanceof ContentBlock.Other kept ? kept.block() : JsonObject.EMPTY;
      switch (String.valueOf(other.text("type"))) {
        case "tool_result" -> results = into.add(result(other));
        case "tool_use" -> calls.add(call(other));
        case "thinking" -> thoughts.append(other.text("thinking"));
        default -> content.add(block);
      }
    }
    if (!results || !content.isEmpty()) {
      String reasoning = thoughts.isEmpty() ? null : thoughts.toString();
      String role = String.valueOf(message.text("role"));
      into.add(new Message(role, content, reasoning, calls, null, null));
    }
  }

  private static Message result(JsonObject block) {
    List<ContentBlock> content = content(block.get("content"));
    return new Message("tool", content, null, List.of(), block.text("tool_use_id"), null);
  }

  private static ToolCall call(JsonObject block) {
    JsonValue input = block.get("input");
    String arguments = input == null ? "{}" : Json.write(input);
    return ToolCall.function(block.text("id"), String.valueOf(block.text("name")), arguments);
  }

  /** Text and media without the members that ChatML lacks, such as {@code cache_control}. */
  private static List<ContentBlock> content(@Nullable JsonValue content) {
    return Message.content(content).stream().map(AnthropicMessages::plain).toList();
  }

  private static ContentBlock plain(ContentBlock block) {
    if (!(block instanceof ContentBlock.Other other)) {
      return block;
    }
    String type = other.block().text("type");
    String text = other.block().text("text");
    if ("text".equals(type) && text != null) {
      return new ContentBlock.Text(text);
    }
    Media.Source source = Media.Source.of(other.block().get("source"));
    if (source != null && ("image".equals(type) || "document".equals(type))) {
      return new Media("image".equals(type) ? Media.Kind.IMAGE : Media.Kind.FILE, source);
    }
    return block;
  }

  @Override
  public String callPrefix() {
    return "toolu_";
  }

  @Override
  public JsonObject answer(Answered answered) {
    return head(answered)
        .put("content", blocks(answered))
        .put("stop_reason", stopReason(answered.answer()))
        .put("stop_sequence", JsonValue.NULL)
        .put("usage", usage(answered.tokens(), answered.tokens().completion()))
        .object();
  }

  private static List<JsonObject> blocks(Answered answered) {
    ModelReply.Answer answer = answered.answer();
    List<JsonObject> blocks = new ArrayList<>();
    if (answer.reasoning() != null) {
      blocks.add(
          new Fields()
              .put("type", "thinking")
              .put("thinking", answer.reasoning())
              .put("signature", signature(answered))
              .object());
    }
    if (!answer.text().isEmpty()) {
      blocks.add(new Fields().put("type", "text").put("text", answer.text()).object());
    }
    for (ToolCall call : answer.toolCalls()) {
      blocks.add(toolUse(call, Json.parse(call.arguments())));
    }
    return blocks;
  }

  static JsonObject toolUse(ToolCall call, JsonValue input) {
    return new Fields()
        .put("type", "tool_use")
        .put("id", call.id())
        .put("name", call.name())
        .put("input", input)
        .object();
  }

  /** What clients must send back with the thoughts. It proves nothing. */
  static String signature(Answered answered) {
    byte[] bytes = answered.fingerprint().getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Fields head(Answered answered) {
    return new Fields()
        .put("id", answered.id("msg_"))
        .put("type", "message")
        .put("role", "assistant")
        .put("model", answered.model());
  }

  static String stopReason(ModelReply.Answer answer) {
    return switch (answer.ending()) {
      case LENGTH -> "max_tokens";
      case FILTERED, REFUSED -> "refusal";
      case DONE -> answer.toolCalls().isEmpty() ? "end_turn" : "tool_use";
    };
  }

  /** Here the input does not include what came from the cache. */
  static JsonObject usage(TokenCount tokens, long output) {
    return new Fields()
        .put("input_tokens", tokens.prompt() - tokens.cached())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", tokens.cached())
        .put("output_tokens", output)
        .put("service_tier", "standard")
        .object();
  }

  @Override
  public String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public List<String> stream(Answered answered) {
    return AnthropicStream.of(answered);
  }

  @Override
  public JsonObject error(int status, String message) {
    String type =
        switch (status) {
          case 401 -> "authentication_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 413 -> "request_too_large";
          case 429 -> "rate_limit_error";
          case 504 -> "timeout_error";
          case 529 -> "overloaded_error";
          default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    return new Fields()
        .put("type", "error")
        .put("error", new Fields().put("type", type).put("message", message))
        .object();
  }

  @Override
  public String failureInStream(ModelReply.Failure failure, int chunks) {
    return Wire.event("error", error(failure.status(), failure.message()));
  }
}
