// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.chain.Delta;
import dev.steno.model.chain.Position;
import org.jspecify.annotations.Nullable;

/**
 * One model call, told by what is new in it. Immutable.
 *
 * @param span the call
 * @param lane whose call it is
 * @param number which of its lane, from 1
 * @param basis what it is compared with, or why with nothing
 * @param seen where the messages end that the model saw after its system messages; null exactly if
 *     {@link Basis#UNKNOWN}
 * @param news what is new in it; null if there is nothing to compare it with, which a first call is
 *     not: to it everything is new
 */
public record Step(
    Span span, Lane lane, int number, Basis basis, @Nullable Position seen, @Nullable News news) {

  /**
   * What became of that with which the reference ended. Immutable.
   *
   * @param reference the call that this one is compared with; null for a first call
   * @param messages from what the reference saw and, as choice 0, answered to what this call saw
   * @param system the same for the system messages; null if either list is unknown
   * @param tools the same for the tool definitions
   * @param tokens what reading it cost; null if nobody reported the input tokens
   */
  public record News(
      @Nullable Span reference,
      Delta messages,
      @Nullable Delta system,
      @Nullable Delta tools,
      @Nullable StepTokens tokens) {}

  /** What a step is compared with. */
  public enum Basis {
    /** It is the first call of its lane. */
    FIRST,
    /** An earlier call of its lane, or of the same agent in an earlier trace. */
    COMPARED,
    /** There were earlier calls, but which of them it continues cannot be told. */
    UNDETERMINED,
    /** What the model saw was not recorded, or not from its beginning. */
    UNKNOWN
  }
}
