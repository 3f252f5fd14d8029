// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.storage.analysis.Facet;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks traces over: first when they began and how they stand, then facet by facet. */
final class OverviewReader {
  private final SpanRows spans;
  private final OverviewQuery query;

  OverviewReader(SpanRows spans, OverviewQuery query) {
    this.spans = spans;
    this.query = query;
  }

  /** How many traces of a status began in a stretch of time. */
  private record Count(long bucket, SpanStatus status, long traces) {}

  private record Row(String value, long traces, long all) {}

  Overview read() {
    List<Count> counts = counts();
    Map<SpanStatus, Long> byStatus = new HashMap<>();
    counts.forEach(count -> byStatus.merge(count.status, count.traces, Long::sum));
    List<Overview.Values> facets = new ArrayList<>();
    for (Facet facet : query.facets()) {
      facets.add(facet == Facet.STATUS ? statuses(byStatus) : values(facet));
    }
    return new Overview(
        byStatus.values().stream().mapToLong(Long::longValue).sum(),
        byStatus.getOrDefault(SpanStatus.ERROR, 0L),
        buckets(counts),
        facets,
        spans.chosen().exact());
  }

  private List<Count> counts() {
    Query statement = spans.query();
    String from = statement.sql().value(Times.nanos(query.window().from()));
    long nanos = query.window().width(query.buckets()).toNanos();
    String since = "at_ns - " + from;
    String width = statement.sql().value(nanos);
    // Whole numbers without a division, which engines do not agree on.
    String select =
        "SELECT "
            + (since + " - (" + since + ") % " + width)
            + " AS since, status, count(*) AS n FROM "
            + traces(statement)
            + " GROUP BY since, status";
    return spans
        .session()
        .query(
            statement.select(select),
            row ->
                new Count(
                    Math.min(row.requiredNumber("since") / nanos, query.buckets() - 1L),
                    SpanStatus.values()[(int) row.requiredNumber("status")],
                    row.requiredNumber("n")));
  }

  /** What stands after FROM to read the traces that begin in the window. */
  private String traces(Query statement) {
    String since = statement.sql().value(Times.nanos(spans.now().minus(Span.RUNNING_FOR)));
    return "(SELECT * FROM (SELECT trace_id, min(at_ns) AS at_ns,"
        + " max(CASE WHEN status = 'error' THEN 3 WHEN end_ns IS NOT NULL THEN"
        + " CASE WHEN status = 'ok' THEN 1 ELSE 0 END WHEN start_ns > "
        + since
        + " THEN 4 ELSE 2 END) AS status FROM "
        + spans.from(statement, List.of("status"), spans.chosen().around())
        + " GROUP BY trace_id) AS every WHERE "
        + spans.chosen().within().condition("at_ns", statement.sql())
        + ") AS traces";
  }

  private List<Overview.Bucket> buckets(List<Count> counts) {
    List<Window> windows = query.window().cut(query.buckets());
    long[] traces = new long[windows.size()];
    long[] errors = new long[windows.size()];
    for (Count count : counts) {
      traces[(int) count.bucket] += count.traces;
      errors[(int) count.bucket] += count.status == SpanStatus.ERROR ? count.traces : 0;
    }
    List<Overview.Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      buckets.add(new Overview.Bucket(windows.get(i), traces[i], errors[i]));
    }
    return buckets;
  }

  private Overview.Values statuses(Map<SpanStatus, Long> counts) {
    List<Row> rows =
        counts.entrySet().stream()
            .map(entry -> new Row(entry.getKey().wire(), entry.getValue(), counts.size()))
            .sorted(
                java.util.Comparator.comparing(Row::traces, java.util.Comparator.reverseOrder())
                    .thenComparing(Row::value))
            .toList();
    return top(Facet.STATUS, rows);
  }

  private Overview.Values values(Facet facet) {
    Query statement = spans.query();
    // A value counts for a trace once: first each trace's values, then each value's traces.
    String pairs =
        "SELECT trace_id, "
            + (facet == Facet.TAG ? "value" : expression(facet) + " AS value")
            + ", min(at_ns) AS at_ns FROM "
            + (facet == Facet.TAG ? tags(statement) : from(statement, facet))
            + " GROUP BY trace_id, value";
    statement.table("pairs AS (" + pairs + ")");
    String within =
        "SELECT trace_id FROM pairs GROUP BY trace_id HAVING "
            + spans.chosen().within().condition("min(at_ns)", statement.sql());
    Sql sql =
        statement.select(
            "SELECT value, n, count(*) OVER () AS many FROM (SELECT value, count(*) AS n FROM pairs"
                + " WHERE value IS NOT NULL AND trace_id IN ("
                + within
                + ") GROUP BY value) AS counted ORDER BY n DESC, value LIMIT "
                + query.values());
    return top(
        facet,
        spans
            .session()
            .query(
                sql,
                row ->
                    new Row(
                        row.requiredText("value"),
                        row.requiredNumber("n"),
                        row.requiredNumber("many"))));
  }

  private String from(Query statement, Facet facet) {
    return spans.from(statement, columns(facet), spans.chosen().around());
  }

  /** A span without a tag has a row too: it says when its trace began. */
  private String tags(Query statement) {
    return "(SELECT trace_id, at_ns, "
        + spans.dialect().each("tags")
        + " AS value FROM "
        + from(statement, Facet.TAG)
        + ") AS tagged";
  }

  private Overview.Values top(Facet facet, List<Row> rows) {
    List<Overview.Value> top =
        rows.stream()
            .limit(query.values())
            .map(row -> new Overview.Value(row.value, row.traces))
            .toList();
    return new Overview.Values(facet, top, rows.isEmpty() ? 0 : rows.get(0).all - top.size());
  }

  private static List<String> columns(Facet facet) {
    return switch (facet) {
      case STATUS -> List.of();
      case MODEL -> List.of("request_model", "response_model");
      default -> List.of(expression(facet));
    };
  }

  private static String expression(Facet facet) {
    return switch (facet) {
      case MODEL -> "coalesce(response_model, request_model)";
      case USER -> "user_id";
      case TAG -> "tags";
      default -> facet.wire();
    };
  }
}
