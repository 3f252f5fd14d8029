// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.KeyStore.StoredKey;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.ProjectStore.Project;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Projects, keys and settings, to rows and back. Stateless. */
public final class CatalogRows {

  private CatalogRows() {}

  /** All projects by name; of one that was written twice, the first. */
  public static List<Project> projects(Source.Session session) {
    Sql sql = new Sql("SELECT name, min(created_ns) AS created_ns FROM ");
    sql.add(session.from(Schema.PROJECTS, TimeRange.ALL)).add("GROUP BY name ORDER BY name");
    return session.query(
        sql,
        row ->
            new Project(row.requiredText("name"), Times.instant(row.requiredNumber("created_ns"))));
  }

  /** Writes a row of {@link Schema#PROJECTS}. */
  public static void write(RowWriter row, Project project) {
    row.text(project.name());
    row.number(Times.nanos(project.created()));
    row.end();
  }

  /** All keys, oldest first. */
  public static List<StoredKey> keys(Source.Session session) {
    return keys(session, new Sql(), "true");
  }

  /** The keys of this hash. */
  public static List<StoredKey> keysOfHash(Source.Session session, String sha256) {
    return keys(session, new Sql().set("sha256", sha256), "sha256 = :sha256");
  }

  private static List<StoredKey> keys(Source.Session session, Sql sql, String condition) {
    sql.add("SELECT " + Schema.KEYS.columnNames() + " FROM");
    sql.add(session.from(Schema.KEYS, TimeRange.ALL));
    sql.add("WHERE").add(condition).add("ORDER BY created_ns, id");
    return session.query(
        sql,
        row ->
            new StoredKey(
                row.requiredText("id"),
                row.requiredText("sha256"),
                row.requiredText("project"),
                Scope.valueOf(row.requiredText("scope")),
                row.text("name"),
                Times.instant(row.requiredNumber("created_ns"))));
  }

  /** Writes a row of {@link Schema#KEYS}. */
  public static void write(RowWriter row, StoredKey key) {
    row.text(key.id());
    row.text(key.sha256());
    row.text(key.project());
    row.text(key.scope().name());
    row.text(key.name());
    row.number(Times.nanos(key.created()));
    row.end();
  }

  /** Deletes the key of this id. */
  public static Sql deleteKey(String keys, String id) {
    return new Sql("DELETE FROM " + keys + " WHERE id = :id").set("id", id);
  }

  /** The settings of all projects that have some. */
  public static Map<String, ProjectSettings> settings(Source.Session session) {
    Sql sql = new Sql("SELECT " + Schema.SETTINGS.columnNames() + " FROM ");
    sql.add(session.from(Schema.SETTINGS, TimeRange.ALL));
    Map<String, ProjectSettings> all = new LinkedHashMap<>();
    session.query(
        sql,
        row -> {
          JsonObject json = (JsonObject) Json.parse(row.requiredText("body"));
          return all.put(row.requiredText("project"), ProjectSettings.of(json));
        });
    return all;
  }

  /** Writes a row of {@link Schema#SETTINGS}. */
  public static void write(RowWriter row, String project, ProjectSettings settings) {
    row.text(project);
    row.text(Json.write(settings.toJson()));
    row.end();
  }

  /** Deletes the settings of a project. */
  public static Sql deleteSettings(String settings, String project) {
    return new Sql("DELETE FROM " + settings + " WHERE project = :project").set("project", project);
  }

  /** The last deletions of a project, latest first. */
  public static List<Deletion> deletions(Source.Session session, String project, int limit) {
    Sql sql = new Sql("SELECT " + Schema.DELETIONS.columnNames() + " FROM ");
    sql.add(session.from(Schema.DELETIONS, TimeRange.ALL));
    sql.add("WHERE project = :project ORDER BY number DESC LIMIT " + limit);
    return session.query(sql.set("project", project), CatalogRows::deletion);
  }

  /** The number of the last deletion of all; 0 if there was none. */
  public static long lastDeletion(Source.Session session) {
    Sql sql = new Sql("SELECT coalesce(max(number), 0) AS last FROM ");
    sql.add(session.from(Schema.DELETIONS, TimeRange.ALL));
    return session.query(sql, row -> row.requiredNumber("last")).get(0);
  }

  /** Writes a row of {@link Schema#DELETIONS}. */
  public static void write(RowWriter row, Deletion deletion) {
    Erased erased = deletion.erased();
    row.number(deletion.number());
    row.text(deletion.kind().name());
    row.text(deletion.project());
    row.text(deletion.form());
    row.text(deletion.by());
    row.number(Times.nanos(deletion.started()));
    row.number(Times.nanosOrNull(deletion.finished()));
    row.number(erased.traces());
    row.number(erased.spans());
    row.number(erased.messages());
    row.number(erased.blobs());
    row.number(erased.feedback());
    row.end();
  }

  /** Notes that the deletions from a number on have ended. */
  public static Sql finishDeletions(String deletions, long from, Instant time) {
    return new Sql("UPDATE " + deletions)
        .add(" SET finished_ns = :time WHERE number >= :from")
        .set("from", from)
        .set("time", Times.nanos(time));
  }

  private static Deletion deletion(RowReader row) {
    return new Deletion(
        row.requiredNumber("number"),
        Deletion.Kind.valueOf(row.requiredText("kind")),
        row.requiredText("project"),
        row.text("form"),
        row.requiredText("by_whom"),
        Times.instant(row.requiredNumber("started_ns")),
        Times.instantOrNull(row.number("finished_ns")),
        new Erased(
            row.requiredNumber("traces"),
            row.requiredNumber("spans"),
            row.requiredNumber("messages"),
            row.requiredNumber("blobs"),
            row.requiredNumber("feedback")));
  }
}
