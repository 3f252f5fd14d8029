// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.tabular;

import dev.steno.codec.ExportedTrace;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes traces as a table in a Parquet file. For one thread. The rows are collected in a file
 * beside it, so memory is bounded.
 */
public final class ParquetFile implements AutoCloseable {
  private final Path file;
  private final Path scratch;
  private final RowKind kind;
  private final Connection connection;
  private final DuckDBAppender rows;

  private ParquetFile(
      Path file, Path scratch, RowKind kind, Connection connection, DuckDBAppender rows) {
    this.file = file;
    this.scratch = scratch;
    this.kind = kind;
    this.connection = connection;
    this.rows = rows;
  }

  /**
   * Begins a file.
   *
   * @throws StorageException FAILED if nothing can be written there
   */
  public static ParquetFile begin(Path given, RowKind kind) {
    Path file = given.toAbsolutePath();
    Path scratch = file.resolveSibling(file.getFileName() + ".rows");
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "512MiB");
    settings.setProperty("temp_directory", scratch + ".tmp");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try {
      Files.deleteIfExists(scratch);
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + scratch, settings);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE rows (" + kind.columns() + ")");
      }
      DuckDBAppender rows =
          connection.unwrap(DuckDBConnection.class).createAppender("main", "rows");
      return new ParquetFile(file, scratch, kind, connection, rows);
    } catch (SQLException | IOException e) {
      throw failed(file, e);
    }
  }

  /** Adds the rows of a trace. */
  public void add(ExportedTrace trace) {
    try {
      kind.append(trace, new Row(rows));
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  /** Writes the file. */
  public void finish() {
    try {
      rows.close();
      String target = file.toString().replace("'", "''");
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "COPY (" + kind.select() + ") TO '" + target + "' (FORMAT parquet, COMPRESSION zstd)");
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private static StorageException failed(Path file, Exception e) {
    return new StorageException(
        Kind.FAILED, "The file " + file + " cannot be written; name another one with -o.", e);
  }

  /** Removes what was collected. */
  @Override
  public void close() {
    try {
      connection.close();
      Files.deleteIfExists(scratch);
      Files.deleteIfExists(scratch.resolveSibling(scratch.getFileName() + ".wal"));
      Files.deleteIfExists(scratch.resolveSibling(scratch.getFileName() + ".tmp"));
    } catch (SQLException | IOException e) {
      throw failed(file, e);
    }
  }
}
