// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary directories in memory, where there is room: nearly half the time of these tests went
 * into syncs of a disk. That syncs are made, and in which order, is seen by their calls, which are
 * the same there; what survives a kill is what the system holds, not what a disk does. Stateless.
 */
final class MemoryTempDir implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");

  /** More than the longest test leaves: each killed process leaves the engine's library behind. */
  private static final long ROOM = 3L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    boolean fits = Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() >= ROOM;
    return fits ? Files.createTempDirectory(MEMORY, "steno-") : Files.createTempDirectory("steno-");
  }
}
