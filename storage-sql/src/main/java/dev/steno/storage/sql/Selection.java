// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.storage.query.Filter;
import java.time.Instant;
import java.util.stream.Collectors;

/** Which traces meet a filter, as part of a larger statement. Stateless. */
public final class Selection {

  private Selection() {}

  /**
   * A query for the {@code trace_id} of the traces that meet the filter. A filter that looks for a
   * text may select some more.
   *
   * @param sql where values are put; it has a {@code :project}
   * @param now tells whether a span without an end is still running
   * @param range only rows of these times are looked at
   */
  public static String traces(
      Sql sql,
      Source.Session session,
      Dialect dialect,
      Instant now,
      TimeRange range,
      Filter filter) {
    FilterSql conditions =
        new FilterSql(sql, dialect, now, table -> session.from(table, range), range.condition(sql));
    String condition = conditions.condition(filter);
    String rows =
        session.from(Schema.PARTS, range) + " WHERE project = :project AND " + range.condition(sql);
    return "WITH "
        + ofTraces(conditions, dialect, rows)
        + " SELECT trace_id FROM traces WHERE "
        + condition;
  }

  /**
   * The tables {@code p}, of parts, {@code spans} and {@code traces}, to follow WITH.
   *
   * @param conditions on the traces, which were asked for already and say what the tables need
   * @param rows what stands after FROM for the parts that count
   */
  static String ofTraces(FilterSql conditions, Dialect dialect, String rows) {
    String columns =
        conditions.columns().keySet().stream()
            .map(column -> ", " + column)
            .collect(Collectors.joining());
    String ofTraces =
        conditions.ofTraces().stream().map(each -> ", " + each).collect(Collectors.joining());
    return "p AS (SELECT trace_id, span_id, kind, sequence, arrival_ns, time_ns, start_ns, end_ns"
        + columns
        + " FROM "
        + rows
        + "), several AS (SELECT DISTINCT trace_id FROM p WHERE kind <> 1 OR start_ns IS NULL),"
        + " spans AS ("
        + spans(dialect, conditions)
        + "), traces AS (SELECT trace_id, min(start_ns) AS start_ns, max(end_ns) AS end_ns"
        + ofTraces
        + " FROM spans GROUP BY trace_id)";
  }

  private static String spans(Dialect dialect, FilterSql conditions) {
    String columns =
        conditions.columns().keySet().stream()
            .map(column -> ", " + column)
            .collect(Collectors.joining());
    String last =
        conditions.columns().values().stream()
            .map(column -> ", " + column)
            .collect(Collectors.joining());
    return "SELECT trace_id, start_ns, start_ns AS began_ns, end_ns"
        + columns
        + " FROM p WHERE trace_id NOT IN (SELECT trace_id FROM several) UNION ALL"
        + " SELECT trace_id, coalesce("
        + dialect.last("start_ns")
        + ", min(time_ns)), "
        + dialect.last("start_ns")
        + ", "
        + dialect.last("end_ns")
        + last
        + " FROM p WHERE trace_id IN (SELECT trace_id FROM several) GROUP BY trace_id, span_id";
  }
}
