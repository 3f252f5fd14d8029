// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import java.util.List;
import java.util.function.Function;

/** Where rows are read from. Thread-safe. */
public interface Source {

  /** Runs {@code reading} on a session of its own. */
  <T> T read(Function<Session, T> reading);

  /** A state of the store that several statements see. For one thread. */
  interface Session {

    /**
     * What stands after FROM to read a table.
     *
     * @param range at least the rows of these times are read
     */
    String from(Table table, TimeRange range);

    /** The rows of a statement. */
    <T> List<T> query(Sql sql, Function<RowReader, T> row);
  }
}
