// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of the machine a store may take. Immutable.
 *
 * @param threads threads of the engine
 * @param memoryBytes memory of the engine, outside of Java's heap; beyond it queries use the
 *     directory {@code tmp} of the data directory
 * @param checkpointBytes how long a write-ahead log may grow before its file is brought up to date
 *     while others wait
 * @param readers how many reads run at once; further ones wait
 * @param queuedParts how many parts may wait to be written
 * @param queuedBytes how much memory they may take
 * @param windowRows about how many rows the newest times hold that a list looks at first
 * @param maxDiskBytes how much the data directory may take before nothing more is taken in; null:
 *     as much as the disk has
 * @param closing how long {@link DuckDbStorage#close} waits for what was appended
 */
public record DuckDbOptions(
    int threads,
    long memoryBytes,
    long checkpointBytes,
    int readers,
    int queuedParts,
    long queuedBytes,
    long windowRows,
    @Nullable Long maxDiskBytes,
    Duration closing) {
  private static final long MEBI = 1L << 20;
  private static final int MOST_THREADS = 4;

  private static final long WINDOW_ROWS = 32_768;

  /** Checks the bounds. */
  public DuckDbOptions {
    atLeast("threads", threads, 1);
    atLeast("memoryBytes", memoryBytes, 64 * MEBI);
    atLeast("checkpointBytes", checkpointBytes, MEBI);
    atLeast("readers", readers, 1);
    atLeast("queuedParts", queuedParts, 1);
    atLeast("queuedBytes", queuedBytes, 1);
    atLeast("windowRows", windowRows, 1);
    if (maxDiskBytes != null) {
      atLeast("maxDiskBytes", maxDiskBytes, MEBI);
    }
  }

  /**
   * For a server that shares its machine: as many threads as processors, at most four; 512 MiB for
   * the engine, 256 MiB of log, 4 readers, a queue of 20,000 parts and 128 MiB, lists that look at
   * 32,768 rows first, 30 seconds to close.
   */
  public static DuckDbOptions defaults() {
    return new DuckDbOptions(
        Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
        512 * MEBI,
        256 * MEBI,
        4,
        20_000,
        128 * MEBI,
        WINDOW_ROWS,
        null,
        Duration.ofSeconds(30));
  }

  /** These options with another bound of the queue. */
  public DuckDbOptions withQueue(int parts, long bytes) {
    return new DuckDbOptions(
        threads,
        memoryBytes,
        checkpointBytes,
        readers,
        parts,
        bytes,
        windowRows,
        maxDiskBytes,
        closing);
  }

  /** These options with smaller or larger first windows. */
  public DuckDbOptions withWindowRows(long rows) {
    return new DuckDbOptions(
        threads,
        memoryBytes,
        checkpointBytes,
        readers,
        queuedParts,
        queuedBytes,
        rows,
        maxDiskBytes,
        closing);
  }

  /** These options with a bound of the data directory; null for none. */
  public DuckDbOptions withMaxDisk(@Nullable Long bytes) {
    return new DuckDbOptions(
        threads,
        memoryBytes,
        checkpointBytes,
        readers,
        queuedParts,
        queuedBytes,
        windowRows,
        bytes,
        closing);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " or more)");
    }
  }
}
