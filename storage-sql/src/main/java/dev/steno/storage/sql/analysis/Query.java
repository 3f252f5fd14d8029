// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql.analysis;

import dev.steno.storage.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that is put together from the inside: what is read once is a subquery, which the
 * engine reads column by column as needed; what is read twice is a common table, which it writes
 * out first. For one thread.
 */
final class Query {
  private final Sql sql;
  private final List<String> tables = new ArrayList<>();
  private boolean recursive;

  Query(Sql sql) {
    this.sql = sql;
  }

  /** Where values are put. */
  Sql sql() {
    return sql;
  }

  /** Adds a common table, {@code name AS (…)}. */
  void table(String table) {
    tables.add(table);
  }

  /** Says that a common table reads itself. */
  void isRecursive() {
    recursive = true;
  }

  /** The statement with the tables before {@code select}. */
  Sql select(String select) {
    if (!tables.isEmpty()) {
      sql.add(recursive ? "WITH RECURSIVE" : "WITH").add(String.join(", ", tables));
    }
    return sql.add(select);
  }
}
