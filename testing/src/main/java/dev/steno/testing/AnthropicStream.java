// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** An answer as the events of Anthropic's messages. For one thread. */
final class AnthropicStream {
  private final List<String> events = new ArrayList<>();
  private int blocks;

  private AnthropicStream() {}

  /** The events in order. */
  static List<String> of(Answered answered) {
    AnthropicStream stream = new AnthropicStream();
    ModelReply.Answer answer = answered.answer();
    stream.begin(answered);
    if (answer.reasoning() != null) {
      stream.thinking(answer.reasoning(), AnthropicMessages.signature(answered));
    }
    if (!answer.text().isEmpty()) {
      stream.text(answer.text());
    }
    answer.toolCalls().forEach(stream::toolUse);
    Fields delta = new Fields().put("stop_reason", AnthropicMessages.stopReason(answer));
    stream.event(
        "message_delta",
        new Fields()
            .put("delta", delta.put("stop_sequence", JsonValue.NULL))
            .put("usage", new Fields().put("output_tokens", answered.tokens().completion())));
    stream.event("message_stop", new Fields());
    return stream.events;
  }

  private void begin(Answered answered) {
    Fields message =
        AnthropicMessages.head(answered)
            .put("content", List.of())
            .put("stop_reason", JsonValue.NULL)
            .put("stop_sequence", JsonValue.NULL)
            .put("usage", AnthropicMessages.usage(answered.tokens(), 1));
    event("message_start", new Fields().put("message", message));
    event("ping", new Fields());
  }

  private void thinking(String thoughts, String signature) {
    start(new Fields().put("type", "thinking").put("thinking", "").put("signature", "").object());
    Pieces.words(thoughts).forEach(word -> delta("thinking_delta", "thinking", word));
    delta("signature_delta", "signature", signature);
    stop();
  }

  private void text(String text) {
    start(new Fields().put("type", "text").put("text", "").object());
    Pieces.words(text).forEach(word -> delta("text_delta", "text", word));
    stop();
  }

  private void toolUse(ToolCall call) {
    start(AnthropicMessages.toolUse(call, JsonObject.EMPTY));
    delta("input_json_delta", "partial_json", "");
    Pieces.arguments(call.arguments())
        .forEach(piece -> delta("input_json_delta", "partial_json", piece));
    stop();
  }

  private void start(JsonObject block) {
    event("content_block_start", new Fields().put("index", blocks).put("content_block", block));
  }

  private void delta(String type, String name, String piece) {
    Fields delta = new Fields().put("type", type).put(name, piece);
    event("content_block_delta", new Fields().put("index", blocks).put("delta", delta));
  }

  private void stop() {
    event("content_block_stop", new Fields().put("index", blocks));
    blocks++;
  }

  private void event(String type, Fields members) {
    Fields data = new Fields().put("type", type);
    members.object().members().forEach(data::put);
    events.add(Wire.event(type, data.object()));
  }
}
