// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody or something thought of a trace or a span. Immutable. At least one of {@code tag},
 * {@code score}, {@code label}, {@code outcome} and {@code comment} is there.
 *
 * @param id the feedback's own id, 32 hex digits
 * @param project the tenant
 * @param traceId the trace, which may not have arrived yet
 * @param spanId the span; null if the whole trace is meant
 * @param name what was judged, such as {@code relevance}; null if nothing in particular
 * @param verdict what was thought
 * @param source who thought it
 * @param author the person or evaluator; null if unknown
 * @param idempotencyKey a key by which a repeated delivery is known; null if none
 * @param time when
 */
public record Feedback(
    String id,
    String project,
    TraceId traceId,
    @Nullable SpanId spanId,
    @Nullable String name,
    Verdict verdict,
    Source source,
    @Nullable String author,
    @Nullable String idempotencyKey,
    Instant time) {

  /** A judgement in one word. */
  public enum Tag {
    POSITIVE,
    NEGATIVE,
    NEUTRAL
  }

  /** Who judged. */
  public enum Source {
    /** A person said it. */
    EXPLICIT,
    /** It was concluded from what a person did: copied, retried, abandoned. */
    IMPLICIT,
    /** A program judged. */
    EVALUATOR
  }

  /** What was thought, in one or more of five forms; null is not given. */
  public record Verdict(
      @Nullable Tag tag,
      @Nullable BigDecimal score,
      @Nullable String label,
      @Nullable String outcome,
      @Nullable String comment) {

    /** Refuses a verdict that says nothing. */
    public Verdict {
      if (tag == null && score == null && label == null && outcome == null && comment == null) {
        throw new IllegalArgumentException(
            "feedback: says nothing (expected: a tag, score, label, outcome or comment)");
      }
    }
  }
}
