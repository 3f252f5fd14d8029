// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions as JSON: requests in, answers out. Stateless. */
final class ChatCompletions {

  private ChatCompletions() {}

  /** What is wrong with a request, as OpenAI would put it. */
  static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
      super(message);
    }
  }

  static JsonObject request(byte[] body) throws BadRequest {
    JsonValue value;
    try {
      value = Json.parse(body);
    } catch (RuntimeException e) {
      throw new BadRequest("We could not parse the JSON body of your request: " + e.getMessage());
    }
    if (!(value instanceof JsonObject request)) {
      throw new BadRequest("The body of your request is no JSON object.");
    }
    return request;
  }

  static ModelCall call(JsonObject request, int attempt) throws BadRequest {
    String model = request.text("model");
    if (model == null || model.isEmpty()) {
      throw new BadRequest("you must provide a model parameter");
    }
    if (!(request.get("messages") instanceof JsonArray array) || array.elements().isEmpty()) {
      throw new BadRequest("Missing required parameter: 'messages'.");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      if (!(element instanceof JsonObject message) || message.text("role") == null) {
        throw new BadRequest("Invalid 'messages[" + messages.size() + "]': no object with a role.");
      }
      messages.add(Message.of(message));
    }
    checkToolResults(messages);
    return new ModelCall(model, messages, request, attempt);
  }

  /** OpenAI refuses histories whose tool calls and results do not match; clients get it wrong. */
  private static void checkToolResults(List<Message> messages) throws BadRequest {
    Set<String> open = new HashSet<>();
    for (Message message : messages) {
      if (message.role().equals("tool")) {
        if (message.toolCallId() == null || !open.remove(message.toolCallId())) {
          throw new BadRequest(
              "Invalid parameter: messages with role 'tool' must be a response to a preceding"
                  + " message with 'tool_calls'.");
        }
      } else if (!open.isEmpty()) {
        break;
      }
      message.toolCalls().forEach(call -> open.add(String.valueOf(call.id())));
    }
    if (!open.isEmpty()) {
      throw new BadRequest(
          "An assistant message with 'tool_calls' must be followed by tool messages responding to"
              + " each 'tool_call_id'. No response was found for: "
              + String.join(", ", open));
    }
  }

  /** A name for a request, the same for the same request. */
  static String fingerprint(JsonObject request) {
    byte[] canonical = CanonicalJson.write(request).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(canonical).toString().replace("-", "");
  }

  /** The answer with an id for each tool call. */
  static ModelReply.Answer named(ModelReply.Answer answer, String fingerprint) {
    List<ToolCall> calls = new ArrayList<>();
    for (ToolCall call : answer.toolCalls()) {
      String id = "call_" + fingerprint.substring(0, 20) + calls.size();
      calls.add(
          call.id() != null ? call : new ToolCall(id, call.type(), call.name(), call.arguments()));
    }
    return new ModelReply.Answer(
        answer.text(), answer.reasoning(), calls, answer.delay(), answer.pace());
  }

  static JsonObject answer(Head head, ModelReply.Answer answer, TokenCount tokens) {
    Fields message = new Fields().put("role", "assistant");
    message.put("content", answer.text().isEmpty() ? JsonValue.NULL : JsonValue.of(answer.text()));
    message.put("reasoning_content", answer.reasoning());
    if (!answer.toolCalls().isEmpty()) {
      message.put(
          "tool_calls", answer.toolCalls().stream().map(ChatCompletions::toolCall).toList());
    }
    message.put("refusal", JsonValue.NULL);
    Fields choice =
        new Fields()
            .put("index", 0)
            .put("message", message)
            .put("logprobs", JsonValue.NULL)
            .put("finish_reason", answer.finishReason());
    return head.fields("chat.completion")
        .put("choices", List.of(choice.object()))
        .put("usage", usage(tokens))
        .object();
  }

  static JsonObject toolCall(ToolCall call) {
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

  static JsonObject error(int status, String message) {
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

  /**
   * What every answer begins with.
   *
   * @param id the answer's id
   * @param created seconds since 1970
   * @param model the model that answers
   */
  record Head(String id, long created, String model) {
    Fields fields(String object) {
      return new Fields()
          .put("id", id)
          .put("object", object)
          .put("created", created)
          .put("model", model);
    }
  }
}
