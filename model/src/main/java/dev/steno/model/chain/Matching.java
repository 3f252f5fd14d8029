// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The longest way to pair the same elements of two lists in order, found by Myers' algorithm: quick
 * where the lists differ little, however long they are. Pure functions.
 *
 * <p>Design note: the algorithm is known for equal elements, but its proof asks nothing of the
 * relation; so a message may pair with itself without its reasoning, which works one way only.
 */
public final class Matching {
  /** The ids of both lists as numbers, and those of the first without reasoning. */
  private final int[] before;

  private final int[] bare;
  private final int[] after;
  private final int most;

  private Matching(List<?> before, List<?> bare, List<?> after, int most) {
    Map<Object, Integer> numbers = new HashMap<>();
    this.before = numbered(before, numbers);
    this.bare = numbered(bare, numbers);
    this.after = numbered(after, numbers);
    this.most = most;
  }

  /**
   * The pairs of equal elements, as indexes into both lists, rising on both sides; empty if more
   * than {@code most} elements of either list find no counterpart.
   */
  public static <T> Optional<List<int[]>> of(List<T> before, List<T> after, int most) {
    return new Matching(before, before, after, most).pairs();
  }

  /** The same of messages, one of which may have lost its reasoning. */
  static Optional<List<int[]>> of(
      List<Hash> before, List<Hash> after, Likeness likeness, int most) {
    List<Hash> bare = before.stream().map(likeness::bare).toList();
    return new Matching(before, bare, after, most).pairs();
  }

  private static int[] numbered(List<?> ids, Map<Object, Integer> numbers) {
    int[] numbered = new int[ids.size()];
    for (int i = 0; i < numbered.length; i++) {
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(ids.get(i), next);
      numbered[i] = known == null ? next : known;
    }
    return numbered;
  }

  /** Whether too much finds no counterpart even if the order is left out of account. */
  private boolean isHopeless() {
    int[] there = new int[2 * before.length + after.length];
    for (int i = 0; i < before.length; i++) {
      there[before[i]]++;
      there[bare[i]] += before[i] == bare[i] ? 0 : 1;
    }
    int found = 0;
    for (int id : after) {
      found += there[id]-- > 0 ? 1 : 0;
    }
    return after.length - found > most || before.length - found > most;
  }

  private Optional<List<int[]>> pairs() {
    if (isHopeless()) {
      return Optional.empty();
    }
    int middle = 2 * most + 1;
    int[] reached = new int[2 * middle + 1];
    Deque<int[]> trail = new ArrayDeque<>();
    for (int edits = 0; edits <= 2 * most; edits++) {
      for (int k = -edits; k <= edits; k += 2) {
        int x = start(reached, middle, k, edits);
        while (isPair(x, x - k)) {
          x++;
        }
        reached[middle + k] = x;
        if (x >= before.length && x - k >= after.length) {
          return Optional.of(path(trail, k));
        }
      }
      trail.push(Arrays.copyOfRange(reached, middle - edits, middle + edits + 1));
    }
    return Optional.empty();
  }

  /** Where diagonal {@code k} is entered from the one beside it that reached further. */
  private static int start(int[] reached, int middle, int k, int edits) {
    return isFromAbove(reached, middle, k, edits)
        ? reached[middle + k + 1]
        : reached[middle + k - 1] + 1;
  }

  private static boolean isFromAbove(int[] reached, int middle, int k, int edits) {
    return k == -edits || (k != edits && reached[middle + k - 1] < reached[middle + k + 1]);
  }

  /** The pairs on the way that ended on diagonal {@code last}, found from the end. */
  private List<int[]> path(Deque<int[]> trail, int last) {
    Deque<int[]> pairs = new ArrayDeque<>();
    int x = before.length;
    int k = last;
    for (int edits = trail.size(); edits >= 0; edits--) {
      int[] reached = edits == 0 ? new int[2] : trail.pop();
      int middle = Math.max(0, edits - 1);
      int start = edits == 0 ? 0 : start(reached, middle, k, edits);
      while (x > start) {
        x--;
        pairs.addFirst(new int[] {x, x - k});
      }
      if (edits > 0) {
        k += isFromAbove(reached, middle, k, edits) ? 1 : -1;
        x = reached[middle + k];
      }
    }
    return List.copyOf(pairs);
  }

  private boolean isPair(int x, int y) {
    return x < before.length && y < after.length && (before[x] == after[y] || bare[x] == after[y]);
  }
}
