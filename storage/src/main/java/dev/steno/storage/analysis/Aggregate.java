// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one group. Immutable.
 *
 * <p>Usage and cost are those of model calls, which are spans of type GENERATION or EMBEDDING. A
 * GENERATION above another one repeats what that one used and does not count.
 *
 * @param keys the group's values in the order of the query's keys; null where a span has none
 * @param count how many spans or traces
 * @param errors how many of them failed
 * @param usage the sum over model calls; null if none reported any
 * @param cost the sum over model calls in USD; null if none has a cost
 * @param unpriced how many model calls have usage and no cost
 * @param latency of those that ended
 * @param firstToken times to first token, of the spans that have one; of traces none
 */
public record Aggregate(
    List<@Nullable String> keys,
    long count,
    long errors,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    long unpriced,
    Percentiles latency,
    Percentiles firstToken) {

  /** Copies the list and makes equal costs the same number. */
  public Aggregate {
    keys = Collections.unmodifiableList(new ArrayList<>(keys));
    if (cost != null) {
      BigDecimal plain = cost.stripTrailingZeros();
      cost = plain.scale() < 0 ? plain.setScale(0) : plain;
    }
  }
}
