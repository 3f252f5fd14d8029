// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import java.sql.SQLException;

/** Carries an {@link SQLException} through interfaces that declare none. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final SQLException sql;

  SqlFailure(SQLException sql) {
    super(sql);
    this.sql = sql;
  }

  SQLException sql() {
    return sql;
  }
}
