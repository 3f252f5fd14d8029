// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table. Immutable. No table has a primary key or an index: with an index every commit pays for
 * what few reads need, and the time range that reads carry prunes as well.
 *
 * @param name in lower case
 * @param columns in the order in which rows are written
 */
public record Table(String name, List<Column> columns) {

  /** Copies the columns. */
  public Table {
    columns = List.copyOf(columns);
  }

  /** The columns' names, separated by commas, in the order in which rows are written. */
  public String columnNames() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** The statement that makes this table as {@code target} unless it is there. */
  public String create(String target, Dialect dialect) {
    return columns.stream()
        .map(column -> column.name() + " " + dialect.type(column))
        .collect(Collectors.joining(", ", "CREATE TABLE IF NOT EXISTS " + target + " (", ")"));
  }
}
