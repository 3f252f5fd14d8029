// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.duckdb.directory.CommitLog;
import dev.steno.storage.sql.Table;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * An attached file. Immutable.
 *
 * @param file where it is
 * @param name under which its tables are
 */
record Segment(Path file, String name) {

  /** Where the engine writes what it commits, until a checkpoint brings it into the file. */
  Path log() {
    return CommitLog.of(file);
  }

  /** The Monday of a week's file. */
  LocalDate week() {
    return LocalDate.parse(name.substring("week_".length()).replace('_', '-'));
  }

  /** The file that is to take its place. */
  Path fresh() {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** What stands after FROM to read a table of it. */
  String table(Table table) {
    return name + "." + table.name();
  }
}
