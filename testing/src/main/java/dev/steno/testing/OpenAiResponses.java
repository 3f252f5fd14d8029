// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's responses as JSON: requests in, answers out. Stateless. */
final class OpenAiResponses implements Wire {
  private static final String ORPHAN = "No tool call found for function call output.";
  private static final String OPEN = "No tool output found for function call ";

  @Override
  public ModelCall call(JsonObject request, int attempt) throws BadRequest {
    String model = History.required(request, "model", "Missing required parameter: 'model'.");
    String previous = request.text("previous_response_id");
    if (previous != null) {
      // Nothing is kept between two requests.
      throw new BadRequest("Previous response with id '" + previous + "' not found.");
    }
    List<Message> messages = new ArrayList<>();
    String instructions = request.text("instructions");
    if (instructions != null && !instructions.isEmpty()) {
      messages.add(Message.text("system", instructions));
    }
    int before = messages.size();
    String input = request.text("input");
    if (input != null) {
      messages.add(Message.text("user", input));
    }
    for (JsonValue item : History.elements(request.get("input"))) {
      read(item instanceof JsonObject object ? object : JsonObject.EMPTY, messages);
    }
    if (messages.size() == before) {
      throw new BadRequest("Missing required parameter: 'input'.");
    }
    History.checkToolResults(messages, ORPHAN, OPEN);
    return new ModelCall(model, messages, request, attempt, ModelCall.asksForStream(request));
  }

  /** What the model thought, said and called are items of their own here, one message in ChatML. */
  private static void read(JsonObject item, List<Message> into) throws BadRequest {
    String type = item.text("type") == null ? "message" : String.valueOf(item.text("type"));
    switch (type) {
      case "message" -> {
        String role = History.required(item, "role", "Invalid 'input': an item without a role.");
        add(new Message(role, content(item.get("content")), null, List.of(), null, null), into);
      }
      case "reasoning" -> {
        String thoughts = thoughts(item);
        add(new Message("assistant", List.of(), thoughts, List.of(), null, null), into);
      }
      case "function_call" -> {
        String name = String.valueOf(item.text("name"));
        String arguments = String.valueOf(item.text("arguments"));
        ToolCall call = ToolCall.function(item.text("call_id"), name, arguments);
        add(new Message("assistant", List.of(), null, List.of(call), null, null), into);
      }
      case "function_call_output" -> {
        List<ContentBlock> output = content(item.get("output"));
        into.add(new Message("tool", output, null, List.of(), item.text("call_id"), null));
      }
      default -> throw new BadRequest("Invalid 'input': an item of type '" + type + "'.");
    }
  }

  private static void add(Message message, List<Message> into) {
    Message last = into.isEmpty() ? null : into.get(into.size() - 1);
    if (last == null || !last.role().equals("assistant") || !message.role().equals("assistant")) {
      into.add(message);
      return;
    }
    List<ContentBlock> content = new ArrayList<>(last.content());
    content.addAll(message.content());
    List<ToolCall> calls = new ArrayList<>(last.toolCalls());
    calls.addAll(message.toolCalls());
    String thoughts = joined(last.reasoningContent(), message.reasoningContent());
    into.set(into.size() - 1, new Message("assistant", content, thoughts, calls, null, null));
  }

  private static @Nullable String joined(@Nullable String one, @Nullable String other) {
    return one == null || other == null ? (one == null ? other : one) : one + "\n" + other;
  }

  private static @Nullable String thoughts(JsonObject item) {
    String thoughts = null;
    for (JsonValue part : History.elements(item.get("summary"))) {
      thoughts = joined(thoughts, part instanceof JsonObject text ? text.text("text") : null);
    }
    return thoughts;
  }

  private static List<ContentBlock> content(@Nullable JsonValue content) {
    return Message.content(content).stream().map(OpenAiResponses::plain).toList();
  }

  private static ContentBlock plain(ContentBlock block) {
    JsonObject json = block.toJson();
    String text = json.text("text");
    String image = json.text("image_url");
    if (text != null) {
      return new ContentBlock.Text(text);
    }
    return image == null ? block : new Media(Media.Kind.IMAGE, source(image));
  }

  private static Media.Source source(String url) {
    int comma = url.indexOf(";base64,");
    return url.startsWith("data:") && comma > 0
        ? new Media.Base64(
            url.substring(comma + ";base64,".length()), url.substring("data:".length(), comma))
        : new Media.Url(url, null);
  }

