// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** Ollama's chat as JSON: requests in, answers out, a line each if streamed. Stateless. */
final class OllamaChat implements Wire {
  private static final long NANOS_PER_TOKEN = 10_000_000;

  /** Streams unless told not to. Calls and results are not compared: nothing need link them. */
  @Override
  public ModelCall call(JsonObject request, int attempt) throws BadRequest {
    String model = History.required(request, "model", "model is required");
    List<Message> messages = new ArrayList<>();
    for (JsonObject message : History.messages(request, "messages is required")) {
      messages.add(read(message));
    }
    boolean whole = request.get("stream") instanceof JsonBoolean stream && !stream.value();
    return new ModelCall(model, messages, request, attempt, !whole);
  }

  private static Message read(JsonObject json) {
    Message message = Message.of(json);
    List<ContentBlock> content = new ArrayList<>(message.content());
    for (JsonValue image : History.elements(json.get("images"))) {
      if (image instanceof JsonString base64) {
        content.add(new Media(Media.Kind.IMAGE, new Media.Base64(base64.value(), null)));
      }
    }
    return new Message(
        message.role(),
        content,
        json.text("thinking"),
        message.toolCalls(),
        message.toolCallId(),
        json.text("tool_name"));
  }

  @Override
  public String callPrefix() {
    return "call_";
  }

  @Override
  public JsonObject answer(Answered answered) {
    ModelReply.Answer answer = answered.answer();
    Fields message = new Fields().put("role", "assistant").put("content", answer.text());
    message.put("thinking", answer.reasoning());
    if (!answer.toolCalls().isEmpty()) {
      message.put("tool_calls", toolCalls(answer.toolCalls()));
    }
    return last(answered, message);
  }

  private static List<JsonObject> toolCalls(List<ToolCall> calls) {
    List<JsonObject> list = new ArrayList<>();
    for (ToolCall call : calls) {
      Fields function = new Fields().put("index", list.size()).put("name", call.name());
      function.put("arguments", Json.parse(call.arguments()));
      list.add(new Fields().put("id", call.id()).put("function", function).object());
    }
    return list;
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  /** Text word by word; a tool call is never cut in pieces. */
  @Override
  public List<String> stream(Answered answered) {
    ModelReply.Answer answer = answered.answer();
    List<String> lines = new ArrayList<>();
    if (answer.reasoning() != null) {
      for (String word : Pieces.words(answer.reasoning())) {
        lines.add(line(answered, new Fields().put("content", "").put("thinking", word)));
      }
    }
    for (String word : Pieces.words(answer.text())) {
      lines.add(line(answered, new Fields().put("content", word)));
    }
    for (JsonObject call : toolCalls(answer.toolCalls())) {
      lines.add(line(answered, new Fields().put("content", "").put("tool_calls", List.of(call))));
    }
    Fields end = new Fields().put("role", "assistant").put("content", "");
    lines.add(Json.write(last(answered, end)) + "\n");
    return lines;
  }

  private static String line(Answered answered, Fields delta) {
    Fields message = new Fields().put("role", "assistant");
    delta.object().members().forEach(message::put);
    JsonObject line =
        head(answered).put("message", message).put("done", JsonValue.of(false)).object();
    return Json.write(line) + "\n";
  }

  private static JsonObject last(Answered answered, Fields message) {
    // It knows neither filters nor refusals.
    boolean length = answered.answer().ending() == ModelReply.Ending.LENGTH;
    long prompt = answered.tokens().prompt();
    long completion = answered.tokens().completion();
    return head(answered)
        .put("message", message)
        .put("done_reason", length ? "length" : "stop")
        .put("done", JsonValue.of(true))
        .put("total_duration", (prompt + completion) * NANOS_PER_TOKEN)
        .put("load_duration", 0)
        .put("prompt_eval_count", prompt)
        .put("prompt_eval_duration", prompt * NANOS_PER_TOKEN)
        .put("eval_count", completion)
        .put("eval_duration", completion * NANOS_PER_TOKEN)
        .object();
  }

  private static Fields head(Answered answered) {
    return new Fields()
        .put("model", answered.model())
        .put("created_at", answered.created().toString());
  }

  @Override
  public JsonObject error(int status, String message) {
    return new Fields().put("error", message).object();
  }

  @Override
  public String failureInStream(ModelReply.Failure failure, int chunks) {
    return Json.write(error(failure.status(), failure.message())) + "\n";
  }
}
