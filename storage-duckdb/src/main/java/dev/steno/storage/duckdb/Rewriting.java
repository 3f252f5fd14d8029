// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.duckdb.directory.CommitLog;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/**
 * Replaces a file by a copy of what stays: deleting rows leaves their bytes in the file. For the
 * writer's thread, which alone writes, so that nothing is added to a file while it is copied; it
 * can be read until the copy takes its place.
 */
final class Rewriting {
  private static final String FRESH = "fresh";
  private final Segments segments;
  private final Engine engine;
  private final Writing writing;
  private final Readers readers;
  private final Readers.Reading session;

  Rewriting(
      Segments segments, Engine engine, Writing writing, Readers readers, Readers.Reading session) {
    this.segments = segments;
    this.engine = engine;
    this.writing = writing;
    this.readers = readers;
    this.session = session;
  }

  /** Says what stays of a table. */
  @FunctionalInterface
  interface Staying {
    /** Selects the rows; {@code fresh} is the copy, with the tables that come before this one. */
    Sql rows(Segment segment, Table table, String fresh);
  }

  /** Deletes the file of a week of which nothing stays. */
  void drop(Segment segment) {
    alone(() -> segments.drop(segment));
  }

  /** Replaces a file by a copy of what stays of it. */
  void rewrite(Segment segment, List<Table> tables, Staying staying) {
    Segment fresh = new Segment(segment.fresh(), FRESH);
    delete(fresh);
    checkpoint(segment);
    try {
      copy(segment, fresh, tables, staying);
      alone(() -> segments.replace(segment));
    } finally {
      delete(fresh);
    }
  }

  private void alone(Runnable work) {
    session.forgetPlans();
    readers.alone(work);
  }

  private void copy(Segment segment, Segment fresh, List<Table> tables, Staying staying) {
    segments.create(fresh.file(), FRESH, tables);
    try {
      // A copy of its own needs no log: committing it brings it into its file at once.
      engine.checkpointsEachCommit(true);
      engine.withMuchMemory(
          () -> {
            writing.transaction(
                fresh,
                segment.file().toFile().length(),
                transaction -> tables.forEach(table -> copy(segment, table, staying)));
            return fresh;
          });
      checkpoint(fresh);
    } finally {
      engine.checkpointsEachCommit(false);
      detach();
    }
    sync(fresh.file());
  }

  private void copy(Segment segment, Table table, Staying staying) {
    Sql rows = staying.rows(segment, table, FRESH);
    try {
      session.change(rows.after("INSERT INTO " + FRESH + "." + table.name()));
    } catch (SqlFailure e) {
      // It is the old file that is read, and may be damaged.
      throw Failures.executing("Copying " + segment.file(), segment.file(), e.sql());
    }
  }

  private void checkpoint(Segment segment) {
    try {
      writing.checkpoint(segment);
    } catch (SqlFailure e) {
      throw Failures.executing("Writing to " + segment.file(), segment.file(), e.sql());
    }
  }

  private void detach() {
    try {
      engine.execute("DETACH " + FRESH);
    } catch (SQLException e) {
      throw Failures.executing("Letting go of a copy", null, e);
    }
  }

  private static void sync(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new StorageException(Kind.FAILED, "The file " + file + " cannot be synced.", e);
    }
  }

  private static void delete(Segment fresh) {
    try {
      Files.deleteIfExists(fresh.log());
      Files.deleteIfExists(CommitLog.mark(fresh.file()));
      Files.deleteIfExists(fresh.file());
    } catch (IOException e) {
      throw new StorageException(
          Kind.FAILED, "The file " + fresh.file() + " cannot be deleted; delete it.", e);
    }
  }
}
