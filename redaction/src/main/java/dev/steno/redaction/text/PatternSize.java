// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a pattern becomes when its counted repetitions are written out. It has to be known
 * before the engine writes them out: repetitions within repetitions fill the memory. Stateless for
 * whoever calls it.
 */
public final class PatternSize {
  private final String pattern;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long sum;
  private long last;
  private int at;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  /** About how many states it has; too many rather than too few. */
  public static long of(String pattern) {
    return new PatternSize(pattern).size();
  }

  private long size() {
    while (at < pattern.length()) {
      step(pattern.charAt(at));
    }
    while (!outer.isEmpty()) {
      sum += outer.pop();
    }
    return sum;
  }

  private void step(char c) {
    switch (c) {
      case '(' -> {
        outer.push(sum);
        sum = 0;
        at++;
      }
      case ')' -> {
        last = sum;
        sum += outer.isEmpty() ? 0 : outer.pop();
        at++;
      }
      case '{' -> repeated();
      case '[' -> atom(closing());
      case '\\' -> atom(at + 2);
      default -> atom(at + 1);
    }
  }

  private void atom(int next) {
    last = 1;
    sum++;
    at = next;
  }

  private void repeated() {
    int end = at + 1;
    long count = 0;
    long most = 0;
    while (end < pattern.length() && "0123456789,".indexOf(pattern.charAt(end)) >= 0) {
      char c = pattern.charAt(end);
      count = c == ',' ? 0 : Math.min(10_000, count * 10 + c - '0');
      most = Math.max(most, count);
      end++;
    }
    if (end == at + 1 || end >= pattern.length() || pattern.charAt(end) != '}') {
      atom(at + 1);
      return;
    }
    sum = Math.min(Integer.MAX_VALUE, sum + last * most);
    last = Math.min(Integer.MAX_VALUE, last * Math.max(1, most));
    at = end + 1;
  }

  /** After the class that begins here, in which a bracket right at the beginning is itself. */
  private int closing() {
    int i = pattern.startsWith("[^", at) ? at + 3 : at + 2;
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      i += pattern.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }
}
