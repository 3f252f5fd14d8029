// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.directory.CommitLog;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.sql.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/**
 * Transactions on the writer's connection, each on one file and synced when it is committed. For
 * the writer's thread.
 *
 * <p>BEGIN and COMMIT are statements of their own: with JDBC's auto-commit turned off, the driver
 * begins no transaction for an appender, whose rows are then committed one flush at a time, and a
 * disk that is full goes unnoticed.
 */
final class Writing {
  private final DuckDBConnection connection;
  private final DataDirectory directory;
  private final Engine engine;

  Writing(DuckDBConnection connection, DataDirectory directory, Engine engine) {
    this.connection = connection;
    this.directory = directory;
    this.engine = engine;
  }

  /** A transaction under way. */
  final class Transaction {
    private final Segment segment;
    private final Map<String, AppenderRow> rows = new LinkedHashMap<>();

    private Transaction(Segment segment) {
      this.segment = segment;
    }

    /** Takes the rows of a table. */
    AppenderRow rows(Table table) {
      return rows.computeIfAbsent(table.name(), this::appender);
    }

    private AppenderRow appender(String table) {
      try {
        return new AppenderRow(connection.createAppender(segment.name(), "main", table));
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }

    private void flush() {
      rows.values().forEach(AppenderRow::flush);
      rows.values().forEach(AppenderRow::close);
    }
  }

  /**
   * Does {@code work} in a transaction on a file; when this returns it is synced.
   *
   * @param bytes about how much is written
   */
  void transaction(Segment segment, long bytes, Consumer<Transaction> work) {
    boolean hadLog = Files.exists(segment.log());
    Transaction transaction = new Transaction(segment);
    try {
      Readers.execute(connection, "BEGIN TRANSACTION");
      work.accept(transaction);
      transaction.flush();
    } catch (SQLException e) {
      rollback(transaction);
      throw Failures.executing("Writing to " + segment.file(), segment.file(), e);
    } catch (SqlFailure e) {
      rollback(transaction);
      throw Failures.executing("Writing to " + segment.file(), segment.file(), e.sql());
    } catch (RuntimeException e) {
      rollback(transaction);
      throw e;
    }
    commit(bytes);
    CommitLog.acknowledge(segment.file());
    if (!hadLog) {
      syncDirectory();
    }
  }

  /** Brings a file up to date with its log. */
  void checkpoint(Segment segment) {
    engine.withMuchMemory(
        () -> {
          try {
            Readers.execute(connection, "CHECKPOINT " + segment.name());
            return segment;
          } catch (SQLException e) {
            throw new SqlFailure(e);
          }
        });
  }

  private void commit(long bytes) {
    try {
      Readers.execute(connection, "COMMIT");
    } catch (SQLException e) {
      rollback();
      throw Failures.committing(directory, bytes, e);
    }
  }

  private void syncDirectory() {
    try {
      directory.sync();
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.FAILED,
          "The directory " + directory.path() + " cannot be synced.",
          e);
    }
  }

  private void rollback(Transaction transaction) {
    for (AppenderRow rows : transaction.rows.values()) {
      try {
        rows.close();
      } catch (SqlFailure ignored) {
        // Closing hands over what is left, which is about to be rolled back.
      }
    }
    rollback();
  }

  private void rollback() {
    try {
      Readers.execute(connection, "ROLLBACK");
    } catch (SQLException ignored) {
      // The engine has rolled back by itself; the first error is the one to report.
    }
  }
}
