// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.chain.Hash;
import dev.steno.storage.Page;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.query.Filter;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.Times;
import dev.steno.storage.sql.TraceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces that a question is about. Immutable.
 *
 * @param project the tenant
 * @param window the times that are asked for
 * @param filter what the traces must meet
 * @param traces their ids where they were found one by one; null if the filter tells them in SQL
 * @param exact false if the filter in SQL may let some more pass
 */
record Chosen(
    String project, Window window, Filter filter, @Nullable List<Hash> traces, boolean exact) {

  /**
   * How far before and after the window rows are read that belong to a trace or span within it:
   * what is filed further away is as good as not there.
   */
  static final Duration MARGIN = Duration.ofDays(1);

  /** Whether all traces of the window count. */
  boolean isAll() {
    return traces == null && filter.equals(Filter.ALL);
  }

  /** The times of the rows that are within the window. */
  TimeRange within() {
    return new TimeRange(Times.nanos(window.from()), Times.nanos(window.to()) - 1);
  }

  /** The times of the rows that may tell something of what is within the window. */
  TimeRange around() {
    return new TimeRange(
        Times.nanos(window.from().minus(MARGIN)), Times.nanos(window.to().plus(MARGIN)) - 1);
  }

  /** Finds them. Thread-safe. */
  static final class Finder {
    private static final int MOST = 1_000;
    private final TraceReader reader;

    Finder(TraceReader reader) {
      this.reader = reader;
    }

    /** A text is looked for trace by trace, since SQL finds it also in what is no text. */
    Chosen find(String project, Filter filter, Window window) {
      if (!looksForText(filter)) {
        return new Chosen(project, window, filter, null, true);
      }
      Filter begun = new Filter.Started(window.from().minus(MARGIN), window.to());
      Filter both = new Filter.And(List.of(begun, filter));
      List<Hash> found = new ArrayList<>();
      String cursor = null;
      do {
        Page<TraceSummary> page =
            reader.list(new TraceQuery(project, both, TraceQuery.MAX_LIMIT, cursor));
        page.items()
            .forEach(trace -> found.add(new Hash(trace.traceId().high(), trace.traceId().low())));
        cursor = page.next();
      } while (cursor != null && found.size() < MOST);
      return cursor == null
          ? new Chosen(project, window, filter, found, true)
          : new Chosen(project, window, filter, null, false);
    }

    private static boolean looksForText(Filter filter) {
      if (filter instanceof Filter.And and) {
        return and.filters().stream().anyMatch(Finder::looksForText);
      }
      if (filter instanceof Filter.Or or) {
        return or.filters().stream().anyMatch(Finder::looksForText);
      }
      return filter instanceof Filter.Contains
          || (filter instanceof Filter.Not not && looksForText(not.filter()));
    }
  }
}
