// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.json;

import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNull;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one text of a JSON value: RFC 8785, except that a number keeps its lexeme (so that no value
 * is rounded) and a lone surrogate is escaped (RFC 8785 refuses it; a model may well produce one).
 * Stateless.
 */
public final class CanonicalJson {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalJson() {}

  /** The canonical text: no white space, members ordered by the UTF-16 units of their names. */
  public static String write(JsonValue value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /** The canonical text in UTF-8. */
  public static byte[] bytes(JsonValue value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Appends {@code text} to {@code out} as a JSON string in quotes, as the canonical form does. */
  public static void appendString(StringBuilder out, String text) {
    out.append('"');
    // Most text is written as it stands: in runs, which is several times faster.
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (startsPair(text, i)) {
        i++;
        continue;
      }
      out.append(text, run, i);
      run = i + 1;
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        appendControl(out, c);
      } else {
        appendEscape(out, c);
      }
    }
    out.append(text, run, text.length()).append('"');
  }

  private static void append(StringBuilder out, JsonValue value) {
    if (value instanceof JsonString string) {
      appendString(out, string.value());
    } else if (value instanceof JsonObject object) {
      appendObject(out, object);
    } else if (value instanceof JsonArray array) {
      appendArray(out, array);
    } else if (value instanceof JsonNumber number) {
      out.append(number.lexeme());
    } else if (value instanceof JsonBoolean bool) {
      out.append(bool.value());
    } else if (value instanceof JsonNull) {
      out.append("null");
    }
  }

  private static void appendObject(StringBuilder out, JsonObject object) {
    // String's natural order is that of UTF-16 code units, which RFC 8785 asks for.
    char separator = '{';
    for (Map.Entry<String, JsonValue> member : new TreeMap<>(object.members()).entrySet()) {
      out.append(separator);
      appendString(out, member.getKey());
      out.append(':');
      append(out, member.getValue());
      separator = ',';
    }
    out.append(object.isEmpty() ? "{}" : "}");
  }

  private static void appendArray(StringBuilder out, JsonArray array) {
    out.append('[');
    for (Iterator<JsonValue> elements = array.elements().iterator(); elements.hasNext(); ) {
      append(out, elements.next());
      if (elements.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private static boolean startsPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static void appendControl(StringBuilder out, char c) {
    switch (c) {
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> appendEscape(out, c);
    }
  }

  private static void appendEscape(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[(c >> shift) & 0xf]);
    }
  }
}
