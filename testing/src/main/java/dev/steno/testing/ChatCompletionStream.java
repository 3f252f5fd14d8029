// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as the chunks of OpenAI's chat completions. For one thread. */
final class ChatCompletionStream {
  private final Answered answered;
  private final List<String> chunks = new ArrayList<>();

  private ChatCompletionStream(Answered answered) {
    this.answered = answered;
  }

  /** The events in order; with usage, the last chunk has no choice. */
  static List<String> of(Answered answered) {
    ChatCompletionStream stream = new ChatCompletionStream(answered);
    ModelReply.Answer answer = answered.answer();
    String said = ChatCompletions.said(answer);
    stream.delta(new Fields().put("role", "assistant").put("content", ""), null);
    if (answer.reasoning() != null) {
      Pieces.words(answer.reasoning())
          .forEach(word -> stream.delta(new Fields().put("reasoning_content", word), null));
    }
    Pieces.words(answer.text()).forEach(word -> stream.delta(new Fields().put(said, word), null));
    for (int i = 0; i < answer.toolCalls().size(); i++) {
      stream.toolCall(i, answer.toolCalls().get(i));
    }
    stream.delta(new Fields(), ChatCompletions.finishReason(answer));
    if (answered.call().usageInStream()) {
      stream.chunk(
          stream
              .head()
              .put("choices", List.of())
              .put("usage", ChatCompletions.usage(answered.tokens())));
    }
    stream.chunks.add("data: [DONE]\n\n");
    return stream.chunks;
  }

  private void toolCall(int index, ToolCall call) {
    Fields function = new Fields().put("name", call.name()).put("arguments", "");
    Fields first = new Fields().put("index", index).put("id", call.id()).put("type", call.type());
    toolDelta(first.put("function", function));
    for (String piece : Pieces.arguments(call.arguments())) {
      Fields arguments = new Fields().put("arguments", piece);
      toolDelta(new Fields().put("index", index).put("function", arguments));
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
    chunk(head().put("choices", List.of(choice.object())));
  }

  private Fields head() {
    return ChatCompletions.head("chat.completion.chunk", answered);
  }

  private void chunk(Fields chunk) {
    chunks.add("data: " + Json.write(chunk.object()) + "\n\n");
  }
}
