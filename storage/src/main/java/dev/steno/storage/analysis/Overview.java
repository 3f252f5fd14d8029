// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import java.util.List;

/**
 * What there is among some traces. Immutable.
 *
 * @param traces how many there are
 * @param errors how many of them failed
 * @param buckets the histogram of their starts, earliest first, the empty ones included
 * @param facets in the order in which they were asked for
 * @param exact as in {@link Aggregates}
 */
public record Overview(
    long traces, long errors, List<Bucket> buckets, List<Values> facets, boolean exact) {
  /** Copies the lists. */
  public Overview {
    buckets = List.copyOf(buckets);
    facets = List.copyOf(facets);
  }

  /**
   * A stretch of time. Immutable.
   *
   * @param window the stretch
   * @param traces how many traces began in it
   * @param errors how many of them failed
   */
  public record Bucket(Window window, long traces, long errors) {}

  /**
   * The values of a facet. Immutable.
   *
   * @param facet the facet
   * @param top the values that most traces have, those of most traces first, equal ones by value
   * @param others how many further values there are
   */
  public record Values(Facet facet, List<Value> top, long others) {
    /** Copies the list. */
    public Values {
      top = List.copyOf(top);
    }
  }

  /** A value and how many traces have it, of which each counts once. Immutable. */
  public record Value(String value, long traces) {}
}
