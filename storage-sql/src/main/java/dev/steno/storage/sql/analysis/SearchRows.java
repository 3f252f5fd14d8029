// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.message.Message;
import dev.steno.storage.analysis.Match;
import dev.steno.storage.analysis.SearchCursor;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchPage.Hit;
import dev.steno.storage.analysis.SearchPage.Place;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.analysis.TextFinder;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.query.SearchText;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements of a search. For one thread. */
final class SearchRows {
  private static final List<String> PLAIN = List.of("name", "status_message", "error_type");
  private static final List<String> JSON = List.of("input", "output", "attributes", "events");
  private final Source.Session session;
  private final Dialect dialect;
  private final SearchQuery query;
  private final TimeRange window;

  SearchRows(Source.Session session, Dialect dialect, SearchQuery query) {
    this.session = session;
    this.dialect = dialect;
    this.query = query;
    this.window =
        new TimeRange(Times.nanos(query.window().from()), Times.nanos(query.window().to()) - 1);
  }

  /** Messages whose JSON contains the text, latest first, each once. */
  List<SearchReader.Found> messages(TimeRange range, @Nullable SearchCursor after, int limit) {
    Sql sql = new Sql("SELECT id, max(time_ns) AS at_ns FROM ").set("project", query.project());
    ofProject(sql, range);
    sql.add("AND " + Schema.IS_MESSAGE + " AND")
        .add(dialect.found("body", json(sql)))
        .add("GROUP BY id");
    if (after != null) {
      String time = sql.value(Times.nanos(after.time()));
      sql.add("HAVING max(time_ns) < " + time);
      if (after.key().startsWith("m")) {
        String id = sql.value(Hash.of(after.key().substring(1)));
        sql.add("OR (max(time_ns) = " + time + " AND id > " + id + ")");
      }
    }
    sql.add("ORDER BY at_ns DESC, id LIMIT " + limit);
    return session.query(sql, SearchRows::message);
  }

  /** Where these messages were said last within the window. */
  List<SearchReader.Found> latest(List<Hash> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Sql sql = new Sql("SELECT id, max(time_ns) AS at_ns FROM ").set("project", query.project());
    ofProject(sql, window);
    sql.add("AND " + Schema.IS_MESSAGE + " AND id IN (:ids) GROUP BY id").set("ids", ids);
    return session.query(sql, SearchRows::message);
  }

  /** Messages have no project of their own; whoever brought one was filed at the same time. */
  private void ofProject(Sql sql, TimeRange range) {
    sql.add(session.from(Schema.MESSAGES, range)).add("WHERE").add(range.condition(sql));
    sql.add("AND scope IN (SELECT scope FROM").add(session.from(Schema.COMMITS, range));
    sql.add("WHERE project = :project AND").add(range.condition(sql)).add(")");
  }

  private static SearchReader.Found message(RowReader row) {
    return new SearchReader.Found(row.requiredNumber("at_ns"), row.requiredId("id"), null, null);
  }

  /** Spans with a text or JSON that contains the text, latest first, each once. */
  List<SearchReader.Found> spans(TimeRange range, @Nullable SearchCursor after, int limit) {
    Sql sql = new Sql("SELECT trace_id, span_id, max(time_ns) AS at_ns FROM ");
    sql.set("project", query.project()).add(session.from(Schema.PARTS, range));
    sql.add("WHERE project = :project AND").add(range.condition(sql)).add("AND (");
    String plain = sql.value(SearchText.pattern(query.text()));
    String json = json(sql);
    sql.add(
        Stream.concat(
                PLAIN.stream().map(column -> dialect.found(column, plain)),
                JSON.stream().map(column -> dialect.found(column, json)))
            .collect(Collectors.joining(" OR ", "", ")")));
    sql.add("GROUP BY trace_id, span_id");
    if (after != null) {
      String time = sql.value(Times.nanos(after.time()));
      sql.add("HAVING max(time_ns) < " + time + " OR (max(time_ns) = " + time);
      sql.add(after.key().startsWith("m") ? ")" : beyond(sql, after.key()));
    }
    sql.add("ORDER BY at_ns DESC, trace_id,").add(unsigned("span_id")).add("LIMIT " + limit);
    return session.query(
        sql,
        row ->
            new SearchReader.Found(
                row.requiredNumber("at_ns"),
                null,
                Rows.traceId(row),
                new SpanId(row.requiredNumber("span_id"))));
  }

  private static String beyond(Sql sql, String key) {
    String trace = sql.value(Hash.of(key.substring(1, 33)));
    long bits = SpanId.of(key.substring(33)).bits();
    String span = sql.value(bits ^ Long.MIN_VALUE);
    return "AND (trace_id > "
        + trace
        + " OR (trace_id = "
        + trace
        + " AND "
        + unsigned("span_id")
        + " > "
        + span
        + ")))";
  }

  /** Ids are ordered as their hex, numbers by their sign first. */
  private static String unsigned(String column) {
    return "xor(" + column + ", -9223372036854775808)";
  }

  private String json(Sql sql) {
    return sql.value(SearchText.patternInJson(query.text()));
  }

