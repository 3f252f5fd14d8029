// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.codec.Json;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.assembly.Assembly;
import dev.steno.storage.assembly.StoredPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parts of given traces of a project. For one thread. */
final class PartReader {
  private static final int MANY = 2_000;
  private static final String OF_TRACES = "project = :project AND trace_id IN (:ids)";
  private static final String OF_SCOPES = "scope IN (:scopes) AND id IN (:ids)";
  private final Source.Session session;
  private final Dialect dialect;
  private final String project;

  PartReader(Source.Session session, Dialect dialect, String project) {
    this.session = session;
    this.dialect = dialect;
    this.project = project;
  }

  /** A row by the part that it belongs to. */
  private record Keyed<T>(PreparedPart.Key key, T value) {}

  /** The parts of a trace without the long texts; empty if it is not there. */
  List<StoredPart> light(TraceId id) {
    TimeRange range = range(List.of(id));
    return range == null
        ? List.of()
        : light(Columns.LIGHT, range, List.of(id)).getOrDefault(id, List.of());
  }

  /** The parts of these traces with what lists show; traces that are not there are absent. */
  Map<TraceId, List<StoredPart>> summed(Collection<TraceId> ids) {
    // Where the rows are is found by the same look at the ids that would find their times.
    return light(Columns.SUMMED, TimeRange.ALL, ids);
  }

  private Map<TraceId, List<StoredPart>> light(
      String columns, TimeRange range, Collection<TraceId> ids) {
    Map<PreparedPart.Key, StoredPart> parts = new LinkedHashMap<>();
    ofTraces(
            columns,
            Schema.PARTS,
            range,
            ids,
            row -> new Keyed<>(Rows.key(row, project), Rows.light(row, project)))
        .forEach(row -> parts.putIfAbsent(row.key(), row.value()));
    return byTrace(parts);
  }

  /** These traces whole, in no order; traces that are not there are absent. */
  Map<TraceId, TraceRecord> whole(List<TraceId> ids, FeedbackReader feedback) {
    TimeRange range = range(ids);
    if (range == null) {
      return Map.of();
    }
    List<StoredCommit> rows = ofTraces("*", Schema.COMMITS, range, ids, Rows::commit);
    Items items = items(rows, range);
    Map<PreparedPart.Key, Commit> commits = new HashMap<>();
    rows.forEach(row -> commits.putIfAbsent(row.key(), items.commit(row)));
    Map<PreparedPart.Key, StoredPart> parts = new LinkedHashMap<>();
    ofTraces(
            "*",
            Schema.PARTS,
            range,
            ids,
            row -> {
              PreparedPart.Key key = Rows.key(row);
              return new Keyed<>(key, Rows.whole(row, commits.get(key)));
            })
        .forEach(row -> parts.putIfAbsent(row.key(), row.value()));
    Map<TraceId, TraceRecord> traces = new HashMap<>();
    byTrace(parts)
        .forEach(
            (id, of) ->
                traces.put(
                    id,
                    Assembly.trace(
                        project, id, of, items::get, feedback.of(session, project, id))));
    return traces;
  }

  /** The times by which the parts of these traces are filed; null if there are none. */
  private @Nullable TimeRange range(Collection<TraceId> ids) {
    List<String> tables =
        ids.isEmpty() ? List.of() : session.tables(Schema.PARTS, TimeRange.ALL, ids);
    if (tables.isEmpty()) {
      return null;
    }
    Sql sql = new Sql("SELECT min(time_ns) AS first, max(time_ns) AS last FROM (");
    sql.set("project", project).set("ids", columns(ids));
    sql.add(
        tables.stream()
            .map(table -> "SELECT time_ns FROM " + table + " WHERE " + OF_TRACES)
            .collect(Collectors.joining(" UNION ALL ", "", ")")));
    return session
        .query(
            sql,
            row ->
                Optional.ofNullable(row.number("first"))
                    .map(first -> new TimeRange(first, row.requiredNumber("last"))))
        .get(0)
        .orElse(null);
  }

  /** The binary content of that hash within the trace's scopes. */
  Optional<Blob> blob(TraceId id, String sha256) {
    TimeRange range = sha256.matches("[0-9a-f]{64}") ? range(List.of(id)) : null;
    if (range == null) {
      return Optional.empty();
    }
    List<Hash> scopes =
        ofTraces("scope", Schema.COMMITS, range, List.of(id), row -> row.requiredId("scope"));
    if (scopes.isEmpty()) {
      return Optional.empty();
    }
    Sql sql = new Sql("SELECT media_type, bytes FROM ");
    sql.add(session.from(Schema.BLOBS, range));
    sql.add("WHERE scope IN (:scopes) AND sha256 = :sha256 LIMIT 1");
    sql.set("scopes", Set.copyOf(scopes)).set("sha256", HexFormat.of().parseHex(sha256));
    return session.query(sql, row -> blob(row, sha256)).stream().findFirst();
  }

