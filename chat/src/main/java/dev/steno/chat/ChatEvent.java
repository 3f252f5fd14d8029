// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.model.interaction.ToolRun;
import java.time.Duration;

/** What happens during a logical call. Immutable. */
public sealed interface ChatEvent {

  /** The id of the interaction. */
  String traceId();

  /** From the start of the call until now. */
  Duration duration();

  /**
   * A call began.
   *
   * @param provider who is asked
   * @param model what is asked for
   */
  record Started(String traceId, Duration duration, String provider, String model)
      implements ChatEvent {}

  /** A call was answered. */
  record Completed(String traceId, Duration duration, ModelReply reply) implements ChatEvent {}

  /** A call failed, or was abandoned. */
  record Failed(String traceId, Duration duration, FailureKind kind, String message)
      implements ChatEvent {}

  /**
   * A request is made again.
   *
   * @param attempt the number of the request to come
   * @param kind why the one before failed; INVALID_ANSWER for a correction
   * @param delay how long is waited
   */
  record Retry(String traceId, Duration duration, int attempt, FailureKind kind, Duration delay)
      implements ChatEvent {}

  /** A tool was run. */
  record ToolCompleted(String traceId, Duration duration, ToolRun run) implements ChatEvent {}
}
