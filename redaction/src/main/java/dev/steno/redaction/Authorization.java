// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code Bearer} and {@code Basic}. Both are words too: a bearer's token is long and
 * has a digit unless {@code authorization} stands before it, and what follows Basic decodes to a
 * name and a password. Stateless.
 */
final class Authorization implements Detector {
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final String HEADER = "authorization";
  private static final int LEAST = 16;
  private static final int BETWEEN = 8;
  private static final int LONGEST_BASIC = 8_192;
  private static final Alphabet BLANKS = new Alphabet(" \t");

  @Override
  public String triggers() {
    return "bB";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    if (text.regionMatches(true, at, BEARER, 0, BEARER.length())) {
      return after(text, at, at + BEARER.length(), Alphabet.TOKEN, true);
    }
    if (text.regionMatches(true, at, BASIC, 0, BASIC.length())) {
      return after(text, at, at + BASIC.length(), Alphabet.BASE64, false);
    }
    return null;
  }

  private static @Nullable Hit after(
      String text, int at, int word, Alphabet alphabet, boolean bearer) {
    int from = BLANKS.end(text, word);
    // With a blank required, no two of these read the same characters.
    if (from == word || !Alphabet.beginsWord(text, at)) {
      return null;
    }
    int end = alphabet.end(text, from);
    boolean secret = bearer ? isToken(text, at, from, end) : isNameAndPassword(text, from, end);
    return secret ? new Hit(BuiltInRule.AUTHORIZATION, from, end) : null;
  }

  private static boolean isToken(String text, int at, int from, int end) {
    return end - from >= LEAST && Alphabet.DIGITS.count(text, from, end) > 0 || isHeader(text, at);
  }

  /** True if the header's name stands before, with no more than a few signs between. */
  private static boolean isHeader(String text, int at) {
    int end = at;
    while (end > 0 && at - end < BETWEEN && !Alphabet.ALNUM.has(text.charAt(end - 1))) {
      end--;
    }
    int start = end - HEADER.length();
    return start >= 0 && text.regionMatches(true, start, HEADER, 0, HEADER.length());
  }

  private static boolean isNameAndPassword(String text, int from, int end) {
    if (end - from < 4 || end - from > LONGEST_BASIC) {
      return false;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(from, end));
      String both = new String(bytes, StandardCharsets.UTF_8);
      return both.indexOf(':') >= 0 && both.chars().noneMatch(c -> c < ' ' || c == '\ufffd');
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
