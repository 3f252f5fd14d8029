// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.chain.Hash;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that a result stands at, read column by column by name. For one thread. */
public interface RowReader {

  /** A value of type TEXT or BODY. */
  @Nullable String text(String column);

  /** A value of type TEXTS. */
  @Nullable List<String> texts(String column);

  /** A value of type LONG, BYTE or of a count. */
  @Nullable Long number(String column);

  /** A value of type ID. */
  @Nullable Hash id(String column);

  /** A value of type IDS. */
  @Nullable List<Hash> ids(String column);

  /** A value of type ID_LISTS. */
  @Nullable List<List<Hash>> idLists(String column);

  /** A value of type BYTES. */
  byte @Nullable [] bytes(String column);

  /** A value of type DECIMAL. */
  @Nullable BigDecimal decimal(String column);

  /** A value of type TEXT or BODY that the row has. */
  default String requiredText(String column) {
    return required(column, text(column));
  }

  /** A number that the row has. */
  default long requiredNumber(String column) {
    return required(column, number(column));
  }

  /** An id that the row has. */
  default Hash requiredId(String column) {
    return required(column, id(column));
  }

  private static <T> T required(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(column + ": NULL (expected: a value)");
    }
    return value;
  }
}
