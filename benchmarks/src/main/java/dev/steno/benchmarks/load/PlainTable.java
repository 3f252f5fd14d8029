// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.benchmarks.Machine;
import dev.steno.model.TraceId;
import dev.steno.storage.duckdb.DuckDbOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A table of the embedded engine with a row for each span, written as the store writes: an appender
 * for each transaction, which is synced when it is committed, and the same settings of the engine.
 * For one thread.
 */
public final class PlainTable implements AutoCloseable {
  private final DuckDBConnection connection;

  private PlainTable(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Makes a file with an empty table. */
  public static PlainTable create(Path file, DuckDbOptions options) throws SQLException {
    PlainTable table = open(file, options);
    table.execute(
        """
        CREATE TABLE spans (
          trace_id UUID NOT NULL, span_id BIGINT NOT NULL, parent_id BIGINT,
          start_ns BIGINT NOT NULL, end_ns BIGINT NOT NULL, name VARCHAR, type VARCHAR,
          conversation VARCHAR, user_id VARCHAR, model VARCHAR,
          input_tokens BIGINT, output_tokens BIGINT,
          input VARCHAR USING COMPRESSION zstd, output VARCHAR USING COMPRESSION zstd,
          attributes VARCHAR USING COMPRESSION zstd)""");
    return table;
  }

  /** Opens a file that has the table. */
  public static PlainTable open(Path file, DuckDbOptions options) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(options.threads()));
    // As much as the store allows its checkpoints: whole histories do not fit into less.
    long memory = Math.max(options.memoryBytes(), Machine.here().memoryBytes() / 2);
    settings.setProperty("memory_limit", memory / 1024 + "KiB");
    settings.setProperty("checkpoint_threshold", options.checkpointBytes() / 1024 + "KiB");
    settings.setProperty("preserve_insertion_order", "false");
    Connection opened = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
    return new PlainTable(opened.unwrap(DuckDBConnection.class));
  }

  /** Writes spans in one transaction; when this returns they are on the disk. */
  public void append(List<PlainSpan> spans) throws SQLException {
    execute("BEGIN TRANSACTION");
    try (DuckDBAppender rows = connection.createAppender("main", "spans")) {
      for (PlainSpan span : spans) {
        append(rows, span);
      }
      rows.flush();
    }
    execute("COMMIT");
  }

  /** Reads all that a trace has; how many spans that is. */
  public int read(TraceId id) throws SQLException {
    String sql = "SELECT * FROM spans WHERE trace_id = ? ORDER BY start_ns";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, new UUID(id.high(), id.low()));
      int count = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          rows.getString("input");
          rows.getString("output");
          rows.getString("attributes");
          count++;
        }
      }
      return count;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Brings the file up to date, and closes it. */
  @Override
  public void close() throws SQLException {
    execute("CHECKPOINT");
    connection.close();
  }

  private static void append(DuckDBAppender rows, PlainSpan span) throws SQLException {
    rows.beginRow();
    rows.append(new UUID(span.traceHigh(), span.traceLow()));
    rows.append(span.spanId());
    append(rows, span.parentId());
    rows.append(span.start());
    rows.append(span.end());
    rows.append(span.name());
    rows.append(span.type());
    append(rows, span.conversation());
    append(rows, span.user());
    append(rows, span.model());
    append(rows, span.inputTokens());
    append(rows, span.outputTokens());
    rows.append(span.input());
    rows.append(span.output());
    rows.append(span.attributes());
    rows.endRow();
  }

  private static void append(DuckDBAppender rows, @Nullable Long value) throws SQLException {
    if (value == null) {
      rows.appendNull();
    } else {
      rows.append(value.longValue());
    }
  }

  private static void append(DuckDBAppender rows, @Nullable String value) throws SQLException {
    if (value == null) {
      rows.appendNull();
    } else {
      rows.append(value);
    }
  }
}
