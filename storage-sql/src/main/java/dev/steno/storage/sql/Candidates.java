// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.TraceId;
import dev.steno.storage.assembly.Cursor;
import dev.steno.storage.assembly.Placement;
import dev.steno.storage.query.Filter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of the traces that meet a condition, in the order of a list. For one thread.
 *
 * <p>The latest traces are looked for in {@link Windows}. In each, the traces with a row that the
 * condition {@linkplain FilterSql#needed needs} are found first, and their rows alone are put
 * together, those after the window included. A trace that began before the window is found with a
 * start that is not its own; whoever reads its summary sees that, and an earlier window finds it
 * again.
 *
 * <p>A span of one part is taken as it is. The spans of a trace that has other parts are first
 * assembled, as far as the condition looks at them; that costs more and is seldom needed.
 */
final class Candidates {
  private final Source.Session session;
  private final Dialect dialect;
  private final String project;
  private final Instant now;

  /**
   * Where a trace stands in a list.
   *
   * @param startNanos its start
   * @param trace its id
   */
  record Position(long startNanos, TraceId trace) {
    static Position of(Cursor cursor) {
      return new Position(Times.nanos(cursor.start()), cursor.traceId());
    }

    Cursor cursor() {
      return new Cursor(Times.instant(startNanos), trace);
    }
  }

  /** The order of a list; equal starts are ordered by id. */
  enum Order {
    LATEST_FIRST("DESC", "<"),
    EARLIEST_FIRST("ASC", ">");

    private final String direction;
    private final String beyond;

    Order(String direction, String beyond) {
      this.direction = direction;
      this.beyond = beyond;
    }
  }

  /**
   * Some traces.
   *
   * @param positions in the order that was asked for; of some the trace began earlier
   * @param exact false if some may not meet the filter
   */
  record Found(List<Position> positions, boolean exact) {}

  Candidates(Source.Session session, Dialect dialect, String project, Instant now) {
    this.session = session;
    this.dialect = dialect;
    this.project = project;
    this.now = now;
  }

  /**
   * The latest traces before a position, at most {@code limit}, that meet the filter.
   *
   * @param windowRows about how many rows the newest times hold that are looked at first
   */
  Found latest(Filter filter, @Nullable Position before, int limit, long windowRows) {
    TimeRange bounds = TimeRange.ofStarts(filter);
    if (before != null) {
      bounds = bounds.and(new TimeRange(Long.MIN_VALUE, before.startNanos()));
    }
    boolean searches = FilterSql.searches(filter);
    Windows windows = new Windows(session.extent(bounds), bounds, windowRows, searches);
    List<Position> found = new ArrayList<>();
    boolean exact = true;
    TimeRange window = windows.next();
    while (window != null && found.size() < limit) {
      Scan scan = new Scan(window, searches ? reach(window) : from(window));
      String condition = scan.conditions.condition(filter);
      String needed = scan.conditions.needed(filter);
      found.addAll(
          scan.traces(needed, condition, Order.LATEST_FIRST, before, limit - found.size()));
      exact &= scan.conditions.isExact();
      window = windows.next();
    }
    return new Found(found, exact);
  }

  /** All traces that meet the filter, whenever they began; earliest first. */
  Found all(Filter filter) {
    Scan scan = new Scan(TimeRange.ALL, TimeRange.ALL);
    String condition = scan.conditions.condition(filter);
    String needed = scan.conditions.needed(filter);
    List<Position> found =
        scan.traces(needed, condition, Order.EARLIEST_FIRST, null, Integer.MAX_VALUE);
    return new Found(found, scan.conditions.isExact());
  }

  /** The first traces beyond a position of which a span is in the conversation. */
  List<Position> ofConversation(String conversation, @Nullable Position after, int limit) {
    Scan scan = new Scan(TimeRange.ALL, TimeRange.ALL);
    String needed = "conversation = " + scan.sql.value(conversation);
    String condition = scan.conditions.hasValue("conversation", scan.sql.value(conversation));
    return scan.traces(needed, condition, Order.EARLIEST_FIRST, after, limit);
  }

  private static TimeRange from(TimeRange window) {
    return new TimeRange(window.from(), Long.MAX_VALUE);
  }

  /**
   * The window and the times after it of which traces have rows that have rows in the window: a
   * search must not read all that was said later.
   */
  private TimeRange reach(TimeRange window) {
    TimeRange later = new TimeRange(window.to(), Long.MAX_VALUE);
    Source.Extent extent = session.extent(later);
    if (extent == null || extent.last() <= window.to()) {
      return from(window);
    }
    Sql sql = new Sql("SELECT max(time_ns) AS last FROM").set("project", project);
    sql.add(" " + session.from(Schema.PARTS, later)).add("WHERE project = :project AND");
    sql.add(later.condition(sql)).add("AND trace_id IN (SELECT trace_id FROM");
    sql.add(session.from(Schema.PARTS, window)).add("WHERE project = :project AND");
    sql.add(window.condition(sql)).add(")");
    Long last =
        session.query(sql, row -> Optional.ofNullable(row.number("last"))).get(0).orElse(null);
    return new TimeRange(window.from(), last == null ? window.to() : last);
  }

  /** Looks for the traces that began in one window. */
  private final class Scan {
    private final Sql sql = new Sql().set("project", project);
    private final TimeRange window;
    private final TimeRange reach;
    private final FilterSql conditions;

    /**
     * @param reach the times of the rows of the traces that began in the window
     */
    Scan(TimeRange window, TimeRange reach) {
      this.window = window;
      this.reach = reach;
      this.conditions = new FilterSql(sql, dialect, now, session, reach);
    }

    List<Position> traces(
        @Nullable String needed,
        String condition,
        Order order,
        @Nullable Position beyond,
        int limit) {
      boolean all = needed == null && window.to() >= reach.to();
      sql.add("WITH RECURSIVE");
      if (!all) {
        // What is needed may be in a row after the window: of a trace that took long.
        TimeRange range = needed == null ? window : reach;
        sql.add("w AS (SELECT DISTINCT trace_id FROM").add(session.from(Schema.PARTS, range));
        sql.add("WHERE project = :project AND").add(range.condition(sql));
        sql.add(needed == null ? "" : "AND " + needed).add("),");
      }
      sql.add(Selection.ofTraces(conditions, dialect, rows(all ? "" : member(needed))));
      sql.add("SELECT trace_id, start_ns FROM traces WHERE").add(condition);
      sql.add("AND").add(window.condition("start_ns", sql));
      if (beyond != null) {
        sql.set("start", beyond.startNanos()).set("trace", Columns.id(beyond.trace()));
        sql.add("AND (start_ns " + order.beyond + " :start");
        sql.add("OR (start_ns = :start AND trace_id > :trace))");
      }
      sql.add("ORDER BY start_ns " + order.direction + ", trace_id LIMIT " + limit);
      return session.query(
          sql, row -> new Position(row.requiredNumber("start_ns"), Rows.traceId(row)));
    }

    /** Only later rows need to be asked for their trace if every trace of the window counts. */
    private String member(@Nullable String needed) {
      String known = "trace_id IN (SELECT trace_id FROM w)";
      return needed != null
          ? " AND " + known
          : " AND (time_ns <= " + sql.value(window.to()) + " OR " + known + ")";
    }

    private String rows(String member) {
      return session.from(Schema.PARTS, reach)
          + " WHERE project = :project AND "
          + reach.condition(sql)
          + member;
    }
  }

  /**
   * The times that are looked at one after the other for the latest traces, so that a list costs
   * what its page costs and not what the store holds. Each window is longer than the one after it
   * in time: few are needed even if hardly any trace meets the condition. For one thread.
   */
  private static final class Windows {
    private static final int GROWTH = 8;
    private static final long SHORTEST = 1_000_000_000L;
    private final Source.Extent extent;
    private final TimeRange bounds;
    private final boolean weekly;
    private long width;
    private long end;
    private boolean ended;

    /**
     * Windows within some bounds.
     *
     * @param extent of the parts within the bounds; null if there are none
     * @param rows about how many rows the first window is to hold
     * @param weekly whether each window is a week, as a search reads the messages of whole weeks
     */
    Windows(Source.@Nullable Extent extent, TimeRange bounds, long rows, boolean weekly) {
      this.extent = extent == null ? new Source.Extent(0, 0, 0) : extent;
      this.bounds = bounds;
      this.weekly = weekly;
      this.end = bounds.to();
      this.ended = extent == null || bounds.from() > bounds.to();
      this.width = firstWidth(rows);
    }

    private long firstWidth(long rows) {
      long length = extent.last() - extent.first();
      double share = Math.min(1, (double) rows / Math.max(1, extent.rows()));
      return Math.max(SHORTEST, (long) (length * share));
    }

    /** The next window, right before the last one; null if there is nothing earlier. */
    @Nullable TimeRange next() {
      if (ended) {
        return null;
      }
      long newest = Math.min(end, extent.last());
      long start = weekly ? monday(newest) : newest - Math.min(width, newest - extent.first());
      if (start <= Math.max(extent.first(), bounds.from())) {
        start = bounds.from();
        ended = true;
      }
      TimeRange window = new TimeRange(start, end);
      end = start - 1;
      width = width > Long.MAX_VALUE / GROWTH ? width : width * GROWTH;
      return window;
    }

    private static long monday(long nanos) {
      LocalDate week = Placement.week(Times.instant(nanos));
      return Times.nanos(week.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
  }
}
