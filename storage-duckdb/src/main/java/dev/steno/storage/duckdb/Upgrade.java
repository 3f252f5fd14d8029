// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.duckdb.directory.FormatVersion;
import dev.steno.storage.sql.Column;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How the files of an older format become those of this one. Pure functions over a directory that
 * this process has locked; each can be run again after it was interrupted.
 */
final class Upgrade {
  /** The format of this program. Each format has more columns than the one before it. */
  static final FormatVersion FORMAT =
      new FormatVersion(Schema.FORMAT, List.of(Upgrade::addColumns, Upgrade::addColumns));

  private Upgrade() {}

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
