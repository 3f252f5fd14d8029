// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** An answer as the events of OpenAI's responses. For one thread. */
final class OpenAiResponsesStream {
  private final Answered answered;
  private final List<String> events = new ArrayList<>();
  private int items;

  private OpenAiResponsesStream(Answered answered) {
    this.answered = answered;
  }

  /** The events in order. */
  static List<String> of(Answered answered) {
    OpenAiResponsesStream stream = new OpenAiResponsesStream(answered);
    ModelReply.Answer answer = answered.answer();
    Fields begun = OpenAiResponses.response(answered, "in_progress").put("output", List.of());
    stream.event("response.created", new Fields().put("response", begun));
    stream.event("response.in_progress", new Fields().put("response", begun));
    if (answer.reasoning() != null) {
      stream.reasoning(answer.reasoning());
    }
    if (!answer.text().isEmpty()) {
      stream.message(answer);
    }
    answer.toolCalls().forEach(stream::functionCall);
    JsonObject response = new OpenAiResponses().answer(answered);
    stream.event("response." + response.text("status"), new Fields().put("response", response));
    return stream.events;
  }

  private void reasoning(String thoughts) {
    JsonObject item = OpenAiResponses.reasoning(answered, List.of());
    String id = String.valueOf(item.text("id"));
    added(item);
    event(
        "response.reasoning_summary_part.added",
        summary(id).put("part", OpenAiResponses.summary("")));
    for (String word : Pieces.words(thoughts)) {
      event("response.reasoning_summary_text.delta", summary(id).put("delta", word));
    }
    event("response.reasoning_summary_text.done", summary(id).put("text", thoughts));
    event(
        "response.reasoning_summary_part.done",
        summary(id).put("part", OpenAiResponses.summary(thoughts)));
    done(OpenAiResponses.reasoning(answered, List.of(OpenAiResponses.summary(thoughts))));
  }

  private void message(ModelReply.Answer answer) {
    String text = answer.text();
    boolean refused = answer.ending() == ModelReply.Ending.REFUSED;
    String kind = refused ? "refusal" : "output_text";
    JsonObject item = OpenAiResponses.message(answered, "in_progress", List.of());
    String id = String.valueOf(item.text("id"));
    added(item);
    event("response.content_part.added", content(id).put("part", OpenAiResponses.said(answer, "")));
    for (String word : Pieces.words(text)) {
      event("response." + kind + ".delta", content(id).put("delta", word));
    }
    event("response." + kind + ".done", content(id).put(refused ? "refusal" : "text", text));
    JsonObject part = OpenAiResponses.said(answer, text);
    event("response.content_part.done", content(id).put("part", part));
    done(OpenAiResponses.message(answered, "completed", List.of(part)));
  }

  private void functionCall(ToolCall call) {
    JsonObject item = OpenAiResponses.functionCall(call, "in_progress", "");
    String id = String.valueOf(item.text("id"));
    added(item);
    for (String piece : Pieces.arguments(call.arguments())) {
      event("response.function_call_arguments.delta", of(id).put("delta", piece));
    }
    event("response.function_call_arguments.done", of(id).put("arguments", call.arguments()));
    done(OpenAiResponses.functionCall(call, "completed", call.arguments()));
  }

  private Fields summary(String id) {
    return of(id).put("summary_index", 0);
  }

  private Fields content(String id) {
    return of(id).put("content_index", 0);
  }

  private Fields of(String itemId) {
    return new Fields().put("item_id", itemId).put("output_index", items);
  }

  private void added(JsonObject item) {
    event("response.output_item.added", new Fields().put("output_index", items).put("item", item));
  }

  private void done(JsonObject item) {
    event("response.output_item.done", new Fields().put("output_index", items).put("item", item));
    items++;
  }

  private void event(String type, Fields members) {
    Fields data = new Fields().put("type", type).put("sequence_number", events.size());
    members.object().members().forEach(data::put);
    events.add(Wire.event(type, data.object()));
  }
}
