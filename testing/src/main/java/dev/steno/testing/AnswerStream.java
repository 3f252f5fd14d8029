// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as the chunks of a stream, in order; the last line of a stream is not among them. */
final class AnswerStream {
  private static final int ARGUMENT_PIECE = 12;
  private final ChatCompletions.Head head;
  private final List<JsonObject> chunks = new ArrayList<>();

  private AnswerStream(ChatCompletions.Head head) {
    this.head = head;
  }

  /** The chunks of an answer; with usage, the last one has no choice. */
  static List<JsonObject> chunks(
      ChatCompletions.Head head, ModelReply.Answer answer, @Nullable TokenCount usage) {
    AnswerStream stream = new AnswerStream(head);
    stream.delta(new Fields().put("role", "assistant").put("content", ""), null);
    if (answer.reasoning() != null) {
      words(answer.reasoning())
          .forEach(word -> stream.delta(new Fields().put("reasoning_content", word), null));
    }
    words(answer.text()).forEach(word -> stream.delta(new Fields().put("content", word), null));
    for (int i = 0; i < answer.toolCalls().size(); i++) {
      stream.toolCall(i, answer.toolCalls().get(i));
    }
    stream.delta(new Fields(), answer.finishReason());
    if (usage != null) {
      stream.chunks.add(
          head.fields("chat.completion.chunk")
              .put("choices", List.of())
              .put("usage", ChatCompletions.usage(usage))
              .object());
    }
    return stream.chunks;
  }

  private void toolCall(int index, ToolCall call) {
    Fields function = new Fields().put("name", call.name()).put("arguments", "");
    Fields first = new Fields().put("index", index).put("id", call.id()).put("type", call.type());
    toolDelta(first.put("function", function));
    String arguments = call.arguments();
    for (int at = 0; at < arguments.length(); ) {
      int end =
          arguments.offsetByCodePoints(
              at, Math.min(ARGUMENT_PIECE, arguments.codePointCount(at, arguments.length())));
      Fields piece = new Fields().put("arguments", arguments.substring(at, end));
      toolDelta(new Fields().put("index", index).put("function", piece));
      at = end;
    }
  }

  private void toolDelta(Fields call) {
    delta(new Fields().put("tool_calls", List.of(call.object())), null);
  }

  private void delta(Fields delta, @Nullable String finishReason) {
    Fields choice =
        new Fields()
            .put("index", 0)
            .put("delta", delta)
            .put(
                "finish_reason",
                finishReason == null ? JsonValue.NULL : JsonValue.of(finishReason));
    chunks.add(
        head.fields("chat.completion.chunk").put("choices", List.of(choice.object())).object());
  }

  /** Pieces that end after white space and join to the text again. */
  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)"));
  }
}
