// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

/** How interactions are written for the training of models: a line of JSON each. */
public enum TrainingFormat {
  /**
   * OpenAI's chat form: {@code messages} with the whole conversation and its answer, {@code tools}.
   */
  OPENAI,
  /**
   * ShareGPT: {@code conversations} of {@code from} and {@code value}, {@code system}, {@code
   * tools}.
   */
  SHAREGPT,
  /**
   * Pairs for preference tuning: {@code prompt}, {@code chosen} and {@code rejected}, lists of
   * messages, out of two answers to the same input of which one was judged POSITIVE and one
   * NEGATIVE.
   */
  PREFERENCES
}