  @SuppressWarnings("NullAway") // the column is required
  private static Blob blob(RowReader row, String sha256) {
    return new Blob(sha256, row.text("media_type"), row.bytes("bytes"));
  }

  private <T> List<T> ofTraces(
      String columns,
      Table table,
      TimeRange range,
      Collection<TraceId> ids,
      Function<RowReader, T> row) {
    List<String> tables = ids.isEmpty() ? List.of() : session.tables(table, range, ids);
    if (tables.isEmpty()) {
      return List.of();
    }
    Sql sql = new Sql().set("project", project).set("ids", columns(ids));
    String within = range.condition(sql);
    sql.add(
        tables.stream()
            .map(
                each ->
                    ids.size() > 1
                        ? dialect.rows(columns, each, within, OF_TRACES)
                        : "SELECT %s FROM %s WHERE %s AND %s"
                            .formatted(columns, each, within, OF_TRACES))
            .collect(Collectors.joining(" UNION ALL ")));
    return session.query(sql, row);
  }

  private static List<Hash> columns(Collection<TraceId> ids) {
    return ids.stream().map(Columns::id).toList();
  }

  private static Map<TraceId, List<StoredPart>> byTrace(Map<PreparedPart.Key, StoredPart> parts) {
    Map<TraceId, List<StoredPart>> byTrace = new HashMap<>();
    parts.forEach(
        (key, part) -> byTrace.computeIfAbsent(key.trace(), id -> new ArrayList<>()).add(part));
    return byTrace;
  }

  /** What commits name. */
  private record Items(Map<Hash, JsonValue> byId) {
    @Nullable JsonValue get(Hash id) {
      return byId.get(id);
    }

    Commit commit(StoredCommit row) {
      if (row.toolList() == null || row.toolList().equals(Hash.ZERO)) {
        return row.withTools(row.toolList() == null ? null : List.of());
      }
      return row.withTools(byId.get(row.toolList()) instanceof JsonArray list ? ids(list) : null);
    }
  }

  private Items items(List<StoredCommit> commits, TimeRange range) {
    Set<Hash> scopes = new HashSet<>();
    Set<Hash> named = new HashSet<>();
    Set<Hash> lists = new HashSet<>();
    for (StoredCommit commit : commits) {
      scopes.add(commit.scope());
      named.addAll(commit.named());
      if (commit.toolList() != null) {
        lists.add(commit.toolList());
      }
    }
    Map<Hash, JsonValue> items = read(scopes, named, range);
    Set<Hash> tools = new HashSet<>();
    for (Hash list : lists) {
      if (items.get(list) instanceof JsonArray ids) {
        tools.addAll(ids(ids));
      }
    }
    tools.removeAll(items.keySet());
    items.putAll(read(scopes, tools, range));
    return new Items(items);
  }

  /**
   * Items by id: those of a scope are in the file of its week. Most were written with the traces
   * that name them; the others are looked for in all of the week.
   */
  private Map<Hash, JsonValue> read(Set<Hash> scopes, Set<Hash> ids, TimeRange range) {
    Map<Hash, JsonValue> items = new HashMap<>();
    read(scopes, ids, range, range, items);
    Set<Hash> others = new HashSet<>(ids);
    others.removeAll(items.keySet());
    read(scopes, others, range, TimeRange.ALL, items);
    return items;
  }

  private void read(
      Set<Hash> scopes,
      Set<Hash> ids,
      TimeRange files,
      TimeRange range,
      Map<Hash, JsonValue> items) {
    List<Hash> all = List.copyOf(ids);
    for (int i = 0; i < all.size(); i += MANY) {
      Sql sql = new Sql();
      sql.set("scopes", scopes).set("ids", all.subList(i, Math.min(all.size(), i + MANY)));
      String within = range.condition(sql);
      sql.add(
          session.tables(Schema.MESSAGES, files).stream()
              .map(table -> dialect.rows("id, body", table, within, OF_SCOPES))
              .collect(Collectors.joining(" UNION ALL ")));
      session
          .query(sql, row -> Map.entry(row.requiredId("id"), row.requiredText("body")))
          .forEach(row -> items.computeIfAbsent(row.getKey(), id -> Json.parse(row.getValue())));
    }
  }

  private static List<Hash> ids(JsonArray list) {
    return list.elements().stream().map(id -> Hash.of(((JsonString) id).value())).toList();
  }
}
