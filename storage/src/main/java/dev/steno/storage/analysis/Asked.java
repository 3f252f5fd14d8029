// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.storage.query.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter taken apart: the window that its {@code time:} terms leave, and the rest of it.
 * Immutable. Asking for times alone is then as fast as asking for nothing.
 *
 * @param window the times
 * @param filter what else must be met
 */
public record Asked(Window window, Filter filter) {

  /**
   * Takes a filter apart. Terms on the time that stand beside others with AND bound the window; any
   * other stays in the filter.
   *
   * @param now where the window ends if nothing says so
   * @param absent how long the window is if nothing says so
   */
  public static Asked of(Filter filter, Instant now, Duration absent) {
    List<Filter> rest = new ArrayList<>();
    Instant from = null;
    Instant to = null;
    List<Filter> all = filter instanceof Filter.And and ? and.filters() : List.of(filter);
    for (Filter each : all) {
      if (each instanceof Filter.Started started) {
        from = from == null || before(from, started.from()) ? started.from() : from;
        to = to == null || before(started.to(), to) ? started.to() : to;
      } else {
        rest.add(each);
      }
    }
    Instant end = to == null ? now : to;
    Instant begin = from == null ? end.minus(absent) : from;
    return new Asked(new Window(begin, end), rest.size() == 1 ? rest.get(0) : new Filter.And(rest));
  }

  private static boolean before(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && one.isBefore(other);
  }
}
