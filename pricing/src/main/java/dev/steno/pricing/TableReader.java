// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides the text of a table into providers, whose models are read when they are asked for: most
 * programs need few of them. Pure functions.
 */
final class TableReader {
  private static final int LONGEST = 8 << 20;
  private static final String VERSION = "#version ";

  private TableReader() {}

  static PriceTable read(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "length: " + text.length() + " characters (expected: at most " + LONGEST + ")");
    }
    String version = "";
    List<Provider> providers = new ArrayList<>();
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      if (text.startsWith("P ", at)) {
        int next = text.indexOf("\nP ", at) + 1;
        int to = next == 0 ? text.length() : next;
        providers.add(provider(text.substring(at, to), line));
        line += (int) text.substring(at, to).chars().filter(c -> c == '\n').count();
        at = to;
      } else {
        version =
            text.startsWith(VERSION, at) ? text.substring(at + VERSION.length(), end) : version;
        refuseUnlessComment(text.substring(at, end), line++);
        at = end + 1;
      }
    }
    if (version.isBlank() || providers.isEmpty()) {
      throw new IllegalArgumentException(
          "providers: none (expected: a #version line and providers, as in a price table)");
    }
    return new PriceTable(version.strip(), providers);
  }

  private static void refuseUnlessComment(String line, int number) {
    if (!line.isEmpty() && !line.startsWith("#")) {
      throw new IllegalArgumentException(
          "line " + number + ": '" + ModelReader.shortened(line) + "' (expected: a provider)");
    }
  }

  private static int end(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private static Provider provider(String block, int first) {
    int models = block.indexOf("\nM ") + 1;
    String head = models == 0 ? block : block.substring(0, models);
    String rest = block.substring(head.length());
    String id = "";
    NameMatch names = NameMatch.NONE;
    NameMatch owned = NameMatch.NONE;
    List<String> others = List.of();
    int number = first;
    for (String line : head.split("\n")) {
      List<String> fields = ModelReader.fields(line);
      try {
        switch (line.charAt(0)) {
          case 'P' -> id = fields.get(0);
          case 'N' -> names = NameMatch.parse(fields);
          case 'W' -> owned = NameMatch.parse(fields);
          case 'F' -> others = fields;
          default ->
              throw new IllegalArgumentException(
                  ModelReader.shortened(line) + " (expected: P, N, W, F or M)");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
      number++;
    }
    String provider = id;
    int begin = number;
    return new Provider(
        id, names, owned, others, () -> new ModelReader(provider).read(rest, begin));
  }
}
