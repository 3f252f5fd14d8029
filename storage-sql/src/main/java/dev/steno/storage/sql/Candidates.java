// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.TraceId;
import dev.steno.storage.assembly.Cursor;
import dev.steno.storage.query.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of the traces that meet a condition, in the order of a list. For one thread.
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
   * @param positions in the order that was asked for
   * @param exact false if some may not meet the filter
   */
  record Found(List<Position> positions, boolean exact) {}

  Candidates(Source.Session session, Dialect dialect, String project, Instant now) {
    this.session = session;
    this.dialect = dialect;
    this.project = project;
    this.now = now;
  }

  /** The first traces beyond a position, at most {@code limit}, that meet the filter. */
  Found meeting(Filter filter, Order order, @Nullable Position after, int limit) {
    Sql sql = new Sql().set("project", project);
    FilterSql conditions =
        new FilterSql(
            sql,
            dialect,
            now,
            session.from(Schema.MESSAGES, TimeRange.ALL),
            session.from(Schema.COMMITS, TimeRange.ALL));
    String condition = conditions.condition(filter);
    TimeRange range = range(filter);
    return new Found(
        select(sql, conditions, condition, range, order, after, limit), conditions.isExact());
  }

  /** The first traces beyond a position of which a span is in the conversation. */
  List<Position> ofConversation(String conversation, @Nullable Position after, int limit) {
    Sql sql = new Sql().set("project", project).set("conversation", conversation);
    FilterSql conditions = new FilterSql(sql, dialect, now, "", "");
    String condition = conditions.hasValue("conversation", ":conversation");
    return select(sql, conditions, condition, TimeRange.ALL, Order.EARLIEST_FIRST, after, limit);
  }

  private List<Position> select(
      Sql sql,
      FilterSql conditions,
      String condition,
      TimeRange range,
      Order order,
      @Nullable Position after,
      int limit) {
    sql.add("WITH").add(parts(sql, conditions, range)).add(",").add(spans(conditions));
    sql.add(", traces AS (SELECT trace_id, min(start_ns) AS start_ns, max(end_ns) AS end_ns");
    conditions.ofTraces().forEach(column -> sql.add(",").add(column));
    sql.add("FROM spans GROUP BY trace_id)");
    sql.add("SELECT trace_id, start_ns FROM traces WHERE").add(condition);
    if (after != null) {
      sql.set("start", after.startNanos()).set("trace", Columns.id(after.trace()));
      sql.add("AND (start_ns " + order.beyond + " :start");
      sql.add("OR (start_ns = :start AND trace_id > :trace))");
    }
    sql.add("ORDER BY start_ns " + order.direction + ", trace_id LIMIT " + limit);
    return session.query(
        sql, row -> new Position(row.requiredNumber("start_ns"), Rows.traceId(row)));
  }

  private String parts(Sql sql, FilterSql conditions, TimeRange range) {
    String columns =
        conditions.columns().keySet().stream()
            .filter(column -> !conditions.isComputed(column))
            .map(column -> ", " + column)
            .collect(Collectors.joining());
    String computed =
        conditions.ofParts().stream().map(column -> ", " + column).collect(Collectors.joining());
    return "p AS (SELECT trace_id, span_id, kind, sequence, arrival_ns, time_ns, start_ns, end_ns"
        + columns
        + computed
        + " FROM "
        + session.from(Schema.PARTS, range)
        + " WHERE project = :project AND "
        + range.condition(sql)
        + ")";
  }

  private String spans(FilterSql conditions) {
    String columns =
        conditions.columns().keySet().stream()
            .map(column -> ", " + column)
            .collect(Collectors.joining());
    String last =
        conditions.columns().entrySet().stream()
            .map(Candidates::aggregated)
            .collect(Collectors.joining());
    return "several AS (SELECT DISTINCT trace_id FROM p WHERE kind <> 1 OR start_ns IS NULL),"
        + " spans AS (SELECT trace_id, start_ns, start_ns AS began_ns, end_ns"
        + columns
        + " FROM p WHERE trace_id NOT IN (SELECT trace_id FROM several) UNION ALL"
        + " SELECT trace_id, coalesce("
        + dialect.last("start_ns")
        + ", min(time_ns)), "
        + dialect.last("start_ns")
        + ", "
        + dialect.last("end_ns")
        + last
        + " FROM p WHERE trace_id IN (SELECT trace_id FROM several) GROUP BY trace_id, span_id)";
  }

  private static String aggregated(Map.Entry<String, String> column) {
    return ", " + column.getValue();
  }

  /** The times of the parts of the traces that can meet the filter. */
  private static TimeRange range(Filter filter) {
    if (filter instanceof Filter.Started started && started.from() != null) {
      return new TimeRange(Times.nanos(started.from()), Long.MAX_VALUE);
    }
    if (filter instanceof Filter.And and) {
      return and.filters().stream().map(Candidates::range).reduce(TimeRange.ALL, TimeRange::and);
    }
    return TimeRange.ALL;
  }
}
