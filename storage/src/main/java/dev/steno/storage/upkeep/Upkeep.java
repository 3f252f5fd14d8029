// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.upkeep;

import dev.steno.storage.Capability;
import dev.steno.storage.StorageException;
import java.nio.file.Path;

/** Checks and copies a whole store, all its projects. Thread-safe; others go on meanwhile. */
public interface Upkeep {

  /**
   * Reads everything and recomputes what can be: the ids of messages from their bodies, the heads
   * of commits from what they add, the hashes of blobs; and looks whether all that is named is
   * there. What is wrong is told, never repaired. Memory is bounded.
   *
   * @throws StorageException if the store cannot be read at all
   */
  Verified verify(Watch watch);

  /**
   * Copies everything that was acknowledged before the call into a directory, which can then be
   * opened as a store. What an earlier backup in it has already is not copied again. A backup that
   * was interrupted is not taken for one; the one before it stays whole until the new one is.
   *
   * @throws StorageException INVALID if the store is not able to ({@link Capability#BACKUP}) or the
   *     directory holds something else; LOCKED if the directory is open as a store; FULL or FAILED
   *     if it cannot be written
   */
  BackedUp backUp(Path directory, Watch watch);

  /** Hears how far long work is. */
  interface Watch {
    /** Does nothing. */
    Watch NONE = (share, doing) -> {};

    /**
     * Says how far it is.
     *
     * @param share from 0 to 1
     * @param doing what comes next, such as a file
     */
    void at(double share, String doing);

    /** Hears of something that is broken. */
    default void broken(Fault fault) {}
  }

  /**
   * How much was checked. Immutable.
   *
   * @param faults how many faults were told
   */
  record Verified(long traces, long commits, long messages, long blobs, long faults) {}

  /**
   * What a backup did. Immutable.
   *
   * @param files how many files it consists of
   * @param bytes how large it is
   * @param copiedFiles how many of them were copied, the others being there already
   * @param copiedBytes how much that was
   */
  record BackedUp(long files, long bytes, long copiedFiles, long copiedBytes) {}
}
