// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.Span;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Times;
import java.util.ArrayList;
import java.util.List;

/** Counts traces. For one thread. */
record TraceMembers(SpanRows spans, List<GroupKey> groups) implements AggregateReader.Members {

  @Override
  public void with(Sql sql) {
    List<String> columns = new ArrayList<>(SpanMembers.OF_CALLS);
    columns.addAll(List.of("parent_id", "type", "status", "name", "environment"));
    String call = spans.with(sql, columns, spans.chosen().around());
    String since = sql.value(Times.nanos(spans.now().minus(Span.RUNNING_FOR)));
    sql.add(", traces AS (SELECT trace_id, min(at_ns) AS at_ns, max(end_ns) AS end_ns,");
    sql.add("max(CASE WHEN status = 'error' THEN 3 WHEN end_ns IS NOT NULL THEN 1");
    sql.add("WHEN start_ns > " + since + " THEN 4 ELSE 2 END) AS status,");
    SpanMembers.OF_CALLS.forEach(
        column ->
            sql.add("sum(CASE WHEN " + call + " THEN " + column + " END) AS " + column + ","));
    sql.add("sum(" + SpanMembers.unpriced(call) + ") AS unpriced,");
    sql.add("coalesce(argMin(name, at_ns) FILTER (WHERE parent_id IS NULL),");
    sql.add("argMin(name, at_ns), '') AS name, argMin(environment, at_ns) AS environment");
    sql.add("FROM spans GROUP BY trace_id), members AS (SELECT trace_id, 0 AS span_id,");
    for (int i = 0; i < groups.size(); i++) {
      GroupKey key = groups.get(i);
      sql.add((key.isTime() ? Keys.time(key, "at_ns") : key.wire()) + " AS k" + i + ",");
    }
    sql.add(String.join(", ", SpanMembers.OF_CALLS)).add(", unpriced, status = 3 AS failed,");
    sql.add("CASE WHEN status <> 4 THEN end_ns - at_ns END AS took,");
    sql.add("CAST(NULL AS BIGINT) AS first_token FROM traces WHERE");
    sql.add(spans.chosen().within().condition("at_ns", sql)).add(")");
  }
}
