// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text measured in terminal cells: a Chinese character or an emoji takes two, a combining mark
 * none. Stateless.
 */
public final class Cells {
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final int EMOJI_PRESENTATION = 0xfe0f;

  private Cells() {}

  /** How many cells a line takes. */
  public static int width(String line) {
    if (isAscii(line)) {
      return line.length();
    }
    int cells = 0;
    for (Matcher cluster = CLUSTER.matcher(line); cluster.find(); ) {
      cells += clusterWidth(cluster.group());
    }
    return cells;
  }

  /** The line cut to so many cells, with an ellipsis if something was cut off. */
  public static String fit(String line, int cells) {
    if (width(line) <= cells) {
      return line;
    }
    StringBuilder fitted = new StringBuilder();
    int left = cells - 1;
    for (Matcher cluster = CLUSTER.matcher(line); cluster.find(); ) {
      left -= clusterWidth(cluster.group());
      if (left < 0) {
        break;
      }
      fitted.append(cluster.group());
    }
    return cells < 1 ? "" : fitted.append('…').toString();
  }

  /** The line cut or filled up with blanks on its right. */
  public static String left(String line, int cells) {
    String fitted = fit(line, cells);
    return fitted + " ".repeat(Math.max(0, cells - width(fitted)));
  }

  /** The line cut or filled up with blanks on its left. */
  public static String right(String line, int cells) {
    String fitted = fit(line, cells);
    return " ".repeat(Math.max(0, cells - width(fitted))) + fitted;
  }

  /**
   * What somebody else wrote as one harmless line: runs of white space are a blank, control
   * characters are shown instead of obeyed.
   */
  public static String line(String text) {
    return visible(text.strip().replaceAll("\\s+", " "));
  }

  /** What somebody else wrote as harmless lines, tabs as blanks. */
  public static List<String> lines(String text) {
    return text.lines().map(line -> visible(line.replace("\t", "    "))).toList();
  }

  /** The same of a piece of text, whose line feeds stay. */
  public static String text(String text) {
    String plain = text.replace("\r\n", "\n").replace("\t", "    ");
    return Arrays.stream(plain.split("\n", -1))
        .map(Cells::visible)
        .collect(Collectors.joining("\n"));
  }

  /** Lines of at most so many cells, broken at blanks where there are any. */
  public static List<String> wrap(String line, int cells) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int used = 0;
    int blank = -1;
    for (Matcher cluster = CLUSTER.matcher(line); cluster.find(); ) {
      String next = cluster.group();
      if (used + clusterWidth(next) > cells && current.length() > 0) {
        int end = blank > 0 ? blank : current.length();
        lines.add(current.substring(0, end).stripTrailing());
        current.delete(0, end);
        blank = -1;
        used = width(current.toString());
      }
      current.append(next);
      used += clusterWidth(next);
      blank = next.equals(" ") ? current.length() : blank;
    }
    lines.add(current.toString());
    return lines;
  }

  private static String visible(String text) {
    if (isAscii(text) && text.chars().noneMatch(c -> c < 0x20 || c == 0x7f)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(visible(c)));
    return shown.toString();
  }

  private static int visible(int c) {
    if (c < 0x20) {
      return 0x2400 + c;
    }
    if (c == 0x7f) {
      return 0x2421;
    }
    // Lone surrogates are no text; the others would reorder or hide what stands beside them.
    boolean hidden =
        c < 0xa0 && c >= 0x80
            || Character.getType(c) == Character.SURROGATE
            || c >= 0x202a && c <= 0x202e
            || c >= 0x2066 && c <= 0x2069
            || c >= 0xe0000 && c <= 0xe007f
            || c == 0x2028
            || c == 0x2029;
    return hidden ? 0xfffd : c;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static int clusterWidth(String cluster) {
    int widest = 0;
    for (int i = 0; i < cluster.length(); ) {
      int c = cluster.codePointAt(i);
      widest = Math.max(widest, c == EMOJI_PRESENTATION ? 2 : WideCharacters.width(c));
      i += Character.charCount(c);
    }
    return widest;
  }
}
