// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.tail;

import dev.steno.model.TraceId;
import dev.steno.storage.Page;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads from the store what became of changed traces. Thread-safe; blocks. */
public final class Changes {
  private static final int AT_ONCE = 100;

  private final TraceStore store;

  /** Changes of the traces of {@code store}. */
  public Changes(TraceStore store) {
    this.store = store;
  }

  /** The summaries of those of the traces that meet the filter. */
  List<TraceSummary> of(String project, Collection<TraceId> ids, Filter filter) {
    List<TraceSummary> found = new ArrayList<>();
    List<TraceId> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<TraceId> some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
      List<TraceSummary> summaries = store.summaries(project, some);
      found.addAll(filter.equals(Filter.ALL) ? summaries : matching(project, summaries, filter));
    }
    return found;
  }

  /**
   * A filter is the store's to evaluate and cannot name ids, so the store is asked for what meets
   * it and began exactly when one of these traces did.
   */
  private List<TraceSummary> matching(String project, List<TraceSummary> summaries, Filter filter) {
    if (summaries.isEmpty()) {
      return List.of();
    }
    Set<TraceId> ids = new HashSet<>();
    Set<Instant> starts = new HashSet<>();
    for (TraceSummary summary : summaries) {
      ids.add(summary.traceId());
      starts.add(summary.start());
    }
    List<Filter> began = new ArrayList<>();
    starts.forEach(start -> began.add(new Filter.Started(start, start.plusNanos(1))));
    Filter both = new Filter.And(List.of(filter, new Filter.Or(began)));
    Page<TraceSummary> page = store.list(new TraceQuery(project, both, TraceQuery.MAX_LIMIT, null));
    return page.items().stream().filter(summary -> ids.contains(summary.traceId())).toList();
  }
}
