// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.Feedback;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.sql.CatalogRows;
import dev.steno.storage.sql.FeedbackReader;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is not divided by week: feedback, projects, keys and settings. Feedback is here because it
 * may come before its trace, whose week nobody knows then, and because its idempotency key counts
 * across all weeks. Writing is for the writer's thread, reading for any.
 */
final class Catalog {
  private final Segments segments;
  private final Writing writing;
  private final Memory memory;
  private final Readers.Reading writer;
  private final Clock clock;
  private final FeedbackReader feedback = new FeedbackReader();

  Catalog(Segments segments, Writing writing, Memory memory, Readers.Reading writer, Clock clock) {
    this.segments = segments;
    this.writing = writing;
    this.memory = memory;
    this.writer = writer;
    this.clock = clock;
  }

  /** Creates those of the projects that are new. */
  void ensure(Collection<String> names) {
    List<String> unknown =
        names.stream().distinct().filter(name -> !memory.knowsProject(name)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    CatalogRows.projects(writer).forEach(project -> memory.noteProject(project.name()));
    List<String> fresh = unknown.stream().filter(name -> !memory.knowsProject(name)).toList();
    if (!fresh.isEmpty()) {
      write(
          transaction ->
              fresh.forEach(
                  name ->
                      CatalogRows.write(
                          transaction.rows(Schema.PROJECTS),
                          new ProjectStore.Project(name, clock.instant()))));
      fresh.forEach(memory::noteProject);
    }
  }

  ProjectStore.Project create(String name) {
    ensure(List.of(ProjectStore.Project.checked(name)));
    return CatalogRows.projects(writer).stream()
        .filter(project -> project.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  FeedbackStore.Added add(Feedback given) {
    Optional<Feedback> earlier =
        given.idempotencyKey() == null
            ? Optional.empty()
            : feedback.byKey(writer, given.project(), given.idempotencyKey());
    if (earlier.isPresent()) {
      return new FeedbackStore.Added(earlier.get(), false);
    }
    ensure(List.of(given.project()));
    write(transaction -> FeedbackReader.write(transaction.rows(Schema.FEEDBACK), given));
    return new FeedbackStore.Added(given, true);
  }

  void add(KeyStore.StoredKey key) {
    write(transaction -> CatalogRows.write(transaction.rows(Schema.KEYS), key));
  }

  boolean removeKey(String id) {
    long[] removed = {0};
    write(transaction -> removed[0] = update(CatalogRows.deleteKey(qualified(Schema.KEYS), id)));
    return removed[0] > 0;
  }

  void put(String project, ProjectSettings settings) {
    write(
        transaction -> {
          update(CatalogRows.deleteSettings(qualified(Schema.SETTINGS), project));
          CatalogRows.write(transaction.rows(Schema.SETTINGS), project, settings);
        });
  }

  private String qualified(Table table) {
    return segments.catalog().name() + "." + table.name();
  }

  private long update(Sql sql) {
    try {
      return writer.update(sql);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private void write(Consumer<Writing.Transaction> work) {
    writing.transaction(segments.catalog(), 0, work);
  }
}
