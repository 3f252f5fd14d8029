// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import org.jspecify.annotations.Nullable;

/** An e-mail address, in letters of any script. Stateless. */
final class EmailAddress implements Detector {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;

  @Override
  public String triggers() {
    return "@";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    int start = at;
    int least = Math.max(floor, at - LONGEST_LOCAL);
    while (start > least && isLocal(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    int most = Math.min(text.length(), end + LONGEST_DOMAIN);
    while (end < most && isDomain(text.charAt(end))) {
      end++;
    }
    while (!Character.isLetterOrDigit(text.charAt(end - 1)) && end > at + 1) {
      end--;
    }
    int dot = end - 1;
    while (dot > at && text.charAt(dot) != '.') {
      dot--;
    }
    boolean whole = start < at && dot > at + 1 && end - dot > 2 && areLetters(text, dot + 1, end);
    return whole ? new Hit(BuiltInRule.EMAIL, start, end) : null;
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static boolean areLetters(String text, int from, int end) {
    return text.substring(from, end).chars().allMatch(c -> Character.isLetter(c) || c == '-');
  }
}
