// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

/** Reaches one real model. Must be thread-safe. */
public interface Provider {

  /** Such as {@code openai}. */
  String name();

  /** The model that is asked for. */
  String model();

  /** Whether it takes the schema of a structured answer. */
  boolean takesSchema();

  /**
   * Asks and waits; interrupting the thread cancels the request.
   *
   * @throws ProviderFailure if there is no answer
   */
  ProviderReply call(ProviderRequest request) throws ProviderFailure;

  /**
   * Asks for a streamed answer and returns at once. What comes is told to {@code sink}, in order,
   * on one other thread at a time.
   *
   * @return cancels the request; idempotent
   * @throws ProviderFailure if it could not be asked
   */
  Runnable stream(ProviderRequest request, ReplySink sink) throws ProviderFailure;
}
