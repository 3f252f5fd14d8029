// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction.text;

/** A set of ASCII characters. Immutable. */
public final class Alphabet {
  /** Digits. */
  public static final Alphabet DIGITS = new Alphabet("0123456789");

  /** Capital letters. */
  public static final Alphabet UPPER = new Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  /** Capital letters and digits. */
  public static final Alphabet UPPER_OR_DIGIT = UPPER.and("0123456789");

  /** Letters and digits. */
  public static final Alphabet ALNUM = UPPER_OR_DIGIT.and("abcdefghijklmnopqrstuvwxyz");

  /** Letters, digits and the underscore. */
  public static final Alphabet WORD = ALNUM.and("_");

  /** What base64 for addresses is written in. */
  public static final Alphabet URL64 = ALNUM.and("_-");

  /** What base64 is written in. */
  public static final Alphabet BASE64 = ALNUM.and("+/=");

  /** What a bearer token is written in. */
  public static final Alphabet TOKEN = ALNUM.and("._~+/=-");

  /** Hexadecimal digits in either case. */
  public static final Alphabet HEX = DIGITS.and("abcdefABCDEF");

  private final boolean[] members = new boolean[128];

  /** The set of these characters. */
  public Alphabet(String characters) {
    characters.chars().forEach(c -> members[c] = true);
  }

  /** This set and these characters. */
  public Alphabet and(String more) {
    Alphabet both = new Alphabet(more);
    for (int c = 0; c < members.length; c++) {
      both.members[c] |= members[c];
    }
    return both;
  }

  /** True if the character is one of these. */
  public boolean has(char c) {
    return c < 128 && members[c];
  }

  /** True if the text has one of these at that place. */
  public boolean isAt(String text, int place) {
    return place >= 0 && place < text.length() && has(text.charAt(place));
  }

  /** Where these characters end that begin at {@code from}. */
  public int end(String text, int from) {
    return end(text, from, text.length());
  }

  /** The same, looking no further than {@code limit}. */
  public int end(String text, int from, int limit) {
    int end = from;
    while (end < limit && has(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** How many of these there are in a piece of text. */
  public int count(String text, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (has(text.charAt(i))) {
        count++;
      }
    }
    return count;
  }

  /**
   * True if no word goes on at {@code at}. The letter of an escape such as {@code \n}, {@code
   * \u003d} or {@code %3D} is no part of a word: text is often escaped within text.
   */
  public static boolean beginsWord(String text, int at) {
    if (!ALNUM.isAt(text, at - 1)) {
      return true;
    }
    return at >= 2 && text.charAt(at - 2) == '\\' && "ntrbf".indexOf(text.charAt(at - 1)) >= 0
        || at >= 3 && text.charAt(at - 3) == '%' && HEX.count(text, at - 2, at) == 2
        || at >= 6 && text.startsWith("\\u", at - 6) && HEX.count(text, at - 4, at) == 4;
  }
}
