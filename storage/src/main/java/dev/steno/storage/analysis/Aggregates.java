// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import java.util.List;

/**
 * The answer to an {@link AggregateQuery}. Immutable.
 *
 * @param rows one for each group that has a member: by time if that is the first key, else the
 *     largest count first; then by the other key; a missing value comes last
 * @param limit the limit that was applied
 * @param more whether further rows were left out
 * @param exact false if the filter looks for a text that so many traces contain that some may have
 *     been counted for what is no text in them
 */
public record Aggregates(List<Aggregate> rows, int limit, boolean more, boolean exact) {
  /** Copies the list. */
  public Aggregates {
    rows = List.copyOf(rows);
  }
}
