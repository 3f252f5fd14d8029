// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanStatus;
import dev.steno.model.TraceId;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.SearchText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter in SQL. For one thread.
 *
 * <p>A text that is searched in JSON may also be met by what is no value in it, such as a quotation
 * mark; so a condition with a text holds for all traces that meet the filter and perhaps for some
 * more, and {@link #isExact()} is false.
 */
final class FilterSql {
  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
  private final Sql sql;
  private final Dialect dialect;
  private final Instant now;
  private final Source.Session session;
  private final TimeRange range;
  private final String within;

  /** Columns that spans must have, and how the parts of one span give their value. */
  private final Map<String, String> columns = new LinkedHashMap<>();

  /** Conditions on a span, as aggregates over the spans of a trace. */
  private final List<String> ofTraces = new ArrayList<>();

  private boolean exact = true;
  private @Nullable String call;
  private boolean nested;

  /**
   * @param range the times of the rows that count
   */
  FilterSql(Sql sql, Dialect dialect, Instant now, Source.Session session, TimeRange range) {
    this.sql = sql;
    this.dialect = dialect;
    this.now = now;
    this.session = session;
    this.range = range;
    this.within = range.condition(sql);
  }

  /** Whether the filter looks for a text, which takes reading all that was said. */
  static boolean searches(Filter filter) {
    return filter instanceof Filter.Contains
        || (filter instanceof Filter.Not not && searches(not.filter()))
        || (filter instanceof Filter.And and
            && and.filters().stream().anyMatch(FilterSql::searches))
        || (filter instanceof Filter.Or or && or.filters().stream().anyMatch(FilterSql::searches));
  }

  /**
   * A condition on a row that every trace that meets the filter has a row for; null if none is
   * known. It is for passing over most traces at the price of a column or two.
   */
  @Nullable String needed(Filter filter) {
    if (filter instanceof Filter.Matches matches && matches.field() != Filter.Field.PROJECT) {
      return "(" + matching(matches) + ")";
    }
    if (filter instanceof Filter.StatusIs is && is.status() == SpanStatus.ERROR) {
      return "status = 'error'";
    }
    if (filter instanceof Filter.Totals totals && needsError(totals)) {
      return "status = 'error'";
    }
    if (filter instanceof Filter.And and) {
      return and.filters().stream()
          .sorted(Comparator.comparingInt(FilterSql::rarity))
          .map(this::needed)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    if (filter instanceof Filter.Or or) {
      List<@Nullable String> needed = or.filters().stream().map(this::needed).toList();
      return needed.isEmpty() || needed.contains(null)
          ? null
          : needed.stream().collect(Collectors.joining(" OR ", "(", ")"));
    }
    return null;
  }

  /** Whether no trace without an error has such a total. */
  private static boolean needsError(Filter.Totals totals) {
    return totals.total() == Filter.Total.ERRORS
        && !totals.comparison().holds(BigDecimal.ZERO, totals.bound());
  }

  /** Low for what few traces meet as a rule. */
  private static int rarity(Filter filter) {
    if (filter instanceof Filter.Matches matches) {
      return switch (matches.field()) {
        case TRACE, SPAN, CONVERSATION, SESSION, USER -> 0;
        case AGENT, TOOL, NAME, MODEL, TAG, PROMPT, METADATA -> 2;
        default -> 3;
      };
    }
    return filter instanceof Filter.StatusIs ? 1 : 4;
  }

  /** Columns that spans must have, and the aggregate by which several parts give the value. */
  Map<String, String> columns() {
    return columns;
  }

  /** What the tables of traces need before them, each followed by a comma; recursive. */
  String before() {
    return nested ? Selection.innerCalls(sql, session, range) + ", " : "";
  }

  /** Further columns of traces, each {@code aggregate AS name}. */
  List<String> ofTraces() {
    return ofTraces;
  }

  /** False if the condition holds for traces that do not meet the filter. */
  boolean isExact() {
    return exact;
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
    if (filter instanceof Filter.Totals totals) {
      return totals(totals);
    }
    if (filter instanceof Filter.Judged || filter instanceof Filter.Scored) {
      return FeedbackReader.condition(filter, sql, dialect, session);
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

  private String totals(Filter.Totals totals) {
    String total =
        switch (totals.total()) {
          case TOKENS -> {
            Selection.USAGE.forEach(this::use);
            yield aggregate(Selection.tokens(isCall()));
          }
          case COST -> {
            List.of("cost", "calculated_cost").forEach(this::use);
            yield aggregate(
                "sum(CASE WHEN " + isCall() + " THEN coalesce(cost, calculated_cost) END)");
          }
          case ERRORS -> {
            use("status");
            yield aggregate("sum(CASE WHEN status = 'error' THEN 1 ELSE 0 END)");
          }
        };
    return "coalesce(" + total + compared(totals.comparison(), totals.bound()) + ", false)";
  }

  /** The condition on a span that its usage and cost are its own. */
  private String isCall() {
    if (call == null) {
      use("type");
      nested = Selection.hasInnerCalls(sql, session, range);
      call = Selection.isCall(nested);
    }
    return call;
  }

  static String compared(Filter.Comparison comparison, BigDecimal bound) {
    return " " + comparison.sign() + " " + bound.toPlainString();
  }

  private String matches(Filter.Matches matches) {
    if (matches.field() == Filter.Field.TRACE) {
      return "(" + matching(matches) + ")";
    }
    if (matches.field() == Filter.Field.SPAN) {
      return anySpan(matching(matches));
    }
    if (matches.field() == Filter.Field.PROJECT) {
      return "(" + dialect.folded(":project") + like(matches.glob()) + ")";
    }
    columns(matches.field()).forEach(this::use);
    return anySpan(matching(matches));
  }

  private String matching(Filter.Matches matches) {
    if (matches.field() == Filter.Field.TRACE || matches.field() == Filter.Field.SPAN) {
      return ofIds(matches.field(), matches.glob().toLowerCase(Locale.ROOT));
    }
    return switch (matches.field()) {
      case TAG, METADATA ->
          dialect.any(
              columns(matches.field()).get(0), text -> dialect.folded(text) + like(matches.glob()));
      case PROMPT -> is("prompt", matches.glob()) + " OR " + is("prompt", matches.glob() + "@*");
      default ->
          columns(matches.field()).stream()
              .map(name -> is(name, matches.glob()))
              .collect(Collectors.joining(" OR "));
    };
  }

  private String is(String column, String glob) {
    return "coalesce(" + dialect.folded(column) + like(glob) + ", false)";
  }

  /** A whole id is compared as what it is, which reads less. */
  private String ofIds(Filter.Field field, String glob) {
    if (field == Filter.Field.TRACE) {
      return TRACE_ID.matcher(glob).matches()
          ? "trace_id = " + sql.value(Columns.id(TraceId.of(glob)))
          : dialect.hex("trace_id") + like(glob);
    }
    return SPAN_ID.matcher(glob).matches()
        ? "span_id = " + sql.value(SpanId.of(glob).bits())
        : dialect.hexOfNumber("span_id") + like(glob);
  }

  private static List<String> columns(Filter.Field field) {
    return switch (field) {
      case TRACE -> List.of("trace_id");
      case SPAN -> List.of("span_id");
      case MODEL -> List.of("request_model", "response_model");
      case USER -> List.of("user_id");
      case ERROR -> List.of("error_type");
      case TAG -> List.of("tags");
      default -> List.of(field.name().toLowerCase(Locale.ROOT));
    };
  }

  /** The traces with the text in a span's own texts or in a message that a commit names. */
  private String contains(String text) {
    String plain = sql.value(SearchText.pattern(text));
    String json = sql.value(SearchText.patternInJson(text));
    String own =
        Stream.concat(
                Stream.of("name", "status_message").map(column -> dialect.found(column, plain)),
                Stream.of("input", "output", "attributes", "events")
                    .map(column -> dialect.found(column, json)))
            .collect(Collectors.joining(" OR "));
    return "(trace_id IN (SELECT trace_id FROM "
        + session.from(Schema.PARTS, range)
        + " WHERE project = :project AND "
        + within
        + " AND ("
        + own
        + ")) OR trace_id IN ("
        + inMessages(json)
        + "))";
  }

  /** The traces of which a commit names a message with the text. */
  private String inMessages(String json) {
    return "WITH found AS MATERIALIZED (SELECT DISTINCT id FROM "
        + session.from(Schema.MESSAGES, range)
        + " WHERE "
        + Schema.IS_MESSAGE
        + " AND "
        + dialect.matches("body", json)
        + "), named AS (SELECT trace_id, unnest("
        + dialect.namedMessages()
        + ") AS id FROM "
        + session.from(Schema.COMMITS, range)
        + " WHERE project = :project AND "
        + within
        + ") SELECT trace_id FROM named WHERE id IN (SELECT id FROM found)";
  }

  private void use(String column) {
    columns.put(column, dialect.last(column));
  }

  private String anySpan(String condition) {
    return aggregate("bool_or(" + condition + ")");
  }

  private String aggregate(String expression) {
    String name = "c" + ofTraces.size();
    ofTraces.add(expression + " AS " + name);
    return name;
  }

  private String like(String glob) {
    return " LIKE " + sql.value(pattern(glob)) + " ESCAPE '\\'";
  }

  private static String pattern(String glob) {
    String escaped =
        SearchText.folded(glob).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return escaped.replace('*', '%');
  }
}
