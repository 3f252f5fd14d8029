// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

/**
 * Makes JSON with escaped lone surrogates readable: Jackson refuses them in names when escaped, but
 * takes them as they are.
 */
final class Surrogates {
  private static final int ESCAPE = "\\ud800".length();

  private Surrogates() {}

  /** The text with escapes of surrogates replaced by the surrogates, which means the same JSON. */
  static String unescape(String text) {
    int at = text.indexOf('\\');
    while (at >= 0 && !isSurrogate(text, at)) {
      at = text.indexOf('\\', at + 2);
    }
    return at < 0 ? text : unescapeFrom(text, at);
  }

  private static String unescapeFrom(String text, int first) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
    int copied = first;
    for (int at = first; at >= 0; ) {
      if (isSurrogate(text, at)) {
        out.append(text, copied, at).append((char) Integer.parseInt(text, at + 2, at + 6, 16));
        at += ESCAPE;
        copied = at;
      } else {
        at += 2;
      }
      at = text.indexOf('\\', at);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static boolean isSurrogate(String text, int at) {
    if (at + ESCAPE > text.length()
        || text.charAt(at + 1) != 'u'
        || (text.charAt(at + 2) | 0x20) != 'd') {
      return false;
    }
    return isHex(text.charAt(at + 3))
        && Character.digit(text.charAt(at + 3), 16) >= 8
        && isHex(text.charAt(at + 4))
        && isHex(text.charAt(at + 5));
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 0x80;
  }
}
