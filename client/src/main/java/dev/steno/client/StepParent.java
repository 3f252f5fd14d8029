// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What steps are begun in: a {@link Trace} or one of its spans, to any depth. Thread-safe.
 *
 * <p>Each method but {@code send} and {@code feedback} begins a span that ends with {@code end},
 * {@code fail}, {@code call} or {@code close}. Beginning a span changes no thread's context. Text
 * is recorded as text, any other object as JSON; null is recorded as nothing. None of them throws,
 * whatever the object does.
 */
public sealed interface StepParent permits Trace, TracedSpan {

  /** The id of the trace, 32 lower-case hex digits. */
  String traceId();

  /** A turn of a person and the application. */
  MessageSpan message(@Nullable Object input);

  /** A tool's execution; the input is its arguments. */
  ToolSpan tool(@Nullable Object input);

  /** One logical model call. */
  GenerationSpan generation(@Nullable Object input);

  /** An agent at work. */
  AgentSpan agent(@Nullable Object input);

  /** A search for documents; the input is the query. */
  RetrievalSpan retrieval(@Nullable Object input);

  /** A decision between ways to go on: a point in time, or a span if it is ended. */
  RouterSpan router(@Nullable Object input);

  /** Something the application did by itself: a point in time, or a span if it is ended. */
  SystemSpan system(@Nullable Object input);

  /** A custom event: a point in time, or a span if it is ended. */
  EventSpan event(@Nullable Object input);

  /**
   * Records a span that is already over.
   *
   * @return its id, 16 lower-case hex digits
   */
  String send(PastSpan span);

  /** Gives feedback in one word. */
  void feedback(FeedbackTag tag);

  /** Gives feedback in one word and a comment. */
  void feedback(FeedbackTag tag, @Nullable String comment);

  /**
   * Gives feedback in one word and a comment.
   *
   * @param tag as {@link FeedbackTag#of} reads it; what it cannot read becomes the label
   */
  void feedback(String tag, @Nullable String comment);

  /** Gives feedback; one that says nothing is counted as a failure and not sent. */
  void feedback(Consumer<FeedbackDraft> feedback);
}
