// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.chain.Hash;
import dev.steno.storage.sql.RowReader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row that a result stands at. Throws {@link SqlFailure}. For one thread. */
final class ResultRow implements RowReader {
  private final ResultSet result;

  ResultRow(ResultSet result) {
    this.result = result;
  }

  @FunctionalInterface
  private interface Read<T> {
    @Nullable T run() throws SQLException;
  }

  @Override
  public @Nullable String text(String column) {
    return read(() -> result.getString(column));
  }

  @Override
  public @Nullable Long number(String column) {
    return read(
        () -> {
          long value = result.getLong(column);
          return result.wasNull() ? null : value;
        });
  }

  @Override
  public @Nullable Hash id(String column) {
    return read(() -> result.getObject(column) instanceof UUID id ? hash(id) : null);
  }

  @Override
  public @Nullable List<Hash> ids(String column) {
    return read(
        () -> {
          Array array = result.getArray(column);
          return array == null ? null : hashes(array);
        });
  }

  @Override
  public @Nullable List<List<Hash>> idLists(String column) {
    return read(
        () -> {
          Array array = result.getArray(column);
          if (array == null) {
            return null;
          }
          List<List<Hash>> lists = new ArrayList<>();
          for (Object list : (Object[]) array.getArray()) {
            lists.add(hashes((Array) list));
          }
          return lists;
        });
  }

  @Override
  public byte @Nullable [] bytes(String column) {
    return this.<byte[]>read(() -> result.getBytes(column));
  }

  @Override
  public @Nullable BigDecimal decimal(String column) {
    return read(() -> result.getBigDecimal(column));
  }

  private static List<Hash> hashes(Array array) throws SQLException {
    List<Hash> hashes = new ArrayList<>();
    for (Object id : (Object[]) array.getArray()) {
      hashes.add(hash((UUID) id));
    }
    return hashes;
  }

  private static Hash hash(UUID id) {
    return new Hash(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static <T> @Nullable T read(Read<T> read) {
    try {
      return read.run();
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }
}
