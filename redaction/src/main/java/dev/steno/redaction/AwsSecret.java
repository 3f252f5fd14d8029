// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import org.jspecify.annotations.Nullable;

/**
 * The secret that belongs to a key id of AWS. Nothing in its 40 characters tells it from a hash, so
 * the word {@code secret} has to stand before it. Stateless.
 */
final class AwsSecret implements Detector {
  private static final String WORD = "secret";
  private static final int LENGTH = 40;
  private static final int NAME = 24;
  private static final int BETWEEN = 12;
  private static final Alphabet OWN = Alphabet.ALNUM.and("+/");
  private static final Alphabet NAMING = Alphabet.WORD.and("-. ");
  private static final Alphabet SEPARATORS = new Alphabet(" \t\r\n\\'\"=:>,`");

  @Override
  public String triggers() {
    return "sS";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    if (!text.regionMatches(true, at, WORD, 0, WORD.length())) {
      return null;
    }
    int name = at + WORD.length();
    int limit = Math.min(text.length(), name + NAME);
    while (name < limit && NAMING.has(text.charAt(name)) && !isSecret(text, name)) {
      name++;
    }
    int from = name;
    limit = Math.min(text.length(), name + BETWEEN);
    while (from < limit && SEPARATORS.has(text.charAt(from))) {
      from++;
    }
    return isSecret(text, from) ? new Hit(BuiltInRule.AWS, from, from + LENGTH) : null;
  }

  private static boolean isSecret(String text, int from) {
    int end = from + LENGTH;
    return end <= text.length()
        && !OWN.isAt(text, from - 1)
        && !OWN.isAt(text, end)
        && OWN.count(text, from, end) == LENGTH
        && Alphabet.UPPER.count(text, from, end) > 0
        && Alphabet.DIGITS.count(text, from, end) > 0;
  }
}