  /** Those in which the text occurs in what is text, in their order. */
  List<Hit> hits(List<SearchReader.Found> found) {
    Map<Hash, Message> messages = bodies(found);
    Map<Place, Span> spans = payloads(found);
    List<Hit> hits = new ArrayList<>();
    Map<Hash, List<Row>> places = places(List.copyOf(messages.keySet()));
    for (SearchReader.Found each : found) {
      Message message = each.message() == null ? null : messages.get(each.message());
      Place place =
          each.trace() == null || each.span() == null ? null : new Place(each.trace(), each.span());
      Span span = place == null ? null : spans.get(place);
      if (message != null && each.message() != null) {
        hits.addAll(hit(each, message, places.getOrDefault(each.message(), List.of())));
      } else if (span != null && place != null) {
        TextFinder.in(span, query.text(), 1)
            .forEach(match -> hits.add(hit(each, null, null, match, List.of(place), 1)));
      }
    }
    return hits;
  }

  private List<Hit> hit(SearchReader.Found found, Message message, List<Row> rows) {
    List<Place> places = rows.stream().map(Row::place).toList();
    return TextFinder.in(message, query.text(), 1).stream()
        .map(
            match ->
                hit(
                    found,
                    found.message(),
                    message.role(),
                    match,
                    places,
                    rows.isEmpty() ? 0 : rows.get(0).all))
        .toList();
  }

  private static Hit hit(
      SearchReader.Found found,
      @Nullable Hash message,
      @Nullable String role,
      Match match,
      List<Place> places,
      long all) {
    return new Hit(Times.instant(found.nanos()), message, role, match, places, all);
  }

  private Map<Hash, Message> bodies(List<SearchReader.Found> found) {
    List<Hash> ids = new ArrayList<>();
    found.stream()
        .map(SearchReader.Found::message)
        .forEach(
            id -> {
              if (id != null) {
                ids.add(id);
              }
            });
    if (ids.isEmpty()) {
      return Map.of();
    }
    TimeRange range = range(found);
    Sql sql = new Sql("SELECT id, body FROM ").add(session.from(Schema.MESSAGES, range));
    sql.add("WHERE id IN (:ids) AND").add(range.condition(sql)).set("ids", ids);
    return Rows.messages(session, sql);
  }

  private Map<Place, Span> payloads(List<SearchReader.Found> found) {
    List<Hash> traces = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (SearchReader.Found each : found) {
      if (each.trace() != null && each.span() != null) {
        traces.add(new Hash(each.trace().high(), each.trace().low()));
        ids.add(each.span().bits());
      }
    }
    if (ids.isEmpty()) {
      return Map.of();
    }
    TimeRange range = range(found);
    Sql sql = new Sql("SELECT * FROM ").add(session.from(Schema.PARTS, range));
    sql.add("WHERE project = :project AND span_id IN (:ids) AND trace_id IN (:traces) AND");
    sql.add(range.condition(sql)).set("project", query.project()).set("ids", ids);
    return session.query(sql.set("traces", traces), Rows::whole).stream()
        .collect(Collectors.groupingBy(part -> place(part.part().span())))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> StoredSpan.of(entry.getValue()).span()));
  }

  /** What was found is of these times; late parts of the same spans may be of later ones. */
  private static TimeRange range(List<SearchReader.Found> found) {
    long first = found.stream().mapToLong(SearchReader.Found::nanos).min().orElse(0);
    long last = found.stream().mapToLong(SearchReader.Found::nanos).max().orElse(0);
    return new TimeRange(first, last);
  }

  /** A span that has a message, and how many there are. */
  private record Row(Hash message, Place place, long all) {}

  private Map<Hash, List<Row>> places(List<Hash> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Sql sql = new Sql("WITH named AS (SELECT trace_id, span_id, time_ns, unnest(");
    sql.set("project", query.project()).set("ids", ids);
    sql.add(dialect.namedMessages()).add(") AS id FROM");
    sql.add(session.from(Schema.COMMITS, window)).add("WHERE project = :project AND");
    sql.add(window.condition(sql)).add("AND scope IN (SELECT scope FROM");
    sql.add(session.from(Schema.MESSAGES, window)).add("WHERE id IN (:ids) AND");
    sql.add(window.condition(sql)).add(")), places AS (SELECT id, trace_id, span_id,");
    sql.add("max(time_ns) AS at_ns FROM named WHERE id IN (:ids) GROUP BY id, trace_id, span_id)");
    sql.add("SELECT id, trace_id, span_id, count(*) OVER (PARTITION BY id) AS many FROM places");
    sql.add("QUALIFY row_number() OVER (PARTITION BY id ORDER BY at_ns DESC, trace_id,");
    sql.add(unsigned("span_id")).add(") <= " + SearchPage.MAX_SPANS);
    sql.add("ORDER BY id, at_ns DESC, trace_id,").add(unsigned("span_id"));
    return session.query(sql, SearchRows::place).stream()
        .collect(Collectors.groupingBy(Row::message));
  }

  private static Place place(Span span) {
    return new Place(span.traceId(), span.spanId());
  }

  private static Row place(RowReader row) {
    TraceId trace = Rows.traceId(row);
    Place place = new Place(trace, new SpanId(row.requiredNumber("span_id")));
    return new Row(row.requiredId("id"), place, row.requiredNumber("many"));
  }
}
