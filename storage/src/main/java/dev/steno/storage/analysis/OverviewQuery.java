// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.storage.StorageException;
import dev.steno.storage.query.Filter;
import java.util.List;

/**
 * Which traces to look over. Immutable.
 *
 * @param project the tenant
 * @param window the traces begin within it
 * @param filter what they meet
 * @param facets what to tell them apart by
 * @param values at most so many values of each facet, 1 to {@value #MAX_VALUES}
 * @param buckets how many equal stretches the window is cut into, 1 to {@value #MAX_BUCKETS}
 */
public record OverviewQuery(
    String project, Window window, Filter filter, List<Facet> facets, int values, int buckets) {
  /** The most values of a facet. */
  public static final int MAX_VALUES = 100;

  /** The most stretches of time. */
  public static final int MAX_BUCKETS = 1_000;

  /** Checks the bounds and copies the list. */
  public OverviewQuery {
    facets = List.copyOf(facets);
    check("values", values, MAX_VALUES);
    check("buckets", buckets, MAX_BUCKETS);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new StorageException(
          StorageException.Kind.INVALID, name + ": " + value + " (expected: 1 to " + most + ")");
    }
  }
}
