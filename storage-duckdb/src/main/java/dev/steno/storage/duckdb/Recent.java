// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A set that forgets: it knows at least the last {@code most} values that were added and at most
 * twice as many. For one thread.
 */
final class Recent<T> {
  private final int most;
  private Set<T> young = new HashSet<>();
  private Set<T> old = new HashSet<>();

  Recent(int most) {
    this.most = most;
  }

  boolean contains(T value) {
    return young.contains(value) || old.contains(value);
  }

  void add(T value) {
    young.add(value);
    if (young.size() >= most) {
      old = young;
      young = new HashSet<>();
    }
  }

  void removeIf(Predicate<T> condition) {
    young.removeIf(condition);
    old.removeIf(condition);
  }
}
