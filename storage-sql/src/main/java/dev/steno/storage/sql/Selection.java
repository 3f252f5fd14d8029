// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.storage.query.Filter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Which traces meet a filter, as part of a larger statement. Stateless. */
public final class Selection {

  /** The columns that make up the usage of a call. */
  static final List<String> USAGE =
      List.of("input_uncached", "cache_read", "cache_write", "output_text", "reasoning");

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
    FilterSql conditions = new FilterSql(sql, dialect, now, session, range);
    String condition = conditions.condition(filter);
    String rows =
        session.from(Schema.PARTS, range) + " WHERE project = :project AND " + range.condition(sql);
    return "WITH RECURSIVE "
        + ofTraces(conditions, dialect, rows)
        + " SELECT trace_id FROM traces WHERE "
        + condition;
  }

  /**
   * The tables {@code p}, of parts, {@code spans} and {@code traces}, to follow WITH RECURSIVE.
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
    return conditions.before()
        + "p AS (SELECT trace_id, span_id, kind, sequence, arrival_ns, time_ns, start_ns, end_ns"
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

  /**
   * Whether any model call may have another one below it: hardly any has, and asking is cheap.
   *
   * @param asking a statement with a {@code :project}, which stays as it is
   * @param range only rows of these times are looked at
   */
  public static boolean hasInnerCalls(Sql asking, Source.Session session, TimeRange range) {
    Sql sql = asking.withOnly("project");
    sql.add("SELECT count(*) AS n FROM (SELECT DISTINCT parent_id FROM");
    String from = session.from(Schema.PARTS, range);
    String condition = "WHERE project = :project AND " + range.condition(sql);
    sql.add(from).add(condition).add("AND parent_id IS NOT NULL) AS parents");
    sql.add("WHERE parent_id IN (SELECT span_id FROM").add(from).add(condition);
    sql.add("AND type = 'GENERATION')");
    return session.query(sql, row -> row.requiredNumber("n")).get(0) > 0;
  }

  /**
   * The recursive tables {@code calls}, {@code below} and {@code inner_calls}: the model calls that
   * have another one somewhere below them. Walks down from each until there is another one.
   *
   * @param sql where values are put; it has a {@code :project}
   * @param range only rows of these times are looked at
   */
  public static String innerCalls(Sql sql, Source.Session session, TimeRange range) {
    return "calls AS (SELECT trace_id, span_id, parent_id, type FROM "
        + session.from(Schema.PARTS, range)
        + " WHERE project = :project AND "
        + range.condition(sql)
        + " AND (parent_id IS NOT NULL OR type = 'GENERATION')),"
        + " below AS (SELECT g.trace_id, g.span_id AS top, c.span_id, c.type FROM calls AS g"
        + " JOIN calls AS c ON c.trace_id = g.trace_id AND c.parent_id = g.span_id"
        + " WHERE g.type = 'GENERATION' UNION"
        + " SELECT b.trace_id, b.top, c.span_id, c.type FROM below AS b"
        + " JOIN calls AS c ON c.trace_id = b.trace_id AND c.parent_id = b.span_id"
        + " WHERE b.type IS NULL OR b.type <> 'GENERATION'),"
        + " inner_calls AS (SELECT DISTINCT trace_id, top AS span_id FROM below"
        + " WHERE type = 'GENERATION' AND span_id <> top)";
  }

  /**
   * The condition on spans with their {@code type} that usage and cost are their own.
   *
   * @param nested whether {@link #innerCalls} are to be left out
   */
  public static String isCall(boolean nested) {
    String call = "type IN ('GENERATION', 'EMBEDDING')";
    return nested
        ? call + " AND (trace_id, span_id) NOT IN (SELECT (trace_id, span_id) FROM inner_calls)"
        : call;
  }

  /**
   * All tokens of the spans of a trace that are calls; null if nobody reported any. A client may
   * say of them what no whole number of 64 bits can add up.
   *
   * @param call the condition that a span is one
   */
  static String tokens(String call) {
    String all =
        USAGE.stream()
            .map(part -> "coalesce(CAST(" + part + " AS DECIMAL(38, 0)), 0)")
            .collect(Collectors.joining(" + "));
    String known = " AND coalesce(" + String.join(", ", USAGE) + ") IS NOT NULL";
    return "sum(CASE WHEN " + call + known + " THEN " + all + " END)";
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
    return "SELECT trace_id, span_id, start_ns, start_ns AS began_ns, end_ns"
        + columns
        + " FROM p WHERE trace_id NOT IN (SELECT trace_id FROM several) UNION ALL"
        + " SELECT trace_id, span_id, coalesce("
        + dialect.last("start_ns")
        + ", min(time_ns)), "
        + dialect.last("start_ns")
        + ", "
        + dialect.last("end_ns")
        + last
        + " FROM p WHERE trace_id IN (SELECT trace_id FROM several) GROUP BY trace_id, span_id";
  }
}
