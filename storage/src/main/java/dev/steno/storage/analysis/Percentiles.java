// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of durations by nearest rank: of {@code n} durations in order, the one at place
 * {@code ceil(p · n)}. So each is a duration that was measured, and exact. Immutable.
 *
 * @param p50 half of the durations are this long at most; null if there are none
 * @param p95 likewise
 * @param p99 likewise
 */
public record Percentiles(@Nullable Point p50, @Nullable Point p95, @Nullable Point p99) {
  /** The percentiles of no durations. */
  public static final Percentiles NONE = new Percentiles(null, null, null);

  /**
   * A percentile with an example: one of those that took exactly so long, and the same one whenever
   * it is asked for again.
   *
   * @param value how long
   * @param trace a trace that took so long, or the trace of a span that did
   * @param span the span; null if traces are counted
   */
  public record Point(Duration value, TraceId trace, @Nullable SpanId span) {}
}
