// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Says whether more may be taken in: before the disk is full, so that what was taken in can be
 * brought into its files, and a deletion has room to copy what stays. Thread-safe.
 */
final class Room {
  private static final long MOST_RESERVED = 512L << 20;

  /** A tenth of a small disk. */
  private static final int RESERVED_PART = 10;

  private static final long MEASURED_FOR_NANOS = 1_000_000_000L;
  private final DataDirectory directory;
  private final @Nullable Long limit;
  private long measuredAt;
  private long used;
  private long free;
  private long logs;
  private long refused;

  Room(DataDirectory directory, @Nullable Long limit) {
    this.directory = directory;
    this.limit = limit;
    measure();
  }

  /**
   * Counts what is about to be written, and refuses it if there is no room.
   *
   * @throws StorageException FULL, with a sentence that says what to do
   */
  synchronized void take(long bytes) {
    refused = bytes;
    check();
    refused = 0;
    used += bytes;
    logs += bytes;
    free -= bytes;
  }

  /** Throws what {@link #take} would throw now if what it refused last came again. */
  synchronized void check() {
    if (System.nanoTime() - measuredAt > MEASURED_FOR_NANOS) {
      measure();
    }
    if (limit != null && used + refused > limit) {
      throw new StorageException(
          Kind.FULL,
          "The data directory "
              + directory.path()
              + " takes "
              + used
              + " bytes (limit: "
              + limit
              + " by --max-disk); delete something with 'steno delete' or a shorter retention, or"
              + " allow more.");
    }
    if (free - refused < reserved()) {
      throw Failures.full(directory.path(), null);
    }
  }

  Usage.Disk disk() {
    return new Usage.Disk(
        directory.used(),
        bytesOf(new Segment(directory.catalog(), "")),
        DataDirectory.bytes(directory.temporary()),
        limit,
        directory.room(),
        directory.copies().stream()
            .map(copy -> new Usage.Copy(copy.toString(), DataDirectory.bytes(copy)))
            .toList());
  }

  static long bytesOf(Segment segment) {
    return DataDirectory.bytes(segment.file()) + DataDirectory.bytes(segment.log());
  }

  /** A checkpoint writes what stands in a log once more before it frees the log. */
  private long reserved() {
    return logs + Math.min(MOST_RESERVED, directory.size() / RESERVED_PART);
  }

  private void measure() {
    measuredAt = System.nanoTime();
    used = directory.used();
    logs = directory.logs();
    free = directory.room();
  }
}
