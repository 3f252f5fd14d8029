// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Selection;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spans of chosen traces, each once, as a subquery. For one thread.
 *
 * <p>Almost always a span is one row, and then a row is taken as it is. What costs more is asked
 * first, cheaply, whether it is needed at all: putting together the rows of a span, and leaving out
 * what a model call repeats of another one below it.
 */
final class SpanRows {
  private final Source.Session session;
  private final Dialect dialect;
  private final Instant now;
  private final Chosen chosen;
  private @Nullable Boolean hasParts;
  private @Nullable Boolean hasInnerCalls;

  SpanRows(Source.Session session, Dialect dialect, Instant now, Chosen chosen) {
    this.session = session;
    this.dialect = dialect;
    this.now = now;
    this.chosen = chosen;
  }

  Source.Session session() {
    return session;
  }

  Dialect dialect() {
    return dialect;
  }

  Instant now() {
    return now;
  }

  Chosen chosen() {
    return chosen;
  }

  /** A statement that {@link #from} can be a part of. */
  Query query() {
    Sql sql = new Sql().set("project", chosen.project());
    if (chosen.traces() != null && !chosen.traces().isEmpty()) {
      sql.set("chosen", chosen.traces());
    }
    return new Query(sql);
  }

  /**
   * What stands after FROM to read the spans: {@code trace_id}, {@code span_id}, {@code at_ns} (the
   * start, or when it was filed), {@code start_ns}, {@code end_ns}, and these columns.
   *
   * @param range the times within which {@code at_ns} is
   */
  String from(Query query, List<String> columns, TimeRange range) {
    Sql sql = query.sql();
    if (hasParts == null) {
      hasParts = hasParts();
    }
    if (!hasParts) {
      return "(SELECT trace_id, span_id, time_ns AS at_ns, start_ns, end_ns"
          + joined(columns, each -> each)
          + " FROM "
          + session.from(Schema.PARTS, range)
          + " WHERE "
          + condition(sql, range)
          + ") AS spans";
    }
    query.table("p AS (" + rows(sql, columns, chosen.around()) + ")");
    query.table("several AS (SELECT DISTINCT span_id FROM p WHERE kind <> 1 OR start_ns IS NULL)");
    return "(" + assembled(sql, columns, range) + ") AS spans";
  }

  /** A condition on spans with their {@code type} that holds for those whose usage counts. */
  String isCall(Query query) {
    if (hasInnerCalls == null) {
      hasInnerCalls = Selection.hasInnerCalls(query.sql(), session, chosen.around());
    }
    boolean nested = hasInnerCalls;
    if (nested) {
      query.isRecursive();
      query.table(Selection.innerCalls(query.sql(), session, chosen.around()));
    }
    return Selection.isCall(nested);
  }

  private String rows(Sql sql, List<String> columns, TimeRange range) {
    return "SELECT trace_id, span_id, kind, sequence, arrival_ns, time_ns, start_ns, end_ns"
        + joined(columns, each -> each)
        + " FROM "
        + session.from(Schema.PARTS, range)
        + " WHERE "
        + condition(sql, range);
  }

  private String condition(Sql sql, TimeRange range) {
    return "project = :project AND " + range.condition(sql) + selected(sql);
  }

  private String selected(Sql sql) {
    if (chosen.isAll()) {
      return "";
    }
    if (chosen.traces() == null) {
      return " AND trace_id IN ("
          + Selection.traces(sql, session, dialect, now, chosen.around(), chosen.filter())
          + ")";
    }
    return chosen.traces().isEmpty() ? " AND false" : " AND trace_id IN (:chosen)";
  }

  private String assembled(Sql sql, List<String> columns, TimeRange range) {
    String within = range.condition("at_ns", sql);
    String names = joined(columns, each -> each);
    return "SELECT trace_id, span_id, time_ns AS at_ns, start_ns, end_ns"
        + names
        + " FROM p WHERE "
        + range.condition(sql)
        + " AND span_id NOT IN (SELECT span_id FROM several) UNION ALL SELECT trace_id, span_id,"
        + " at_ns, start_ns, end_ns"
        + names
        + " FROM (SELECT trace_id, span_id, coalesce("
        + dialect.last("start_ns")
        + ", min(time_ns)) AS at_ns, "
        + dialect.last("start_ns")
        + " AS start_ns, "
        + dialect.last("end_ns")
        + " AS end_ns"
        + joined(columns, each -> dialect.last(each) + " AS " + each)
        + " FROM p WHERE span_id IN (SELECT span_id FROM several) GROUP BY trace_id, span_id)"
        + " WHERE "
        + within;
  }

  private boolean hasParts() {
    Sql sql = new Sql("SELECT count(*) AS n FROM ").set("project", chosen.project());
    TimeRange range = chosen.around();
    sql.add(session.from(Schema.PARTS, range)).add("WHERE project = :project AND");
    sql.add(range.condition(sql)).add("AND (kind <> 1 OR start_ns IS NULL)");
    return session.query(sql, row -> row.requiredNumber("n")).get(0) > 0;
  }

  private static String joined(List<String> columns, UnaryOperator<String> each) {
    return columns.stream().map(column -> ", " + each.apply(column)).collect(Collectors.joining());
  }
}
