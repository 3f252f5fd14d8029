// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.storage.analysis.GroupKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Counts spans. For one thread. */
record SpanMembers(SpanRows spans, List<GroupKey> groups) implements AggregateReader.Members {
  /** What a call used and cost, which is read for those that count. */
  static final List<String> OF_CALLS =
      List.of("input_uncached", "cache_read", "cache_write", "output_text", "reasoning", "cost");

  /** The columns that those are made of. */
  static final List<String> READ =
      Stream.concat(OF_CALLS.stream(), Stream.of("calculated_cost")).toList();

  private static final String COST = "coalesce(cost, calculated_cost)";

  @Override
  public String from(Query query) {
    Set<String> columns = new TreeSet<>(READ);
    columns.addAll(List.of("type", "status", "first_token_ns"));
    groups.forEach(key -> columns.addAll(columns(key)));
    String call = spans.isCall(query);
    StringBuilder select = new StringBuilder("(SELECT trace_id, span_id, ");
    for (int i = 0; i < groups.size(); i++) {
      select.append(expression(groups.get(i))).append(" AS k").append(i).append(", ");
    }
    for (String column : OF_CALLS) {
      select.append("CASE WHEN ").append(call).append(" THEN ").append(value(column));
      select.append(" END AS ").append(column).append(", ");
    }
    select.append("coalesce(status = 'error', false) AS failed, end_ns - start_ns AS took, ");
    select.append("first_token_ns AS first_token, ").append(unpriced(call));
    select.append(" AS unpriced FROM ");
    select.append(spans.from(query, List.copyOf(columns), spans.chosen().within()));
    return select.append(") AS members").toString();
  }

  /** What a column of calls is made of: the reported cost goes before the calculated one. */
  static String value(String column) {
    return column.equals("cost") ? COST : column;
  }

  static String unpriced(String call) {
    return "CASE WHEN "
        + call
        + " AND "
        + COST
        + " IS NULL AND coalesce(input_uncached, cache_read, cache_write, output_text,"
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
