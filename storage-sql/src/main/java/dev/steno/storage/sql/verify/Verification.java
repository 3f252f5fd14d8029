// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.verify;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.storage.sql.Dialect;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.upkeep.ChainCheck;
import dev.steno.storage.upkeep.Fault;
import dev.steno.storage.upkeep.Upkeep.Verified;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks the tables of one week: nothing refers beyond it. For one thread; a page of rows is in
 * memory at a time, and of a kind of fault the first {@value #MOST} are told.
 */
public final class Verification {
  private static final int MOST = 1_000;
  private static final int PAGE = 2_000;
  private final Source.Session session;
  private final Dialect dialect;
  private final Function<Table, String> table;
  private final Consumer<Fault> broken;
  private long faults;

  /**
   * A verification.
   *
   * @param table what stands after FROM to read a table of the week
   * @param broken hears of what is wrong
   */
  public Verification(
      Source.Session session,
      Dialect dialect,
      Function<Table, String> table,
      Consumer<Fault> broken) {
    this.session = session;
    this.dialect = dialect;
    this.table = table;
    this.broken = broken;
  }

  /** What a commit names, or a row that is named. */
  private record Key(Hash scope, Hash id) {}

  /** Checks everything and says how much it was. */
  public Verified check() {
    changedItems();
    toolLists();
    missing("message", "unnest(" + dialect.namedMessages() + ")", "true");
    missing("tool list", "tools", "tools <> :zero");
    missingTools();
    changedBlobs();
    missingBlobs();
    commitsWithoutParts();
    chains();
    return new Verified(
        count("SELECT count(DISTINCT (project, trace_id)) AS items FROM ", Schema.PARTS),
        count("SELECT count(*) AS items FROM ", Schema.COMMITS),
        count("SELECT count(*) AS items FROM ", Schema.MESSAGES),
        count("SELECT count(*) AS items FROM ", Schema.BLOBS),
        faults);
  }

  private long count(String select, Table from) {
    return session
        .query(new Sql(select + table.apply(from)), row -> row.requiredNumber("items"))
        .get(0);
  }

  private void tell(Fault fault) {
    faults++;
    broken.accept(fault);
  }

  private void changedItems() {
    Sql sql = new Sql("SELECT scope, id FROM ").add(table.apply(Schema.MESSAGES));
    sql.add("WHERE kind <> " + Schema.TOOL_LIST + " AND substr(" + dialect.sha256("body"));
    sql.add(", 1, 32) <> " + dialect.hex("id") + " LIMIT " + MOST);
    session
        .query(sql, Verification::key)
        .forEach(key -> tellOf(key, "the message or tool " + key.id() + " was changed"));
  }

  /** Tells it of those who name the item; of nobody in particular if nobody does. */
  private void tellOf(Key item, String sentence) {
    Sql sql = new Sql("SELECT project, trace_id, span_id FROM (SELECT project, trace_id, span_id,");
    sql.add("unnest(" + dialect.namedMessages() + ") AS id FROM");
    sql.add(table.apply(Schema.COMMITS)).add("WHERE scope = :scope) WHERE id = :id LIMIT 3");
    sql.set("scope", item.scope()).set("id", item.id());
    List<Fault> named = session.query(sql, row -> fault(row, sentence));
    if (named.isEmpty()) {
      tell(Fault.of(sentence + ", in the scope " + item.scope()));
    }
    named.forEach(this::tell);
  }

  private void toolLists() {
    pages(
        "kind = " + Schema.TOOL_LIST,
        rows ->
            rows.forEach(
                (key, body) -> {
                  if (!key.id().equals(headOf(body))) {
                    tellOf(key, "the tool list " + key.id() + " was changed");
                  }
                }));
  }

  private static Hash headOf(String body) {
    List<Hash> ids = new ArrayList<>();
    try {
      if (Json.parse(body) instanceof JsonArray list) {
        for (JsonValue id : list.elements()) {
          ids.add(Hash.of(id instanceof JsonString text ? text.value() : ""));
        }
      }
    } catch (CodecException | IllegalArgumentException changed) {
      return Hash.ZERO;
    }
    return Chain.head(ids);
  }

  /** Items of a condition by key, page by page. */
  private void pages(String condition, Consumer<Map<Key, String>> page) {
    Key last = new Key(Hash.ZERO, Hash.ZERO);
    Map<Key, String> rows;
    do {
      Sql sql = new Sql("SELECT scope, id, body FROM ").add(table.apply(Schema.MESSAGES));
      sql.add("WHERE " + condition + " AND (scope > :scope OR (scope = :scope AND id > :id))");
      sql.add("ORDER BY scope, id LIMIT " + PAGE);
      sql.set("scope", last.scope()).set("id", last.id());
      rows = new LinkedHashMap<>();
      for (var row : session.query(sql, row -> Map.entry(key(row), row.requiredText("body")))) {
        rows.put(row.getKey(), row.getValue());
        last = row.getKey();
      }
      page.accept(rows);
    } while (!rows.isEmpty());
  }

  private void missing(String what, String named, String condition) {
    Sql sql = new Sql("SELECT project, trace_id, span_id, id FROM (SELECT scope, project,");
    sql.add("trace_id, span_id, " + named + " AS id FROM").add(table.apply(Schema.COMMITS));
    sql.add("WHERE " + condition + ") AS c WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM");
    sql.add(table.apply(Schema.MESSAGES)).add("AS m WHERE m.scope = c.scope AND m.id = c.id)");
    sql.add("LIMIT " + MOST).set("zero", Hash.ZERO);
    session
        .query(sql, row -> fault(row, "the " + what + " " + row.requiredId("id") + " is missing"))
        .forEach(this::tell);
  }

  private void missingTools() {
    String messages = table.apply(Schema.MESSAGES);
    Sql sql = new Sql("SELECT scope, id, tool FROM (SELECT scope, id, unnest(");
    sql.add(dialect.idsOf("body") + ") AS tool FROM").add(messages);
    sql.add("WHERE kind = " + Schema.TOOL_LIST + ") AS l WHERE NOT EXISTS (SELECT 1 FROM");
    sql.add(messages).add("AS m WHERE m.scope = l.scope AND m.id = l.tool) LIMIT " + MOST);
    session
        .query(sql, row -> Map.entry(key(row), row.requiredId("tool")))
        .forEach(
            row ->
                tell(
                    Fault.of(
                        "the tool "
                            + row.getValue()
                            + " of the tool list "
                            + row.getKey().id()
                            + " is missing, in the scope "
                            + row.getKey().scope())));
  }

  private void changedBlobs() {
    Sql sql = new Sql("SELECT scope, sha256 FROM ").add(table.apply(Schema.BLOBS));
    sql.add("WHERE " + dialect.sha256("bytes") + " <> lower(hex(sha256)) LIMIT " + MOST);
    session
        .query(sql, row -> Map.entry(row.requiredId("scope"), sha256(row)))
        .forEach(
            row -> {
              Sql naming = new Sql("SELECT scope, id FROM ").add(table.apply(Schema.MESSAGES));
              naming.add("WHERE scope = :scope AND " + dialect.contains("body", ":sha256"));
              naming.set("scope", row.getKey()).set("sha256", row.getValue()).add("LIMIT 1");
              String sentence = "the blob " + row.getValue() + " was changed";
              session.query(naming, Verification::key).stream()
                  .findFirst()
                  .ifPresentOrElse(key -> tellOf(key, sentence), () -> tell(Fault.of(sentence)));
            });
  }

  private void missingBlobs() {
    pages(
        dialect.contains("body", "'\"type\":\"blob\"'"),
        rows -> {
          Set<Hash> scopes = new HashSet<>();
          rows.keySet().forEach(key -> scopes.add(key.scope()));
          if (!scopes.isEmpty()) {
            Set<String> there = blobs(scopes);
            rows.forEach((key, body) -> missingBlobs(key, body, there));
          }
        });
  }

  private Set<String> blobs(Set<Hash> scopes) {
    Sql sql = new Sql("SELECT scope, sha256 FROM ").add(table.apply(Schema.BLOBS));
    sql.add("WHERE scope IN (:scopes)").set("scopes", scopes);
    return new HashSet<>(session.query(sql, row -> row.requiredId("scope") + sha256(row)));
  }

  private void missingBlobs(Key key, String body, Set<String> there) {
    if (!(parsed(body) instanceof JsonObject message)) {
      return;
    }
    Message.of(message).content().stream()
        .filter(Media.class::isInstance)
        .map(block -> ((Media) block).source())
        .filter(Media.Blob.class::isInstance)
        .map(source -> ((Media.Blob) source).sha256())
        .filter(sha256 -> !there.contains(key.scope() + sha256))
        .forEach(sha256 -> tellOf(key, "the blob " + sha256 + " is missing"));
  }

  private static JsonValue parsed(String body) {
    try {
      return Json.parse(body);
    } catch (CodecException changed) {
      // That it was changed is told of the message itself.
      return JsonValue.NULL;
    }
  }

  private void commitsWithoutParts() {
    Sql sql = new Sql("SELECT project, trace_id, span_id FROM ").add(table.apply(Schema.COMMITS));
    sql.add("AS c WHERE NOT EXISTS (SELECT 1 FROM").add(table.apply(Schema.PARTS));
    sql.add("AS p WHERE p.project = c.project AND p.trace_id = c.trace_id");
    sql.add("AND p.span_id = c.span_id AND p.kind = c.kind AND p.sequence = c.sequence)");
    sql.add("LIMIT " + MOST);
    session.query(sql, row -> fault(row, "the span of a commit is missing")).forEach(this::tell);
  }

  private void chains() {
    String project = "";
    TraceId last = new TraceId(0, 1);
    List<PreparedPart.Key> page;
    do {
      page = traces(project, last);
      for (Map.Entry<String, List<TraceId>> traces : byProject(page).entrySet()) {
        chains(traces.getKey(), traces.getValue());
        project = traces.getKey();
        last = traces.getValue().get(traces.getValue().size() - 1);
      }
    } while (!page.isEmpty());
  }

  private List<PreparedPart.Key> traces(String project, TraceId after) {
    Sql sql = new Sql("SELECT DISTINCT project, trace_id, 0 AS span_id, 0 AS kind, 0 AS sequence");
    sql.add(" FROM").add(table.apply(Schema.COMMITS));
    sql.add("WHERE project > :project OR (project = :project AND trace_id > :trace)");
    sql.add("ORDER BY project, trace_id LIMIT " + PAGE / 10);
    return session.query(sql.set("project", project).set("trace", id(after)), Rows::key);
  }

  private static Map<String, List<TraceId>> byProject(List<PreparedPart.Key> page) {
    Map<String, List<TraceId>> byProject = new LinkedHashMap<>();
    page.forEach(
        key -> byProject.computeIfAbsent(key.project(), p -> new ArrayList<>()).add(key.trace()));
    return byProject;
  }

  private void chains(String project, List<TraceId> traces) {
    Sql sql = new Sql("SELECT * FROM ").add(table.apply(Schema.COMMITS));
    sql.add("WHERE project = :project AND trace_id BETWEEN :first AND :last");
    sql.set("project", project).set("first", id(traces.get(0)));
    sql.set("last", id(traces.get(traces.size() - 1)));
    Map<TraceId, List<ChainCheck.Filed>> commits = new LinkedHashMap<>();
    for (var row : session.query(sql, row -> Map.entry(Rows.traceId(row), filed(row)))) {
      commits.computeIfAbsent(row.getKey(), id -> new ArrayList<>()).add(row.getValue());
    }
    commits.forEach((id, of) -> ChainCheck.check(project, id, of).forEach(this::tell));
  }

  /** A commit without its tools, which no head covers. */
  private static ChainCheck.Filed filed(RowReader row) {
    Hash base = row.id("base");
    return new ChainCheck.Filed(
        new SpanId(row.requiredNumber("span_id")),
        new Commit(
            null,
            row.ids("system"),
            base == null ? Hash.ZERO : base,
            row.ids("added"),
            row.id("head"),
            row.idLists("choices")));
  }

  private static Hash id(TraceId trace) {
    return new Hash(trace.high(), trace.low());
  }

  private static Fault fault(RowReader row, String sentence) {
    return new Fault(
        row.requiredText("project"),
        Rows.traceId(row),
        new SpanId(row.requiredNumber("span_id")),
        sentence);
  }

  private static Key key(RowReader row) {
    return new Key(row.requiredId("scope"), row.requiredId("id"));
  }

  private static String sha256(RowReader row) {
    byte[] bytes = row.bytes("sha256");
    return bytes == null ? "" : HexFormat.of().formatHex(bytes);
  }
}
