// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.Span;
import dev.steno.model.json.JsonValue;
import dev.steno.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A filter in SQL. For one thread.
 *
 * <p>A text that is searched in JSON may also be met by what is no value in it, such as a quotation
 * mark; so a condition with a text holds for all traces that meet the filter and perhaps for some
 * more, and {@link #isExact()} is false.
 */
final class FilterSql {
  private final Sql sql;
  private final Dialect dialect;
  private final Instant now;
  private final String messages;
  private final String commits;

  /** Columns that spans must have, and how the parts of one span give their value. */
  private final Map<String, String> columns = new LinkedHashMap<>();

  /** Conditions on a part, as columns. */
  private final List<String> ofParts = new ArrayList<>();

  /** Conditions on a span, as aggregates over the spans of a trace. */
  private final List<String> ofTraces = new ArrayList<>();

  private boolean exact = true;

  /**
   * @param messages what stands after FROM for messages
   * @param commits what stands after FROM for commits
   */
  FilterSql(Sql sql, Dialect dialect, Instant now, String messages, String commits) {
    this.sql = sql;
    this.dialect = dialect;
    this.now = now;
    this.messages = messages;
    this.commits = commits;
  }

  /** Columns that spans must have, and the aggregate by which several parts give the value. */
  Map<String, String> columns() {
    return columns;
  }

  /** Further columns of parts, each {@code expression AS name}. */
  List<String> ofParts() {
    return ofParts;
  }

  /** Further columns of traces, each {@code aggregate AS name}. */
  List<String> ofTraces() {
    return ofTraces;
  }

  /** False if the condition holds for traces that do not meet the filter. */
  boolean isExact() {
    return exact;
  }

  /** Whether a column is one of {@link #ofParts}. */
  boolean isComputed(String column) {
    return ofParts.stream().anyMatch(each -> each.endsWith(" AS " + column));
  }

  /** The condition that a span has this value in a column. */
  String hasValue(String column, String value) {
    use(column);
    return anySpan("coalesce(" + column + " = " + value + ", false)");
  }

  /** The condition on the columns of traces. */
  String condition(Filter filter) {
    return condition(filter, true);
  }

  /**
   * A condition that is true at least where the filter holds.
   *
   * @param atLeast false for one that is true at most where the filter holds
   */
  private String condition(Filter filter, boolean atLeast) {
    if (filter instanceof Filter.And and) {
      return joined(and.filters(), " AND ", "true", atLeast);
    }
    if (filter instanceof Filter.Or or) {
      return joined(or.filters(), " OR ", "false", atLeast);
    }
    if (filter instanceof Filter.Not not) {
      return "NOT " + condition(not.filter(), !atLeast);
    }
    if (filter instanceof Filter.StatusIs is) {
      return "(" + status() + " = " + is.status().ordinal() + ")";
    }
    if (filter instanceof Filter.Started started) {
      return started(started);
    }
    if (filter instanceof Filter.Lasted lasted) {
      return lasted(lasted);
    }
    if (filter instanceof Filter.Matches matches) {
      return matches(matches);
    }
    exact = false;
    return atLeast ? contains(((Filter.Contains) filter).text()) : "false";
  }

  private String joined(List<Filter> filters, String operator, String none, boolean atLeast) {
    return filters.isEmpty()
        ? none
        : filters.stream()
            .map(filter -> condition(filter, atLeast))
            .collect(Collectors.joining(operator, "(", ")"));
  }

  /** The ordinal of the trace's status, which says most where it is highest. */
  private String status() {
    use("status");
    String since = sql.value(Times.nanos(now.minus(Span.RUNNING_FOR)));
    return aggregate(
        "max(CASE WHEN status = 'error' THEN 3 WHEN end_ns IS NOT NULL THEN"
            + " CASE WHEN status = 'ok' THEN 1 ELSE 0 END"
            + " WHEN began_ns > "
            + since
            + " THEN 4 ELSE 2 END)");
  }

  private String started(Filter.Started started) {
    String from =
        started.from() == null ? "true" : "start_ns >= " + sql.value(Times.nanos(started.from()));
    String to =
        started.to() == null ? "true" : "start_ns < " + sql.value(Times.nanos(started.to()));
    return "(" + from + " AND " + to + ")";
  }

  private String lasted(Filter.Lasted lasted) {
    String bound = sql.value(lasted.bound().toNanos());
    String took = "end_ns - start_ns " + (lasted.atLeast() ? ">= " : "< ") + bound;
    // A trace that is running has no end yet, even if some of its spans have.
    return "(" + status() + " <> 4 AND end_ns IS NOT NULL AND " + took + ")";
  }

  private String matches(Filter.Matches matches) {
    String pattern = sql.value(pattern(matches.glob()));
    return switch (matches.field()) {
      case PROJECT -> "(" + dialect.folded(":project") + like(pattern) + ")";
      case MODEL -> field(pattern, "request_model", "response_model");
      case NAME -> field(pattern, "name");
      case CONVERSATION -> field(pattern, "conversation");
      case SESSION -> field(pattern, "session");
      case USER -> field(pattern, "user_id");
      case ENVIRONMENT -> field(pattern, "environment");
      case AGENT -> field(pattern, "agent");
      case TOOL -> field(pattern, "tool");
    };
  }

  private String field(String pattern, String... names) {
    List.of(names).forEach(this::use);
    return anySpan(
        List.of(names).stream()
            .map(name -> "coalesce(" + dialect.folded(name) + like(pattern) + ", false)")
            .collect(Collectors.joining(" OR ")));
  }

  private String contains(String text) {
    String plain = sql.value(folded(text));
    String json = sql.value(folded(inJson(text)));
    String part = "t" + ofParts.size();
    ofParts.add(
        "("
            + List.of("name", "status_message").stream()
                .map(column -> containsIn(column, plain))
                .collect(Collectors.joining(" OR "))
            + " OR "
            + List.of("input", "output", "attributes", "events").stream()
                .map(column -> containsIn(column, json))
                .collect(Collectors.joining(" OR "))
            + ") AS "
            + part);
    columns.put(part, "bool_or(" + part + ")");
    return "(" + anySpan(part) + " OR trace_id IN (" + inMessages(json) + "))";
  }

  /** The traces of which a commit names a message with the text. */
  private String inMessages(String json) {
    return "WITH found AS MATERIALIZED (SELECT DISTINCT id FROM "
        + messages
        + " WHERE kind = "
        + Kinds.MESSAGE
        + " AND "
        + dialect.contains(dialect.folded("body"), json)
        + "), named AS (SELECT trace_id, unnest("
        + dialect.namedMessages()
        + ") AS id FROM "
        + commits
        + " WHERE project = :project) SELECT trace_id FROM named WHERE id IN (SELECT id FROM found)";
  }

  private void use(String column) {
    columns.put(column, dialect.last(column));
  }

  private String containsIn(String column, String text) {
    return "coalesce(" + dialect.contains(dialect.folded(column), text) + ", false)";
  }

  private String anySpan(String condition) {
    return aggregate("bool_or(" + condition + ")");
  }

  private String aggregate(String expression) {
    String name = "c" + ofTraces.size();
    ofTraces.add(expression + " AS " + name);
    return name;
  }

  private static String like(String pattern) {
    return " LIKE " + pattern + " ESCAPE '\\'";
  }

  /** The text as it stands between the quotation marks of a JSON string. */
  private static String inJson(String text) {
    String quoted = JsonValue.of(text).toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String pattern(String glob) {
    String escaped = folded(glob).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return escaped.replace('*', '%');
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
    return folded.toString();
  }
}
