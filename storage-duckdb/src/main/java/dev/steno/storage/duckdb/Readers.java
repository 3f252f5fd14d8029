// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.sql.RowReader;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.Table;
import dev.steno.storage.sql.TimeRange;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads, each in a transaction of its own so that all its statements see the same state of a file.
 * At most so many run at once; the next one waits. Thread-safe.
 */
final class Readers implements Source, AutoCloseable {
  private final Engine engine;
  private final Segments segments;
  private final int most;
  private final Semaphore permits;
  private final Deque<Statements> idle = new ArrayDeque<>();
  private volatile boolean closed;

  Readers(Engine engine, Segments segments, int most) {
    this.engine = engine;
    this.segments = segments;
    this.most = most;
    this.permits = new Semaphore(most, true);
  }

  @Override
  public <T> T read(Function<Session, T> reading) {
    return reading(reading::apply);
  }

  /** The same for what needs temporary tables as well. */
  <T> T reading(Function<Reading, T> reading) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw closed();
      }
      return inTransaction(reading);
    } catch (StorageException e) {
      if (Failures.isOutOfMemory(e)) {
        return engine.withMuchMemory(() -> inTransaction(reading));
      }
      throw e;
    } finally {
      permits.release();
    }
  }

  /** Runs {@code work} while nothing is read: the reads under way end first, further ones wait. */
  void alone(Runnable work) {
    permits.acquireUninterruptibly(most);
    try {
      // A plan may hold on to the file that is about to go.
      synchronized (idle) {
        idle.forEach(Statements::forgetAll);
      }
      work.run();
    } finally {
      permits.release(most);
    }
  }

  private <T> T inTransaction(Function<Reading, T> reading) {
    Statements statements = take();
    boolean usable = false;
    try {
      execute(statements.connection, "BEGIN TRANSACTION READ ONLY");
      T result = reading.apply(new Reading(statements, segments));
      execute(statements.connection, "COMMIT");
      usable = true;
      return result;
    } catch (SQLException e) {
      throw Failures.executing("Reading", null, e);
    } finally {
      giveBack(statements, usable);
    }
  }

  private Statements take() {
    synchronized (idle) {
      Statements statements = idle.pollFirst();
      if (statements != null) {
        return statements;
      }
    }
    return new Statements(engine.connect());
  }

  private void giveBack(Statements statements, boolean usable) {
    if (usable) {
      synchronized (idle) {
        idle.addFirst(statements);
      }
      return;
    }
    // A failed transaction is not worth repairing: the next read makes a connection.
    try {
      statements.close();
    } catch (SQLException ignored) {
      // The error that made it unusable is on its way to the caller.
    }
  }

  /** Waits for the reads under way and refuses further ones. Idempotent. */
  @Override
  public void close() {
    closed = true;
    permits.acquireUninterruptibly(most);
    try {
      synchronized (idle) {
        for (Statements statements : idle) {
          statements.close();
        }
        idle.clear();
      }
    } catch (SQLException e) {
      throw Failures.executing("Closing", null, e);
    } finally {
      permits.release(most);
    }
  }

  static StorageException closed() {
    return new StorageException(Kind.CLOSED, "The store is closed; open it again to use it.");
  }

  static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * A connection and the statements that it has planned, which for most takes longer than to run
   * them. For one thread at a time.
   */
  static final class Statements implements AutoCloseable {
    private static final int MOST = 64;
    private final DuckDBConnection connection;

    /** By text, the one that was used last at the end. */
    private final Map<String, PreparedStatement> planned = new LinkedHashMap<>(MOST, 0.75f, true);

    Statements(DuckDBConnection connection) {
      this.connection = connection;
    }

    /** The statement of that text, with no values. */
    private PreparedStatement of(String text) throws SQLException {
      PreparedStatement known = planned.get(text);
      // An error closes the statement in which it occurs.
      if (known != null && !known.isClosed()) {
        return known;
      }
      if (planned.size() >= MOST) {
        forget(planned.values().iterator().next());
        planned.keySet().remove(planned.keySet().iterator().next());
      }
      PreparedStatement made = connection.prepareStatement(text);
      planned.put(text, made);
      return made;
    }

    private void forgetAll() {
      planned.values().forEach(Statements::forget);
      planned.clear();
    }

    private static void forget(PreparedStatement statement) {
      try {
        statement.close();
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** A session on a connection, also for the writer on its own. */
  record Reading(Statements statements, Segments segments) implements Session {

    /** On a connection that nothing else uses. */
    Reading(DuckDBConnection connection, Segments segments) {
      this(new Statements(connection), segments);
    }

    /** Lets go of all plans, one of which may hold on to a file that is about to go. */
    void forgetPlans() {
      statements.forgetAll();
    }

    @Override
    public String from(Table table, TimeRange range) {
      return segments.from(table, range);
    }

    @Override
    public List<String> tables(Table table, TimeRange range) {
      return segments.tables(table, segments.within(range));
    }

    @Override
    public List<String> tables(Table table, TimeRange range, Collection<TraceId> traces) {
      return segments.tables(table, range, traces);
    }

    @Override
    public @Nullable Extent extent(TimeRange range) {
      return segments.extent(range);
    }

    @Override
    public <T> List<T> query(Sql sql, Function<RowReader, T> row) {
      Sql.Positional positional = sql.positional();
      try {
        PreparedStatement statement = statements.of(positional.text());
        setAll(statement, positional.arguments());
        try (ResultSet result = statement.executeQuery()) {
          ResultRow current = new ResultRow(result);
          List<T> rows = new ArrayList<>();
          while (result.next()) {
            rows.add(row.apply(current));
          }
          return rows;
        }
      } catch (SQLException e) {
        throw Failures.reading(segments, e);
      } catch (SqlFailure e) {
        throw Failures.reading(segments, e.sql());
      }
    }

    /** An appender to a table. */
    AppenderRow appender(String database, String table) {
      try {
        return new AppenderRow(statements.connection.createAppender(database, "main", table));
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }

    /** Runs a statement. */
    void change(Sql sql) {
      try {
        update(sql);
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }

    /** Runs a statement and says how many rows it changed. */
    long update(Sql sql) throws SQLException {
      Sql.Positional positional = sql.positional();
      try (PreparedStatement statement =
          statements.connection.prepareStatement(positional.text())) {
        setAll(statement, positional.arguments());
        return statement.executeUpdate();
      }
    }

    private static void setAll(PreparedStatement statement, List<Object> values)
        throws SQLException {
      int index = 1;
      for (Object value : values) {
        statement.setObject(index++, value instanceof Hash id ? AppenderRow.uuid(id) : value);
      }
    }
  }

  /** The row that a result stands at. Throws {@link SqlFailure}. For one thread. */
  private static final class ResultRow implements RowReader {
    private final ResultSet result;

    /** The driver looks for a name among all columns each time. */
    private final Map<String, Integer> columns = new HashMap<>();

    ResultRow(ResultSet result) {
      this.result = result;
    }

    private int at(String column) throws SQLException {
      Integer known = columns.get(column);
      if (known == null) {
        known = result.findColumn(column);
        columns.put(column, known);
      }
      return known;
    }

    @FunctionalInterface
    private interface Read<T> {
      @Nullable T run() throws SQLException;
    }

    @Override
    public @Nullable String text(String column) {
      return read(() -> result.getString(at(column)));
    }

    @Override
    public @Nullable List<String> texts(String column) {
      return list(column, String::valueOf);
    }

    @Override
    public @Nullable Long number(String column) {
      return read(
          () -> {
            long value = result.getLong(at(column));
            return result.wasNull() ? null : value;
          });
    }

    @Override
    public @Nullable Hash id(String column) {
      return read(() -> result.getObject(at(column)) instanceof UUID id ? hash(id) : null);
    }

    @Override
    public @Nullable List<Hash> ids(String column) {
      return list(column, ResultRow::hash);
    }

    @Override
    public @Nullable List<List<Hash>> idLists(String column) {
      return list(column, ids -> elements((Array) ids, ResultRow::hash));
    }

    @Override
    public byte @Nullable [] bytes(String column) {
      return this.<byte[]>read(() -> result.getBytes(at(column)));
    }

    @Override
    public @Nullable BigDecimal decimal(String column) {
      return read(() -> result.getBigDecimal(at(column)));
    }

    private <T> @Nullable List<T> list(String column, Function<Object, T> element) {
      Array array = read(() -> result.getArray(at(column)));
      return array == null ? null : elements(array, element);
    }

    private static <T> List<T> elements(Array array, Function<Object, T> element) {
      try {
        return Stream.of((Object[]) array.getArray()).map(element).toList();
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }

    private static Hash hash(Object id) {
      UUID uuid = (UUID) id;
      return new Hash(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    private static <T> @Nullable T read(Read<T> read) {
      try {
        return read.run();
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }
  }
}
