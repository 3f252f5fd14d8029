// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions as JSON: requests in, answers out. Stateless. */
final class ChatCompletions implements Wire {
  private static final String ORPHAN =
      "Invalid parameter: messages with role 'tool' must be a response to a preceding message with"
          + " 'tool_calls'.";
  private static final String OPEN =
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
          + " 'tool_call_id'. No response was found for: ";

  @Override
  public ModelCall call(JsonObject request, int attempt) throws BadRequest {
    String model = History.required(request, "model", "you must provide a model parameter");
    List<Message> messages =
        History.messages(request, "Missing required parameter: 'messages'.").stream()
            .map(Message::of)
            .toList();
    History.checkToolResults(messages, ORPHAN, OPEN);
    return new ModelCall(model, messages, request, attempt, ModelCall.asksForStream(request));
  }

  @Override
  public String callPrefix() {
    return "call_";
  }

  @Override
  public String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public List<String> stream(Answered answered) {
    return ChatCompletionStream.of(answered);
  }

  @Override
  public JsonObject answer(Answered answered) {
    ModelReply.Answer answer = answered.answer();
    Fields message = new Fields().put("role", "assistant");
    message.put("content", JsonValue.NULL).put("refusal", JsonValue.NULL);
    if (!answer.text().isEmpty()) {
      message.put(said(answer), answer.text());
    }
    message.put("reasoning_content", answer.reasoning());
    if (!answer.toolCalls().isEmpty()) {
      message.put(
          "tool_calls", answer.toolCalls().stream().map(ChatCompletions::toolCall).toList());
    }
    Fields choice =
        new Fields()
            .put("index", 0)
            .put("message", message)
            .put("logprobs", JsonValue.NULL)
            .put("finish_reason", finishReason(answer));
    return head("chat.completion", answered)
        .put("choices", List.of(choice.object()))
        .put("usage", usage(answered.tokens()))
        .object();
  }

  private static JsonObject toolCall(ToolCall call) {
    return new Fields()
        .put("id", call.id())
        .put("type", call.type())
        .put("function", new Fields().put("name", call.name()).put("arguments", call.arguments()))
        .object();
  }

  static JsonObject usage(TokenCount tokens) {
    return new Fields()
        .put("prompt_tokens", tokens.prompt())
        .put("completion_tokens", tokens.completion())
        .put("total_tokens", tokens.prompt() + tokens.completion())
        .put("prompt_tokens_details", new Fields().put("cached_tokens", tokens.cached()))
        .put("completion_tokens_details", new Fields().put("reasoning_tokens", tokens.reasoning()))
        .object();
  }

  @Override
  public JsonObject error(int status, String message) {
    return failure(status, message);
  }

  /** An error as OpenAI writes it, at any path. */
  static JsonObject failure(int status, String message) {
    String type = status == 429 ? "rate_limit_error" : "server_error";
    if (status < 500 && status != 429) {
      type = "invalid_request_error";
    }
    String code = status == 429 ? "rate_limit_exceeded" : null;
    return new Fields()
        .put(
            "error",
            new Fields()
                .put("message", message)
                .put("type", type)
                .put("param", JsonValue.NULL)
                .put("code", orNull(code)))
        .object();
  }

  static JsonObject models(List<String> models, long created) {
    List<JsonObject> list = new ArrayList<>();
    for (String model : models) {
      list.add(
          new Fields()
              .put("id", model)
              .put("object", "model")
              .put("created", created)
              .put("owned_by", "steno")
              .object());
    }
    return new Fields().put("object", "list").put("data", list).object();
  }

  private static JsonValue orNull(@Nullable String text) {
    return text == null ? JsonValue.NULL : JsonValue.of(text);
  }

  static String finishReason(ModelReply.Answer answer) {
    return switch (answer.ending()) {
      case LENGTH -> "length";
      case FILTERED -> "content_filter";
      case DONE, REFUSED -> answer.toolCalls().isEmpty() ? "stop" : "tool_calls";
    };
  }

  /** The member that has what the model says. */
  static String said(ModelReply.Answer answer) {
    return answer.ending() == ModelReply.Ending.REFUSED ? "refusal" : "content";
  }

  /** What every answer and chunk begins with. */
  static Fields head(String object, Answered answered) {
    return new Fields()
        .put("id", answered.id("chatcmpl-"))
        .put("object", object)
        .put("created", answered.created().getEpochSecond())
        .put("model", answered.model());
  }

  @Override
  public String failureInStream(ModelReply.Failure failure, int chunks) {
    return "data: " + Json.write(error(failure.status(), failure.message())) + "\n\n";
  }
}
