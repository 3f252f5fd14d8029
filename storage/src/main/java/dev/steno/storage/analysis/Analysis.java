// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

/** Answers questions over many traces of a project at once. Thread-safe. */
public interface Analysis {

  /** Counts, sums and percentiles of spans or traces, by group. */
  Aggregates aggregate(AggregateQuery query);
}