  @Override
  public String callPrefix() {
    return "call_";
  }

  @Override
  public JsonObject answer(Answered answered) {
    String reason =
        switch (answered.answer().ending()) {
          case LENGTH -> "max_output_tokens";
          case FILTERED -> "content_filter";
          case DONE, REFUSED -> null;
        };
    Fields response = response(answered, reason == null ? "completed" : "incomplete");
    if (reason != null) {
      response.put("incomplete_details", new Fields().put("reason", reason));
    }
    return response.put("output", items(answered)).put("usage", usage(answered.tokens())).object();
  }

  /** What a response has from its beginning to its end. */
  static Fields response(Answered answered, String status) {
    return new Fields()
        .put("id", answered.id("resp_"))
        .put("object", "response")
        .put("created_at", answered.created().getEpochSecond())
        .put("status", status)
        .put("error", JsonValue.NULL)
        .put("incomplete_details", JsonValue.NULL)
        .put("model", answered.model())
        .put("parallel_tool_calls", JsonValue.of(true))
        .put("previous_response_id", JsonValue.NULL);
  }

  static List<JsonObject> items(Answered answered) {
    ModelReply.Answer answer = answered.answer();
    List<JsonObject> items = new ArrayList<>();
    if (answer.reasoning() != null) {
      items.add(reasoning(answered, List.of(summary(answer.reasoning()))));
    }
    if (!answer.text().isEmpty()) {
      items.add(message(answered, "completed", List.of(said(answer, answer.text()))));
    }
    for (ToolCall call : answer.toolCalls()) {
      items.add(functionCall(call, "completed", call.arguments()));
    }
    return items;
  }

  static JsonObject reasoning(Answered answered, List<JsonObject> summary) {
    return new Fields()
        .put("id", answered.id("rs_"))
        .put("type", "reasoning")
        .put("summary", summary)
        .object();
  }

  static JsonObject summary(String thoughts) {
    return new Fields().put("type", "summary_text").put("text", thoughts).object();
  }

  static JsonObject message(Answered answered, String status, List<JsonObject> content) {
    return new Fields()
        .put("id", answered.id("msg_"))
        .put("type", "message")
        .put("status", status)
        .put("content", content)
        .put("role", "assistant")
        .object();
  }

  /** What the model says, as far as it has come. */
  static JsonObject said(ModelReply.Answer answer, String text) {
    if (answer.ending() == ModelReply.Ending.REFUSED) {
      return new Fields().put("type", "refusal").put("refusal", text).object();
    }
    return new Fields()
        .put("type", "output_text")
        .put("annotations", List.of())
        .put("text", text)
        .object();
  }

  static JsonObject functionCall(ToolCall call, String status, String arguments) {
    return new Fields()
        .put("id", "fc_" + call.id())
        .put("type", "function_call")
        .put("status", status)
        .put("arguments", arguments)
        .put("call_id", call.id())
        .put("name", call.name())
        .object();
  }

  static JsonObject usage(TokenCount tokens) {
    return new Fields()
        .put("input_tokens", tokens.prompt())
        .put("input_tokens_details", new Fields().put("cached_tokens", tokens.cached()))
        .put("output_tokens", tokens.completion())
        .put("output_tokens_details", new Fields().put("reasoning_tokens", tokens.reasoning()))
        .put("total_tokens", tokens.prompt() + tokens.completion())
        .object();
  }

  @Override
  public String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public List<String> stream(Answered answered) {
    return OpenAiResponsesStream.of(answered);
  }

  @Override
  public JsonObject error(int status, String message) {
    return ChatCompletions.failure(status, message);
  }

  /** The error, and then the response as it failed. */
  @Override
  public String failureInStream(ModelReply.Failure failure, int chunks) {
    Fields error = new Fields().put("code", "server_error").put("message", failure.message());
    Fields response = new Fields().put("object", "response").put("status", "failed");
    return Wire.event(
            "error",
            new Fields()
                .put("type", "error")
                .put("sequence_number", chunks)
                .put("code", "server_error")
                .put("message", failure.message())
                .put("param", JsonValue.NULL)
                .object())
        + Wire.event(
            "response.failed",
            new Fields()
                .put("type", "response.failed")
                .put("sequence_number", chunks + 1)
                .put("response", response.put("error", error))
                .object());
  }
}
