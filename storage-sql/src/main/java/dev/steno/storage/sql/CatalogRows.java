// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.KeyStore.StoredKey;
import dev.steno.storage.ProjectStore.Project;
import java.util.List;

/** Projects and keys, to rows and back. Stateless. */
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
}
