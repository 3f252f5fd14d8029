// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction.text;

import java.util.HexFormat;

/** The escapes of JSON strings. Stateless. */
public final class Escapes {
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final String LETTERS = "\"\\/bfnrt";

  private Escapes() {}

  /** What a string's characters stand for; an escape that is none stands for itself. */
  public static String decode(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      char next = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
      int simple = c == '\\' ? LETTERS.indexOf(next) : -1;
      if (simple >= 0) {
        text.append(ESCAPED.charAt(simple));
        i++;
      } else if (c == '\\' && next == 'u' && isHex(raw, i + 2)) {
        text.append((char) HexFormat.fromHexDigits(raw, i + 2, i + 6));
        i += 5;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** The characters by which a string stands for this text. */
  public static String encode(String text) {
    StringBuilder raw = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = c == '/' ? -1 : ESCAPED.indexOf(c);
      if (simple >= 0) {
        raw.append('\\').append(LETTERS.charAt(simple));
      } else if (c < ' ' || Character.isSurrogate(c)) {
        raw.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        raw.append(c);
      }
    }
    return raw.toString();
  }

  private static boolean isHex(String raw, int from) {
    return from + 4 <= raw.length() && Alphabet.HEX.count(raw, from, from + 4) == 4;
  }
}
