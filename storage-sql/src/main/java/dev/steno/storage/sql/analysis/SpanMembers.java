// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.sql.Sql;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts spans. For one thread. */
record SpanMembers(SpanRows spans, List<GroupKey> groups) implements AggregateReader.Members {
  /** What a call used and cost, which is read for those that count. */
  static final List<String> OF_CALLS =
      List.of("input_uncached", "cache_read", "cache_write", "output_text", "reasoning", "cost");

  @Override
  public void with(Sql sql) {
    Set<String> columns = new TreeSet<>(OF_CALLS);
    columns.addAll(List.of("type", "status", "first_token_ns"));
    groups.forEach(key -> columns.addAll(columns(key)));
    String call = spans.with(sql, List.copyOf(columns), spans.chosen().within());
    sql.add(", members AS (SELECT trace_id, span_id,");
    for (int i = 0; i < groups.size(); i++) {
      sql.add(expression(groups.get(i)) + " AS k" + i + ",");
    }
    OF_CALLS.forEach(
        column -> sql.add("CASE WHEN " + call + " THEN " + column + " END AS " + column + ","));
    sql.add("coalesce(status = 'error', false) AS failed, end_ns - start_ns AS took,");
    sql.add("first_token_ns AS first_token,").add(unpriced(call)).add("AS unpriced FROM spans)");
  }

  static String unpriced(String call) {
    return "CASE WHEN "
        + call
        + " AND cost IS NULL AND coalesce(input_uncached, cache_read, cache_write, output_text,"
        + " reasoning) IS NOT NULL THEN 1 ELSE 0 END";
  }

  private static List<String> columns(GroupKey key) {
    return switch (key) {
      case HOUR, DAY -> List.of();
      case MODEL -> List.of("request_model", "response_model");
      default -> List.of(key.wire());
    };
  }

  private static String expression(GroupKey key) {
    return switch (key) {
      case HOUR, DAY -> Keys.time(key, "at_ns");
      case MODEL -> "coalesce(response_model, request_model)";
      default -> key.wire();
    };
  }
}
