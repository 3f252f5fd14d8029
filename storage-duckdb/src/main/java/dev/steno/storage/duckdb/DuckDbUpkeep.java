// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.directory.Backup;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import dev.steno.storage.sql.verify.Verification;
import dev.steno.storage.upkeep.Fault;
import dev.steno.storage.upkeep.Upkeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Checks and copies all files of a store. Thread-safe. */
final class DuckDbUpkeep implements Upkeep, Backup.Store {
  private static final DuckDbDialect DIALECT = new DuckDbDialect();
  private final Segments segments;
  private final Readers readers;
  private final Engine engine;
  private final Writer writer;
  private final Writing writing;
  private final Backup backup;

  DuckDbUpkeep(
      Segments segments,
      Readers readers,
      Engine engine,
      Writer writer,
      Writing writing,
      Clock clock) {
    this.segments = segments;
    this.readers = readers;
    this.engine = engine;
    this.writer = writer;
    this.writing = writing;
    this.backup = new Backup(this, Schema.FORMAT, clock, Backup.TRIES);
  }

  @Override
  public List<Path> all() {
    List<Path> files =
        new ArrayList<>(segments.within(TimeRange.ALL).stream().map(Segment::file).toList());
    files.add(segments.catalog().file());
    return files;
  }

  @Override
  public boolean hasLog(Path file) {
    return segment(file).log().toFile().length() > 0;
  }

  @Override
  public void checkpoint(Path file) {
    writer.call(
        () -> {
          try {
            writing.checkpoint(segment(file));
            return file;
          } catch (SqlFailure e) {
            throw Failures.executing("Writing to " + file, file, e.sql());
          }
        });
  }

  @Override
  public void copyRows(Path file, Path target) {
    Segment from = segment(file);
    engine.attach(target, "backup");
    try (DuckDBConnection connection = engine.connect()) {
      Readers.execute(connection, "BEGIN TRANSACTION");
      for (Table table : from.equals(segments.catalog()) ? Schema.CATALOG : Schema.SEGMENT) {
        String to = "backup." + table.name();
        Readers.execute(connection, table.create(to, DIALECT));
        String rows = " SELECT " + table.columnNames() + " FROM ";
        Readers.execute(connection, "INSERT INTO " + to + rows + from.name() + "." + table.name());
      }
      Readers.execute(connection, "COMMIT");
      Readers.execute(connection, "CHECKPOINT backup");
    } catch (SQLException e) {
      throw Failures.executing("Copying " + file, file, e);
    } finally {
      detach();
    }
  }

  private void detach() {
    try {
      engine.execute("DETACH backup");
    } catch (SQLException e) {
      throw Failures.executing("Letting go of a copy", null, e);
    }
  }

  private Segment segment(Path file) {
    return segments.open().stream()
        .filter(segment -> segment.file().equals(file))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("file: " + file + " is not attached"));
  }

  @Override
  public BackedUp backUp(Path directory, Watch watch) {
    return backup.run(directory, watch);
  }

  @Override
  public Verified verify(Watch watch) {
    List<Segment> files = new ArrayList<>(segments.within(TimeRange.ALL));
    Verified total = new Verified(0, 0, 0, 0, 0);
    for (int i = 0; i < files.size(); i++) {
      Segment file = files.get(i);
      String name = String.valueOf(file.file().getFileName());
      watch.at((double) i / (files.size() + 1), name);
      total = plus(total, verify(file, watch));
    }
    watch.at((double) files.size() / (files.size() + 1), "catalog");
    long unreadable = readWhole(segments.catalog(), Schema.CATALOG, watch);
    return plus(total, new Verified(0, 0, 0, 0, unreadable));
  }

  private Verified verify(Segment file, Watch watch) {
    long unreadable = readWhole(file, Schema.SEGMENT, watch);
    if (unreadable > 0) {
      return new Verified(0, 0, 0, 0, unreadable);
    }
    try {
      return readers.read(
          session ->
              new Verification(
                      session, DIALECT, table -> file.name() + "." + table.name(), watch::broken)
                  .check());
    } catch (StorageException e) {
      return new Verified(0, 0, 0, 0, unreadable(file, e, watch));
    }
  }

  /** Reads every value of every row; a block that is damaged does not add up. */
  private long readWhole(Segment file, List<Table> tables, Watch watch) {
    try {
      for (Table table : tables) {
        String from = file.name() + "." + table.name();
        Sql sql = new Sql("SELECT count(*) AS items, max(hash(t)) AS all FROM " + from + " AS t");
        readers.read(session -> session.query(sql, row -> row.requiredNumber("items")));
      }
      return 0;
    } catch (StorageException e) {
      return unreadable(file, e, watch);
    }
  }

  private static long unreadable(Segment file, StorageException e, Watch watch) {
    if (e.kind() == StorageException.Kind.CLOSED) {
      throw e;
    }
    if (!Files.exists(file.file())) {
      // A week that expired meanwhile is no damage.
      return 0;
    }
    String sentence =
        e.kind() == StorageException.Kind.DAMAGED
            ? String.valueOf(e.getMessage())
            : "The file " + file.file() + " cannot be read in full: " + e.getMessage();
    watch.broken(Fault.of(sentence));
    return 1;
  }

  private static Verified plus(Verified one, Verified other) {
    return new Verified(
        one.traces() + other.traces(),
        one.commits() + other.commits(),
        one.messages() + other.messages(),
        one.blobs() + other.blobs(),
        one.faults() + other.faults());
  }
}
