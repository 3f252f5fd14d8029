// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.chain.Hash;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one row after the other, in the order of the table's columns; null is SQL's
 * NULL. For one thread.
 */
public interface RowWriter {

  /** A value of type TEXT or BODY. */
  void text(@Nullable String value);

  /** A value of type TEXTS. */
  void texts(@Nullable List<String> value);

  /** A value of type LONG. */
  void number(@Nullable Long value);

  /** A value of type BYTE. */
  void small(int value);

  /** A value of type ID. */
  void id(@Nullable Hash value);

  /** A value of type IDS. */
  void ids(@Nullable List<Hash> value);

  /** A value of type ID_LISTS. */
  void idLists(@Nullable List<List<Hash>> value);

  /** A value of type BYTES. */
  void bytes(byte[] value);

  /** A value of type DECIMAL. */
  void decimal(@Nullable BigDecimal value);

  /** The row is complete. */
  void end();
}
