// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** The longest way to pair the elements of two lists in order. Pure functions. */
final class Alignment {

  private Alignment() {}

  /**
   * The pairs, as indexes into both lists, rising on both sides; among equally long ways the one
   * that pairs earliest.
   */
  static <T> List<int[]> of(List<T> one, List<T> other, BiPredicate<T, T> alike) {
    boolean[][] pairs = new boolean[one.size()][other.size()];
    int[][] longest = new int[one.size() + 1][other.size() + 1];
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        pairs[i][j] = alike.test(one.get(i), other.get(j));
        int without = Math.max(longest[i + 1][j], longest[i][j + 1]);
        longest[i][j] = pairs[i][j] ? Math.max(without, longest[i + 1][j + 1] + 1) : without;
      }
    }
    List<int[]> path = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < one.size() && j < other.size()) {
      if (pairs[i][j] && longest[i][j] == longest[i + 1][j + 1] + 1) {
        path.add(new int[] {i++, j++});
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return path;
  }
}
