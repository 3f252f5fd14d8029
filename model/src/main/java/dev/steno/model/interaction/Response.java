// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.interaction;

import dev.steno.model.Usage;
import dev.steno.model.message.Message;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered. Immutable.
 *
 * @param message the answer: text, reasoning, tool calls
 * @param finishReason such as {@code stop} or {@code length}; null if the stream broke before it
 * @param servedModel the model that says it answered; null if it did not say
 * @param responseId the provider's id of the answer; null if none
 * @param usage tokens of all attempts together; null if nobody counted
 * @param cost in USD, reported or by the caller's prices; null if unknown
 * @param generationTime from the first request to the last byte; null if nothing was asked
 * @param timing when the chunks of a streamed answer came; null if it was not streamed
 * @param raw what went over the wire; null unless asked for
 */
public record Response(
    Message message,
    @Nullable String finishReason,
    @Nullable String servedModel,
    @Nullable String responseId,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    @Nullable Duration generationTime,
    @Nullable Timing timing,
    @Nullable Raw raw) {

  /**
   * Bodies as they went over the wire, keys masked, cut at a limit. Immutable.
   *
   * @param request the last request's body; null if none was seen
   * @param response the last response's body, of a stream its events; null if none was seen
   * @param cut bytes that were left out of both
   */
  public record Raw(@Nullable String request, @Nullable String response, long cut) {}
}
