// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.codec.Json;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.storage.analysis.Pieces;
import dev.steno.storage.assembly.StoredPart;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    sql.add("WHERE kind = 0 AND id IN (:ids) AND scope IN (SELECT scope FROM");
    sql.add(session.from(Schema.COMMITS, range)).add("WHERE");
    sql.add(condition(sql, range)).add(")");
    Map<Hash, Message> messages = new HashMap<>();
    session
        .query(sql, row -> Map.entry(row.requiredId("id"), row.requiredText("body")))
        .forEach(
            row ->
                messages.computeIfAbsent(
                    row.getKey(), id -> Message.of((JsonObject) Json.parse(row.getValue()))));
    return messages;
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
