// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.codec.Json;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.storage.Preview;
import dev.steno.storage.assembly.StoredPart;
import dev.steno.storage.sql.PreparedExchange.Item;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows to records and back. Pure functions. */
public final class Rows {

  private Rows() {}

  /** Writes a row of {@link Schema#PARTS}. */
  public static void part(RowWriter row, PreparedPart prepared) {
    var span = prepared.part().span();
    key(row, prepared.key(), Times.nanos(prepared.part().arrival()));
    row.number(prepared.timeNanos());
    row.number(Times.nanosOrNull(prepared.placement().start()));
    row.number(Times.nanosOrNull(prepared.placement().end()));
    row.number(span.parentId() == null ? null : span.parentId().bits());
    Columns.write(row, span);
    row.text(prepared.preview().input());
    row.text(prepared.preview().output());
    row.text(span.statusMessage());
    row.text(prepared.texts().input());
    row.text(prepared.texts().output());
    row.text(prepared.texts().attributes());
    row.text(prepared.texts().events());
    row.text(prepared.texts().rest());
    Columns.writeCalculated(row, span);
    Columns.writeLabels(row, prepared.labels());
    row.end();
  }

  /** The parts of a usage, of a row or summed up; {@link Usage#UNKNOWN} if none is known. */
  public static Usage usage(RowReader row) {
    return new Usage(
        row.number("input_uncached"),
        row.number("cache_read"),
        row.number("cache_write"),
        row.number("output_text"),
        row.number("reasoning"),
        JsonObject.EMPTY);
  }

  /** The messages that a statement finds with their {@code id} and {@code body}, each once. */
  public static Map<Hash, Message> messages(Source.Session session, Sql sql) {
    Map<Hash, Message> messages = new HashMap<>();
    session
        .query(sql, row -> Map.entry(row.requiredId("id"), row.requiredText("body")))
        .forEach(
            row ->
                messages.computeIfAbsent(
                    row.getKey(), id -> Message.of((JsonObject) Json.parse(row.getValue()))));
    return messages;
  }

  /** Writes a row of {@link Schema#COMMITS}. */
  public static void commit(RowWriter row, PreparedPart prepared, Hash scope, Commit commit) {
    key(row, prepared.key(), Times.nanos(prepared.part().arrival()));
    row.number(prepared.timeNanos());
    row.id(scope);
    row.id(commit.tools() == null ? null : Chain.head(commit.tools()));
    row.ids(commit.system());
    row.id(commit.base().equals(Hash.ZERO) ? null : commit.base());
    row.ids(commit.added());
    row.id(commit.head());
    row.idLists(commit.choices());
    row.text(null);
    row.end();
  }

  /** Writes a row of {@link Schema#SUPERSEDED}: a part and the one that makes it so. */
  public static void superseded(RowWriter row, PreparedPart.Key key, PreparedPart by) {
    key(row, key, Times.nanos(by.part().arrival()));
    row.end();
  }

  /** Writes a row of {@link Schema#MESSAGES}. */
  public static void item(RowWriter row, Item item, long timeNanos) {
    item.write(row, timeNanos);
  }

  /** Writes a row of {@link Schema#BLOBS}. */
  public static void blob(RowWriter row, Hash scope, Blob blob, long timeNanos) {
    row.id(scope);
    row.bytes(HexFormat.of().parseHex(blob.sha256()));
    row.number(timeNanos);
    row.text(blob.mediaType());
    row.bytes(blob.bytes());
    row.end();
  }

  private static void key(RowWriter row, PreparedPart.Key key, long arrivalNanos) {
    row.text(key.project());
    row.id(Columns.id(key.trace()));
    row.number(key.span());
    row.small(key.kind());
    row.number(key.sequence());
    row.number(arrivalNanos);
  }

  /** Reads the key of a row of parts or commits. */
  public static PreparedPart.Key key(RowReader row) {
    return key(row, row.requiredText("project"));
  }

  /** Reads the key of a row of a project. */
  static PreparedPart.Key key(RowReader row, String project) {
    return new PreparedPart.Key(
        project,
        traceId(row),
        row.requiredNumber("span_id"),
        (int) row.requiredNumber("kind"),
        row.requiredNumber("sequence"));
  }

  /** Reads the trace id of a row. */
  public static TraceId traceId(RowReader row) {
    return Columns.traceId(row.requiredId("trace_id"));
  }

  /** Reads a part with nothing but what a list shows. */
  static StoredPart light(RowReader row, String project) {
    SpanPart part =
        new SpanPart(
            Kinds.part(row.requiredNumber("kind")),
            row.requiredNumber("sequence"),
            Times.instant(row.requiredNumber("arrival_ns")),
            Columns.readLight(row, project),
            null);
    return new StoredPart(part, null, preview(row));
  }

  /** Reads a part whole. */
  static StoredPart whole(RowReader row, @Nullable Commit commit) {
    SpanPart part =
        new SpanPart(
            Kinds.part(row.requiredNumber("kind")),
            row.requiredNumber("sequence"),
            Times.instant(row.requiredNumber("arrival_ns")),
            SpanTexts.read(row, row.requiredText("project"), traceId(row)),
            null);
    return new StoredPart(part, commit, preview(row));
  }

  /** Reads a part whole but for what was said. */
  public static StoredPart whole(RowReader row) {
    return whole(row, null);
  }

  private static Preview preview(RowReader row) {
    return new Preview(row.text("preview_input"), row.text("preview_output"));
  }

  /** Reads a commit whose tool list is still its head. */
  static StoredCommit commit(RowReader row) {
    List<Hash> added = row.ids("added");
    Hash base = row.id("base");
    Commit commit =
        new Commit(
            null,
            row.ids("system"),
            base == null ? Hash.ZERO : base,
            added,
            row.id("head"),
            row.idLists("choices"));
    return new StoredCommit(
        key(row), row.requiredId("scope"), row.requiredNumber("time_ns"), row.id("tools"), commit);
  }
}
