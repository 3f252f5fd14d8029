// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.Span;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.sql.Times;
import java.util.ArrayList;
import java.util.List;

/** Counts traces. For one thread. */
record TraceMembers(SpanRows spans, List<GroupKey> groups) implements AggregateReader.Members {

  @Override
  public String from(Query query) {
    List<String> columns = new ArrayList<>(SpanMembers.READ);
    columns.addAll(List.of("parent_id", "type", "status", "name", "environment"));
    StringBuilder select = new StringBuilder("(SELECT trace_id, 0 AS span_id, ");
    for (int i = 0; i < groups.size(); i++) {
      GroupKey key = groups.get(i);
      select.append(key.isTime() ? Keys.time(key, "at_ns") : key.wire());
      select.append(" AS k").append(i).append(", ");
    }
    return select
        .append(String.join(", ", SpanMembers.OF_CALLS))
        .append(", unpriced, status = 3 AS failed,")
        .append(" CASE WHEN status <> 4 THEN end_ns - at_ns END AS took,")
        .append(" CAST(NULL AS BIGINT) AS first_token FROM (")
        .append(traces(query, columns))
        .append(") AS traces WHERE ")
        .append(spans.chosen().within().condition("at_ns", query.sql()))
        .append(") AS members")
        .toString();
  }

  private String traces(Query query, List<String> columns) {
    String call = spans.isCall(query);
    String since = query.sql().value(Times.nanos(spans.now().minus(Span.RUNNING_FOR)));
    StringBuilder select = new StringBuilder("SELECT trace_id, min(at_ns) AS at_ns, ");
    select.append("max(end_ns) AS end_ns, max(CASE WHEN status = 'error' THEN 3 ");
    select.append("WHEN end_ns IS NOT NULL THEN 1 WHEN start_ns > ").append(since);
    select.append(" THEN 4 ELSE 2 END) AS status, ");
    for (String column : SpanMembers.OF_CALLS) {
      select.append("sum(CASE WHEN ").append(call).append(" THEN ");
      select.append(SpanMembers.value(column));
      select.append(" END) AS ").append(column).append(", ");
    }
    select.append("sum(").append(SpanMembers.unpriced(call)).append(") AS unpriced, ");
    select.append("coalesce(argMin(name, at_ns) FILTER (WHERE parent_id IS NULL), ");
    select.append("argMin(name, at_ns), '') AS name, argMin(environment, at_ns) AS environment");
    return select
        .append(" FROM ")
        .append(spans.from(query, columns, spans.chosen().around()))
        .append(" GROUP BY trace_id")
        .toString();
  }
}
