// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.interaction;

import dev.steno.model.Usage;
import dev.steno.model.interaction.Interaction.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider. Immutable.
 *
 * @param number 1 for the first of an interaction
 * @param reason why it was made
 * @param offset from the interaction's start to the request
 * @param delay how long was waited before it; zero if not at all
 * @param duration from the request to its answer's end or failure
 * @param finishReason the answer's; null if it failed
 * @param usage the answer's; null if nobody counted
 * @param validationError why a structured answer was not accepted; null if it was
 * @param error why it failed; null if it did not
 */
public record Attempt(
    int number,
    Reason reason,
    Duration offset,
    Duration delay,
    Duration duration,
    @Nullable String finishReason,
    @Nullable Usage usage,
    @Nullable String validationError,
    @Nullable Failure error) {

  /** Why a request was made. */
  public enum Reason {
    /** The first of its interaction. */
    FIRST,
    /** The one before failed in a way that may pass. */
    RETRY,
    /** The one before was answered with tool calls, whose results it brings. */
    TOOLS,
    /** The answer before was no valid structure; it says why. */
    CORRECTION
  }

  /** This attempt, whose answer was not accepted. */
  public Attempt rejected(String why) {
    return new Attempt(number, reason, offset, delay, duration, finishReason, usage, why, error);
  }
}
