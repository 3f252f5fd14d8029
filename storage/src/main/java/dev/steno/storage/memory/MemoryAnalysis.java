// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.query.Filter;

/** Looks at every trace for every question: what the answers mean, in plain Java. Thread-safe. */
final class MemoryAnalysis implements Analysis {
  private final Open open;
  private final MemoryTraces traces;

  MemoryAnalysis(Open open, MemoryTraces traces) {
    this.open = open;
    this.traces = traces;
  }

  @Override
  public Aggregates aggregate(AggregateQuery query) {
    return open.run(
        () -> MemoryAggregates.of(query, traces.meeting(query.project(), query.filter())));
  }

  @Override
  public Overview overview(OverviewQuery query) {
    return open.run(
        () -> MemoryOverview.of(query, traces.meeting(query.project(), query.filter())));
  }

  @Override
  public SearchPage search(SearchQuery query) {
    return open.run(
        () -> new MemorySearch(query).page(traces.meeting(query.project(), Filter.ALL)));
  }
}
