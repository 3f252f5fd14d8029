// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

/** A pattern in which {@code *} stands for any run of characters. Immutable. */
final class Glob {
  private final String pattern;

  Glob(String pattern) {
    this.pattern = SearchText.folded(pattern);
  }

  /** Whether everything matches. */
  boolean isAny() {
    return pattern.chars().allMatch(c -> c == '*');
  }

  /** Whether the whole of {@code value} matches, upper and lower case being the same. */
  boolean matches(String value) {
    String text = SearchText.folded(value);
    int at = 0;
    int next = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        resume = at;
      } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more; earlier stars need not be tried again.
        next = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }
}
