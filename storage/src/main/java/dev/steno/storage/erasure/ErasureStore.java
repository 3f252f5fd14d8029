// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.erasure;

import java.util.List;

/**
 * Deletes what was recorded, and keeps a record of that. Thread-safe. Messages, tool definitions
 * and blobs that nothing names any more go with the traces that named them.
 */
public interface ErasureStore {

  /** What a deletion of this would remove now. Nothing is changed. */
  Erased count(Selection selection);

  /**
   * Deletes. When this returns nothing of it is left in any file of the store; what is written
   * meanwhile waits, or is refused as OVERLOADED when the queue is full. If it is interrupted, what
   * was not deleted is whole, and asking again deletes the rest.
   *
   * @param selections what to delete, counted each by itself
   * @param by who asks for it
   * @return a record for each selection that there was something of, in their order
   */
  List<Deletion> erase(List<Selection> selections, String by);

  /**
   * The last deletions of a project, latest first.
   *
   * @param limit at most so many, 1 or more
   */
  List<Deletion> deletions(String project, int limit);

  /** Deletes one selection; see {@link #erase(List, String)}. What it removed, or nothing. */
  default Erased erase(Selection selection, String by) {
    return erase(List.of(selection), by).stream()
        .map(Deletion::erased)
        .reduce(Erased.NONE, Erased::plus);
  }
}
