// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums over interactions. Immutable.
 *
 * @param interactions how many there were
 * @param failures those whose status is not OK
 * @param counted those whose tokens are known
 * @param usage the sum of their tokens, part by part; {@link Usage#UNKNOWN} if none is known
 * @param cost the sum of the known costs in USD; null if none is known
 * @param unpriced those that used tokens and have no cost
 * @param time how long they took: to generate, or else altogether
 * @param timeToFirstToken the same of what was streamed, to the first chunk
 */
public record Figures(
    long interactions,
    long failures,
    long counted,
    Usage usage,
    @Nullable BigDecimal cost,
    long unpriced,
    Times time,
    Times timeToFirstToken) {

  /** The sum of all tokens; 0 if none is known. */
  public long tokens() {
    Long total = usage.totalTokens();
    return total == null ? 0 : total;
  }

  /** The mean over those whose tokens are known; 0 if there are none. */
  public double averageTokens() {
    return counted == 0 ? 0 : (double) tokens() / counted;
  }

  /**
   * How long things took. Immutable. The percentiles are by nearest rank: of n durations in order
   * the one at place ⌈p·n⌉, so that each was measured; null if there were none.
   *
   * @param count how many were measured
   * @param total their sum
   */
  public record Times(
      long count,
      Duration total,
      @Nullable Duration p50,
      @Nullable Duration p90,
      @Nullable Duration p95,
      @Nullable Duration p99,
      @Nullable Duration max) {

    /** The mean in milliseconds; 0 if nothing was measured. */
    public double averageMillis() {
      return count == 0 ? 0 : totalMillis() / count;
    }

    /** The sum in milliseconds. */
    public double totalMillis() {
      return total.getSeconds() * 1e3 + total.getNano() / 1e6;
    }
  }
}
