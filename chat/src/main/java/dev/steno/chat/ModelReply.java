// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.model.Usage;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered in the end. Immutable; null is unknown.
 *
 * @param message the answer
 * @param finishReason in the provider's own word, such as {@code stop} or {@code end_turn}
 * @param refused whether the model or the provider declined; the message says how
 * @param servedModel the model that says it answered
 * @param responseId the provider's id
 * @param usage tokens of all requests of the call together
 * @param cost in USD, reported by the provider or by the model's prices
 * @param added the messages that the call added after its prompt, the answer last
 * @param traceId the id of the interaction; null if nothing is recorded
 */
public record ModelReply(
    Message message,
    @Nullable String finishReason,
    boolean refused,
    @Nullable String servedModel,
    @Nullable String responseId,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    List<Message> added,
    @Nullable String traceId) {

  /** Copies the list. */
  public ModelReply {
    added = List.copyOf(added);
  }

  /** The answer's text; "" if there is none. */
  public String content() {
    return message.text();
  }

  /** What the model thought aloud; null if it did not. */
  public @Nullable String reasoning() {
    return message.reasoningContent();
  }

  /** The tools that the caller is to run; empty if none. */
  public List<ToolCall> toolCalls() {
    return message.toolCalls();
  }
}
