// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The number of a payment card: 13 to 19 digits in one piece or in the groups that are printed on
 * cards, of a known network, with a check digit that is right. Stateless.
 */
final class CardNumber implements Detector {
  private static final int LEAST = 13;
  private static final int MOST = 19;
  private static final Set<String> PRINTED =
      Set.of("4 4 4 4", "4 6 5", "4 6 4", "4 4 4 4 1", "4 4 4 4 2", "4 4 4 4 3");

  @Override
  public String triggers() {
    return "23456";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    if (!Alphabet.beginsWord(text, at) || isFraction(text, at)) {
      return null;
    }
    StringBuilder digits = new StringBuilder(MOST);
    StringBuilder groups = new StringBuilder();
    int end = at;
    while (true) {
      int group = Alphabet.DIGITS.end(text, end);
      digits.append(text, end, Math.min(group, end + MOST + 1));
      groups.append(group - end).append(' ');
      end = group;
      boolean goesOn = Alphabet.DIGITS.isAt(text, end + 1) && " -".indexOf(text.charAt(end)) >= 0;
      if (!goesOn || digits.length() >= MOST) {
        break;
      }
      end++;
    }
    boolean whole = groups.indexOf(" ") == groups.length() - 1;
    return (whole || PRINTED.contains(groups.toString().strip()))
            && !Alphabet.ALNUM.isAt(text, end)
            && isNumber(digits)
        ? new Hit(BuiltInRule.CARD, at, end)
        : null;
  }

  private static boolean isFraction(String text, int at) {
    return at > 1 && text.charAt(at - 1) == '.' && Alphabet.DIGITS.isAt(text, at - 2);
  }

  private static boolean isNumber(StringBuilder digits) {
    return digits.length() >= LEAST
        && digits.length() <= MOST
        && isIssued(digits)
        && isChecked(digits);
  }

  private static boolean isIssued(StringBuilder digits) {
    int length = digits.length();
    int two = Integer.parseInt(digits.substring(0, 2));
    int four = Integer.parseInt(digits.substring(0, 4));
    if (two == 34 || two == 37) {
      return length == 15;
    }
    if (two == 36 || two == 38 || four >= 3000 && four <= 3059) {
      return length == 14;
    }
    if (digits.charAt(0) == '4') {
      return length == 13 || length == 16 || length == 19;
    }
    boolean sixteen = two >= 51 && two <= 55 || four >= 2221 && four <= 2720;
    boolean upToNineteen =
        two == 35
            || two == 62
            || two == 65
            || four == 6011
            || four >= 6440 && four <= 6499
            || two == 50
            || two >= 56 && two <= 58
            || two == 63
            || two == 67;
    return sixteen && length == 16 || upToNineteen && length >= 16;
  }

  private static boolean isChecked(StringBuilder digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = digit * 2;
      sum += i % 2 == 0 ? digit : twice / 10 + twice % 10;
    }
    return sum % 10 == 0;
  }
}
