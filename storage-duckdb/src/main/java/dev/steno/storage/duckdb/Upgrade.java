// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.sql.Column;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the files of an older format become those of this one. Pure functions over a directory that
 * this process has locked; each can be run again after it was interrupted.
 */
final class Upgrade {
  private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
  private static final long MEBI = 1L << 20;

  private Upgrade() {}

  /**
   * Copies the files as they are into a directory beside them, which the older program can open.
   * One that is there is whole, for it gets its name last, and is kept.
   */
  static void backUp(DataDirectory directory, int format) throws IOException {
    Path backup = directory.path().resolve("backup-of-format-" + format);
    if (Files.exists(backup)) {
      return;
    }
    List<Path> files = directory.files();
    refuseWithoutRoom(directory, files, format);
    Path unfinished = backup.resolveSibling(backup.getFileName() + ".unfinished");
    Files.createDirectories(unfinished);
    for (Path file : files) {
      Path copy = unfinished.resolve(file.getFileName());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      sync(copy);
    }
    DataDirectory.sync(unfinished);
    Files.move(unfinished, backup, StandardCopyOption.ATOMIC_MOVE);
    directory.sync();
    LOG.info(
        "The data directory {} is brought from format {} to {}. Its files as they were are in {}:"
            + " delete that directory when all is well, for what is deleted from now on stays in"
            + " there.",
        directory.path(),
        format,
        Schema.FORMAT,
        backup);
  }

  private static void refuseWithoutRoom(DataDirectory directory, List<Path> files, int format)
      throws IOException {
    long bytes = MEBI;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    if (directory.room() < bytes) {
      throw new StorageException(
          Kind.FULL,
          "The data directory "
              + directory.path()
              + " has format "
              + format
              + " and is copied before it is migrated, which takes "
              + (bytes + MEBI - 1) / MEBI
              + " MiB, more than its disk has left; free some space, then start again.");
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Adds the columns of this program's tables that the tables in the files lack. */
  static void addColumns(DataDirectory directory) {
    try (Engine engine = Engine.start(directory, DuckDbOptions.defaults())) {
      Connection connection = engine.connect();
      try (connection) {
        if (Files.exists(directory.catalog())) {
          addColumns(engine, connection, directory.catalog(), Schema.CATALOG);
        }
        for (LocalDate week : directory.weeks()) {
          addColumns(engine, connection, directory.week(week), Schema.SEGMENT);
        }
      } catch (SQLException e) {
        throw Failures.executing("Migrating " + directory.path(), null, e);
      }
    }
  }

  private static void addColumns(
      Engine engine, Connection connection, Path file, List<Table> tables) {
    engine.attach(file, "older");
    try {
      List<String> statements = new ArrayList<>();
      for (Table table : tables) {
        statements.addAll(missing(connection, table));
      }
      engine.executeTogether(statements);
      engine.execute("CHECKPOINT older");
      engine.execute("DETACH older");
    } catch (SQLException e) {
      throw Failures.executing("Migrating " + file, file, e);
    }
  }

  /** The statements that complete a table; none for one that is yet to be made. */
  private static List<String> missing(Connection connection, Table table) throws SQLException {
    List<String> there = columns(connection, table);
    if (there.isEmpty()) {
      return List.of();
    }
    List<String> names = table.columns().stream().map(Column::name).toList();
    if (there.size() > names.size() || !names.subList(0, there.size()).equals(there)) {
      throw new IllegalStateException(
          "table " + table.name() + ": " + there + " (expected: the first of " + names + ")");
    }
    DuckDbDialect dialect = new DuckDbDialect();
    return table.columns().stream()
        .skip(there.size())
        .map(
            column ->
                "ALTER TABLE older."
                    + table.name()
                    + " ADD COLUMN "
                    + column.name()
                    + " "
                    + dialect.type(column))
        .toList();
  }

  private static List<String> columns(Connection connection, Table table) throws SQLException {
    String sql =
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'older' AND table_name = '"
            + table.name()
            + "' ORDER BY column_index";
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      while (result.next()) {
        names.add(result.getString(1));
      }
      return names;
    }
  }
}
