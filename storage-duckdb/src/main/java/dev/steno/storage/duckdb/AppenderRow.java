// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.chain.Hash;
import dev.steno.storage.sql.RowWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Writes rows through an appender. Throws {@link SqlFailure}. For one thread. */
final class AppenderRow implements RowWriter, AutoCloseable {
  private final DuckDBAppender appender;
  private boolean begun;

  AppenderRow(DuckDBAppender appender) {
    this.appender = appender;
  }

  @FunctionalInterface
  private interface Call {
    void run() throws SQLException;
  }

  @FunctionalInterface
  private interface Write<T> {
    void run(T value) throws SQLException;
  }

  @Override
  public void text(@Nullable String value) {
    value(value, appender::append);
  }

  @Override
  public void texts(@Nullable List<String> value) {
    value(value, appender::append);
  }

  @Override
  public void number(@Nullable Long value) {
    value(value, appender::append);
  }

  @Override
  public void small(int value) {
    value(value, small -> appender.append(small.byteValue()));
  }

  @Override
  public void id(@Nullable Hash value) {
    value(value, id -> appender.append(uuid(id)));
  }

  @Override
  public void ids(@Nullable List<Hash> value) {
    value(value, ids -> appender.append(uuids(ids)));
  }

  @Override
  public void idLists(@Nullable List<List<Hash>> value) {
    value(value, lists -> appender.append(lists.stream().map(AppenderRow::uuids).toList()));
  }

  @Override
  public void bytes(byte[] value) {
    value(value, appender::append);
  }

  @Override
  public void decimal(@Nullable BigDecimal value) {
    value(value, appender::append);
  }

  @Override
  public void end() {
    run(appender::endRow);
    begun = false;
  }

  /** Hands all rows to the transaction: errors of rows show here, not when closing. */
  void flush() {
    run(appender::flush);
  }

  @Override
  public void close() {
    run(appender::close);
  }

  static UUID uuid(Hash hash) {
    return new UUID(hash.high(), hash.low());
  }

  private static List<UUID> uuids(List<Hash> hashes) {
    return hashes.stream().map(AppenderRow::uuid).toList();
  }

  private <T> void value(@Nullable T value, Write<T> append) {
    if (!begun) {
      run(appender::beginRow);
      begun = true;
    }
    if (value == null) {
      run(appender::appendNull);
    } else {
      run(() -> append.run(value));
    }
  }

  private static void run(Call call) {
    try {
      call.run();
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }
}
