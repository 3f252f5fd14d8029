// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

/**
 * Text of anybody as Markdown that shows it and does nothing else: no link, image, heading, HTML or
 * escape sequence of a terminal comes of it. Stateless.
 */
final class Markdown {
  private static final int SHORTEST_FENCE = 3;
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;

  private Markdown() {}

  /** A block, between fences that are longer than any run of backticks within it. */
  static String fenced(String text) {
    String shown = shown(text);
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(shown) + 1));
    return fence + "\n" + shown + (shown.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  /** One line in backticks. */
  static String code(String text) {
    String shown = oneLine(text);
    String ticks = "`".repeat(longestRun(shown) + 1);
    boolean touches = shown.startsWith("`") || shown.endsWith("`") || shown.isBlank();
    return touches ? ticks + " " + shown + " " + ticks : ticks + shown + ticks;
  }

  /** One line of running text. */
  static String plain(String text) {
    String shown = oneLine(text);
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if ("\\`*[]<&~".indexOf(c) >= 0 || c == '_' && !isWithinWord(shown, i)) {
        plain.append('\\');
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** There an underscore is only one: {@code step_type} stays readable. */
  private static boolean isWithinWord(String text, int i) {
    return i > 0
        && i + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(i - 1))
        && Character.isLetterOrDigit(text.charAt(i + 1));
  }

  private static String oneLine(String text) {
    return shown(text).replace('\n', ' ').replace('\u2028', ' ').replace('\u2029', ' ');
  }

  /** Characters that command a terminal are replaced by their pictures. */
  private static String shown(String text) {
    String lines = text.replace("\r\n", "\n");
    StringBuilder shown = new StringBuilder(lines.length());
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
        shown.append(c);
      } else {
        int picture = c == 0x7f ? PICTURE_OF_DELETE : CONTROL_PICTURES + c;
        shown.append(c < 0x80 ? (char) picture : '\ufffd');
      }
    }
    return shown.toString();
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
