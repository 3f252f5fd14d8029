// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.TraceId;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** The tables, each of one file, that hold the rows of these times. */
    List<String> tables(Table table, TimeRange range);

    /**
     * The tables, each of one file, that may have rows of these traces and times. None of the
     * others has any.
     */
    List<String> tables(Table table, TimeRange range, Collection<TraceId> traces);

    /**
     * About what there is of parts in the files that hold these times; null if there is none. It
     * may be more than what this session sees.
     */
    @Nullable Extent extent(TimeRange range);

    /** The rows of a statement. */
    <T> List<T> query(Sql sql, Function<RowReader, T> row);
  }

  /**
   * How much there is of parts. Immutable.
   *
   * @param rows how many rows
   * @param first the earliest time by which one is filed
   * @param last the latest time
   */
  record Extent(long rows, long first, long last) {

    /** The extent of two that have no row in common. */
    public Extent plus(Extent other) {
      return new Extent(
          rows + other.rows, Math.min(first, other.first), Math.max(last, other.last));
    }
  }
}
