// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the elements of a JSON array begin and end, without reading them: whether an element
 * is JSON is for its reader to find out. Stateless.
 */
final class JsonElements {
  private JsonElements() {}

  /**
   * The texts of the elements of {@code array}, if all are objects; null if it is anything else.
   */
  static @Nullable List<String> objects(String array) {
    int at = skipSpace(array, 0);
    if (!isAt(array, at, '[')) {
      return null;
    }
    List<String> found = new ArrayList<>();
    do {
      int start = skipSpace(array, at + 1);
      int end = isAt(array, start, '{') ? end(array, start) : -1;
      if (end < 0) {
        return null;
      }
      found.add(array.substring(start, end));
      at = skipSpace(array, end);
    } while (isAt(array, at, ','));
    boolean ends = isAt(array, at, ']') && skipSpace(array, at + 1) == array.length();
    return ends ? found : null;
  }

  /** Behind the bracket that closes the one at {@code start}; -1 if there is none. */
  private static int end(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = closingQuote(text, i + 1);
        if (i < 0) {
          return -1;
        }
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int closingQuote(String text, int from) {
    int quote = text.indexOf('"', from);
    while (quote >= 0) {
      int unescaped = quote;
      while (unescaped > from && text.charAt(unescaped - 1) == '\\') {
        unescaped--;
      }
      if ((quote - unescaped) % 2 == 0) {
        return quote;
      }
      quote = text.indexOf('"', quote + 1);
    }
    return -1;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isAt(String text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }
}
