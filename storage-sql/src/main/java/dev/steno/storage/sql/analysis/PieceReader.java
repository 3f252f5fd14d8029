// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.codec.Json;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.message.Message;
import dev.steno.storage.analysis.BodySizes;
import dev.steno.storage.analysis.Pieces;
import dev.steno.storage.assembly.StoredPart;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads some of one trace without the rest of it. For one thread. */
final class PieceReader {
  private final Source.Session session;
  private final String project;
  private final Hash trace;

  PieceReader(Source.Session session, String project, TraceId trace) {
    this.session = session;
    this.project = project;
    this.trace = new Hash(trace.high(), trace.low());
  }

  Pieces read(Collection<SpanId> spans, Collection<Hash> messages) {
    return range()
        .map(
            range ->
                new Pieces(
                    spans.isEmpty() ? List.of() : spans(spans, range),
                    messages.isEmpty() ? Map.of() : messages(messages, range)))
        .orElse(new Pieces(List.of(), Map.of()));
  }

  /** How long the bodies of all spans are; only their lengths leave the engine. */
  Map<SpanId, BodySizes> sizes(Dialect dialect) {
    return range().map(range -> sizes(dialect, range)).orElse(Map.of());
  }

  private Map<SpanId, BodySizes> sizes(Dialect dialect, TimeRange range) {
    String lengths =
        Stream.of("input", "output", "attributes")
            .map(column -> ", " + dialect.bytes(column) + " AS " + column)
            .collect(Collectors.joining());
    Sql sql = ofTrace("SELECT span_id" + lengths + " FROM ", range);
    sql.add("ORDER BY kind, arrival_ns, sequence");
    Map<SpanId, BodySizes> sizes = new HashMap<>();
    Set<SpanId> joined = new HashSet<>();
    session
        .query(sql, row -> Map.entry(new SpanId(row.requiredNumber("span_id")), sizes(row)))
        .forEach(
            row -> {
              BodySizes earlier = sizes.getOrDefault(row.getKey(), BodySizes.NONE);
              sizes.put(row.getKey(), earlier.revisedBy(row.getValue()));
              if (earlier.attributes() != null && row.getValue().attributes() != null) {
                joined.add(row.getKey());
              }
            });
    // Attributes of several parts are joined, which no sum of their lengths tells.
    if (!joined.isEmpty()) {
      for (Span span : spans(joined, range)) {
        long bytes = Json.write(span.attributes()).getBytes(StandardCharsets.UTF_8).length;
        BodySizes all = new BodySizes(null, null, bytes);
        sizes.computeIfPresent(span.spanId(), (id, known) -> known.revisedBy(all));
      }
    }
    sizes.values().removeIf(BodySizes.NONE::equals);
    return sizes;
  }

  private static BodySizes sizes(RowReader row) {
    return new BodySizes(row.number("input"), row.number("output"), row.number("attributes"));
  }

  /** Of a time a file is read in part, of an id all of its columns. */
  private Optional<TimeRange> range() {
    Sql sql = ofTrace("SELECT min(time_ns) AS first, max(time_ns) AS last FROM ", TimeRange.ALL);
    return session
        .query(
            sql,
            row ->
                Optional.ofNullable(row.number("first"))
                    .map(first -> new TimeRange(first, row.requiredNumber("last"))))
        .get(0);
  }

  private List<Span> spans(Collection<SpanId> ids, TimeRange range) {
    Sql sql = ofTrace("SELECT * FROM ", range).add("AND span_id IN (:ids)");
    sql.set("ids", ids.stream().map(SpanId::bits).toList());
    List<StoredPart> parts = session.query(sql, Rows::whole);
    return StoredSpan.all(parts).stream().map(StoredSpan::span).toList();
  }

  private Map<Hash, Message> messages(Collection<Hash> ids, TimeRange range) {
    Sql sql = new Sql("SELECT id, body FROM ").add(session.from(Schema.MESSAGES, range));
    sql.set("ids", List.copyOf(ids)).set("project", project).set("trace", trace);
    sql.add("WHERE " + Schema.IS_MESSAGE + " AND id IN (:ids) AND scope IN (SELECT scope FROM");
    sql.add(session.from(Schema.COMMITS, range)).add("WHERE");
    sql.add(condition(sql, range)).add(")");
    return Rows.messages(session, sql);
  }

  private Sql ofTrace(String select, TimeRange range) {
    Table parts = Schema.PARTS;
    Sql sql = new Sql(select).add(session.from(parts, range)).add("WHERE");
    return sql.add(condition(sql, range)).set("project", project).set("trace", trace);
  }

  private static String condition(Sql sql, TimeRange range) {
    return "project = :project AND trace_id = :trace AND " + range.condition(sql);
  }
}
