// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

/** Answers questions over many traces of a project at once. Thread-safe. */
public interface Analysis {

  /** Counts, sums and percentiles of spans or traces, by group. */
  Aggregates aggregate(AggregateQuery query);

  /** What the traces are that meet a filter: how many when, and which values they have. */
  Overview overview(OverviewQuery query);

  /** The messages and spans in which a text occurs, latest first. */
  SearchPage search(SearchQuery query);
}
