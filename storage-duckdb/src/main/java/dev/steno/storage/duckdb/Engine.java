// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import com.sun.management.OperatingSystemMXBean;
import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.directory.CommitLog;
import dev.steno.storage.duckdb.directory.DataDirectory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;

/**
 * An instance of DuckDB without a file of its own, to which files are attached. Thread-safe; each
 * connection that it makes is for one thread at a time.
 */
final class Engine implements AutoCloseable {
  private static final String NEVER = "1000TiB";
  private final DuckDBConnection root;
  private final long memoryBytes;
  private int needingMuch;

  private Engine(DuckDBConnection root, long memoryBytes) {
    this.root = root;
    this.memoryBytes = memoryBytes;
  }

  static Engine start(DataDirectory directory, DuckDbOptions options) {
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(options.threads()));
    settings.setProperty("memory_limit", options.memoryBytes() / 1024 + "KiB");
    settings.setProperty("temp_directory", directory.temporary().toString());
    // The writer asks for checkpoints when they are due, and gives them more memory.
    settings.setProperty("checkpoint_threshold", NEVER);
    // Rows have no order of their own, and keeping one costs memory.
    settings.setProperty("preserve_insertion_order", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("errors_as_json", "true");
    try {
      Connection root = DriverManager.getConnection("jdbc:duckdb:", settings);
      return new Engine(root.unwrap(DuckDBConnection.class), options.memoryBytes());
    } catch (SQLException e) {
      throw Failures.executing("Starting the engine", null, e);
    }
  }

  /** A connection that sees all attached files, those attached later included. */
  DuckDBConnection connect() {
    try {
      return root.duplicate().unwrap(DuckDBConnection.class);
    } catch (SQLException e) {
      throw Failures.executing("Connecting to the engine", null, e);
    }
  }

  /** Attaches a file, or makes it, under a name; its log is replayed if its writer was killed. */
  void attach(Path file, String name) {
    CommitLog.check(file);
    try {
      execute("ATTACH '" + file.toString().replace("'", "''") + "' AS " + name);
    } catch (SQLException e) {
      throw Failures.opening(file, e);
    }
  }

  /** Lets go of a file that was attached in vain, for a reason that is about to be thrown. */
  void letGo(String name, Throwable reason) {
    try {
      execute("DETACH " + name);
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** Sets whether each commit brings its file up to date by itself. */
  void checkpointsEachCommit(boolean each) {
    set("checkpoint_threshold", each ? "1KiB" : NEVER);
  }

  /**
   * Does work that may take half of the machine's memory. The engine holds 2,048 values of a column
   * at once, which may be as long as requests may be, and a checkpoint that runs out of memory
   * leaves a file that can be used no more until it is opened again.
   */
  <T> T withMuchMemory(Supplier<T> work) {
    allow(1);
    try {
      return work.get();
    } finally {
      allow(-1);
    }
  }

  private synchronized void allow(int more) {
    needingMuch += more;
    long bytes = needingMuch > 0 ? Math.max(memoryBytes, machineBytes() / 2) : memoryBytes;
    set("memory_limit", bytes / 1024 + "KiB");
  }

  private static long machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  private void set(String name, String value) {
    try {
      execute("SET " + name + " = '" + value + "'");
    } catch (SQLException e) {
      throw Failures.executing("Setting up the engine", null, e);
    }
  }

  /** Runs a statement by itself, on the connection that attaches files. */
  synchronized void execute(String sql) throws SQLException {
    // A statement is closed by its first error, so each gets a new one.
    try (Statement statement = root.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Takes a row of a result. */
  @FunctionalInterface
  interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /** Hands over the rows of a query, on the connection that attaches files. */
  synchronized void query(String sql, Row row) throws SQLException {
    try (Statement statement = root.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        row.take(result);
      }
    }
  }

  /** Runs statements in one transaction, on the connection that attaches files. */
  synchronized void executeTogether(List<String> statements) throws SQLException {
    execute("BEGIN TRANSACTION");
    try {
      for (String statement : statements) {
        execute(statement);
      }
      execute("COMMIT");
    } catch (SQLException e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(SQLException reason) {
    try {
      execute("ROLLBACK");
    } catch (SQLException rolledBackAlready) {
      reason.addSuppressed(rolledBackAlready);
    }
  }

  /** Brings the files up to date and lets go of them, once all connections are closed. */
  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw Failures.executing("Closing the engine", null, e);
    }
  }

  /** Fails with the reason if the engine does not answer. */
  void check() throws StorageException {
    try {
      execute("SELECT 1");
    } catch (SQLException e) {
      throw Failures.executing("Asking the engine", null, e);
    }
  }
}
