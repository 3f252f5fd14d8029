// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import org.jspecify.annotations.Nullable;

/**
 * A telephone number that can be told from any other: international with its plus sign, or three,
 * three and four digits as in North America. Stateless.
 */
final class PhoneNumber implements Detector {
  private static final int LEAST = 8;
  private static final int MOST = 15;
  private static final Alphabet SEPARATORS = new Alphabet(" .-()/");
  private static final Alphabet LEADING = new Alphabet("23456789");

  @Override
  public String triggers() {
    return "+(23456789";
  }

  @Override
  public @Nullable Hit at(String text, int at, int floor) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    if (Alphabet.ALNUM.has(before) && !Alphabet.beginsWord(text, at)) {
      return null;
    }
    int end = text.charAt(at) == '+' ? international(text, at + 1) : northAmerican(text, at);
    return end < 0 || Alphabet.ALNUM.isAt(text, end) ? null : new Hit(BuiltInRule.PHONE, at, end);
  }

  private static int international(String text, int from) {
    if (!Alphabet.DIGITS.isAt(text, from) || text.charAt(from) == '0') {
      return -1;
    }
    int digits = 0;
    int end = from;
    int separators = 0;
    for (int i = from; i < text.length() && digits <= MOST && separators <= 2; i++) {
      char c = text.charAt(i);
      if (Alphabet.DIGITS.has(c)) {
        digits++;
        end = i + 1;
        separators = 0;
      } else if (SEPARATORS.has(c)) {
        separators++;
      } else {
        break;
      }
    }
    return digits >= LEAST && digits <= MOST ? end : -1;
  }

  private static int northAmerican(String text, int at) {
    boolean bracket = text.charAt(at) == '(';
    int area = bracket ? at + 1 : at;
    int next = area + 3;
    if (!isGroup(text, area, 3) || bracket && !text.startsWith(")", next)) {
      return -1;
    }
    next = bracket ? next + 1 : next;
    int exchange = next;
    while (exchange < next + 1
        && exchange < text.length()
        && " .-".indexOf(text.charAt(exchange)) >= 0) {
      exchange++;
    }
    boolean apart = bracket || exchange > next;
    int line = exchange + 4;
    boolean separated =
        apart && line - 1 < text.length() && " .-".indexOf(text.charAt(line - 1)) >= 0;
    return separated && isGroup(text, exchange, 3) && Alphabet.DIGITS.end(text, line) == line + 4
        ? line + 4
        : -1;
  }

  private static boolean isGroup(String text, int from, int length) {
    return LEADING.isAt(text, from) && Alphabet.DIGITS.end(text, from) == from + length;
  }
}
