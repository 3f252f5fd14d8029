// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A timed step of a trace that is being recorded. Thread-safe; a span may end on another thread
 * than the one that began it. No method throws for a fault of tracing.
 *
 * @param <S> the span's own type
 */
public sealed interface TracedSpan<S extends TracedSpan<S>> extends StepParent, AutoCloseable
    permits MessageSpan,
        ToolSpan,
        GenerationSpan,
        AgentSpan,
        RetrievalSpan,
        RouterSpan,
        SystemSpan,
        EventSpan {

  /** The span's id, 16 lower-case hex digits; all zero if the client is disabled. */
  String id();

  @Override
  String traceId();

  /**
   * Sets an attribute: text, numbers, booleans and lists of text as they are, anything else as JSON
   * text. Without effect for null, and after the end.
   */
  S attribute(String key, @Nullable Object value);

  /** Ends the span well. Without effect if it has ended. */
  void end();

  /**
   * Ends the span well. Without effect if it has ended.
   *
   * @param output what came out: text, or any object, which is recorded as JSON; null for nothing
   */
  void end(@Nullable Object output);

  /** Ends the span as failed. Without effect if it has ended. */
  void fail(Throwable cause);

  /** Makes the span current on this thread until the scope is closed, on the same thread. */
  Scope makeCurrent();

  /**
   * Runs {@code body} with the span current, and ends it with what the body returns, or fails it
   * with what the body throws, which is thrown on. A span whose body returns a {@code
   * CompletionStage} ends when that does.
   */
  <T extends @Nullable Object, X extends Throwable> T call(ThrowingFunction<? super S, T, X> body)
      throws X;

  /** Ends the span as abandoned, with the flag {@code abandoned}, if it has not ended. */
  @Override
  void close();
}
