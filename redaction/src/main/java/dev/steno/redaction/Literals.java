// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.redaction.text.Alphabet;
import dev.steno.redaction.text.Escapes;
import org.jspecify.annotations.Nullable;

/**
 * JSON within a text, such as the arguments of a tool call, taken apart at its strings so that it
 * is JSON afterwards too. For one text.
 */
final class Literals {
  private static final String OUTSIDE = " \t\r\n{}[]:,0123456789+-.eEtrufalsn";
  private static final Alphabet STRUCTURE = new Alphabet(OUTSIDE);
  private static final Alphabet NUMBER = Alphabet.DIGITS.and("+-.eE");

  private final String json;
  private final Redactor redactor;
  private final Findings findings;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int copied;
  private @Nullable String name;

  private Literals(String json, Redactor redactor, Findings findings) {
    this.json = json;
    this.redactor = redactor;
    this.findings = findings;
  }

  static boolean mayBeJson(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    return first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
  }

  /** The JSON without what was found in it; null if it is none. */
  static @Nullable String redacted(String text, Redactor redactor, Findings findings) {
    return isJson(text) ? new Literals(text, redactor, findings).redacted() : null;
  }

  /** By the signs outside of strings: text that was cut off is still taken for JSON. */
  private static boolean isJson(String text) {
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '"') {
        i = close(text, i + 1) + 1;
      } else if (STRUCTURE.has(text.charAt(i))) {
        i++;
      } else {
        return false;
      }
    }
    return true;
  }

  /** The quotation mark that ends a string; the text's end if none does. */
  private static int close(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length());
  }

  private String redacted() {
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c == '"') {
        string();
      } else if (Alphabet.DIGITS.has(c)) {
        number();
      } else {
        name = c == '{' || c == ',' || c == '}' ? null : name;
        at++;
      }
    }
    return copied == 0 ? json : out.append(json, copied, json.length()).toString();
  }

  private void string() {
    int from = at + 1;
    int end = close(json, from);
    String raw = json.substring(from, end);
    String text = raw.indexOf('\\') < 0 ? raw : Escapes.decode(raw);
    int next = end + 1;
    while (next < json.length() && json.charAt(next) <= ' ') {
      next++;
    }
    boolean isName = next < json.length() && json.charAt(next) == ':';
    String rest = isName ? redactor.text(text, findings) : redactor.named(name, text, findings);
    name = isName ? text : name;
    if (!rest.equals(text)) {
      replace(from, end, Escapes.encode(rest));
    }
    at = Math.min(end + 1, json.length());
  }

  private void number() {
    int end = NUMBER.end(json, at);
    String lexeme = json.substring(at, end);
    String rest = redactor.text(lexeme, findings);
    if (!rest.equals(lexeme)) {
      replace(at, end, '"' + Escapes.encode(rest) + '"');
    }
    at = end;
  }

  private void replace(int from, int end, String by) {
    out.append(json, copied, from).append(by);
    copied = end;
  }
}
