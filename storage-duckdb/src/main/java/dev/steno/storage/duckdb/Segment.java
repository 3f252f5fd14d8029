// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import java.nio.file.Path;

/**
 * An attached file. Immutable.
 *
 * @param file where it is
 * @param name under which its tables are
 */
record Segment(Path file, String name) {

  /** Where the engine writes what it commits, until a checkpoint brings it into the file. */
  Path log() {
    return file.resolveSibling(file.getFileName() + ".wal");
  }
}
