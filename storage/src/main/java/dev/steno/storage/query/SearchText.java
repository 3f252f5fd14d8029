// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import dev.steno.storage.TraceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text that is looked for, upper and lower case being the same. Immutable. */
public final class SearchText {
  private static final int MAX_ASCII = 0x7f;
  private final String folded;

  SearchText(String text) {
    this.folded = folded(text);
  }

  /**
   * Upper and lower case made the same, character by character, in any script. Not {@link
   * String#toLowerCase}, which looks at neighbours and at the language.
   */
  public static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(c -> folded.appendCodePoint(folded(c)));
    return folded.toString();
  }

  /**
   * A regular expression, in RE2's syntax, that finds the text as {@link #folded} does. An engine
   * reads a text once to look for it, where folding would first write it anew.
   */
  public static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    text.codePoints().forEach(c -> appendAlike(pattern, c));
    return pattern.toString();
  }

  /** The pattern of the text as it stands between the quotation marks of a JSON string. */
  public static String patternInJson(String text) {
    String quoted = JsonValue.of(text).toString();
    return pattern(quoted.substring(1, quoted.length() - 1));
  }

  private static void appendAlike(StringBuilder pattern, int codePoint) {
    pattern.append('[');
    for (int alike : Alike.OF.getOrDefault(folded(codePoint), List.of(codePoint))) {
      if (alike >= Character.MIN_SURROGATE && alike <= Character.MAX_SURROGATE) {
        // Half a pair has no place in UTF-8; what stands for it depends on who wrote it.
        pattern.append("?\\x{fffd}");
        continue;
      }
      boolean plain = alike <= MAX_ASCII && Character.isLetterOrDigit(alike);
      pattern.append(plain ? Character.toString(alike) : "\\x{" + Integer.toHexString(alike) + "}");
    }
    pattern.append(']');
  }

  private static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** The characters of which another one differs in case only, by what both are folded to. */
  private static final class Alike {
    private static final Map<Integer, List<Integer>> OF = new HashMap<>();

    static {
      for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
        int folded = folded(c);
        if (folded != c) {
          OF.computeIfAbsent(folded, Alike::itself).add(c);
        }
      }
    }

    private static List<Integer> itself(int folded) {
      return new ArrayList<>(folded(folded) == folded ? List.of(folded) : List.of());
    }
  }

  /** Whether the text occurs in a message or a span of the trace. */
  boolean occursIn(TraceRecord trace) {
    return trace.spans().stream().anyMatch(this::occursIn)
        || trace.messages().values().stream().map(Message::toJson).anyMatch(this::occursIn);
  }

  private boolean occursIn(Span span) {
    return occursIn(span.name())
        || occursIn(span.statusMessage())
        || occursIn(span.input())
        || occursIn(span.output())
        || occursIn(span.attributes())
        || span.events().stream().map(SpanEvent::attributes).anyMatch(this::occursIn);
  }

  private boolean occursIn(@Nullable String text) {
    return text != null && folded(text).contains(folded);
  }

  /** In a string, a number or a member's name, however deep. */
  private boolean occursIn(@Nullable JsonValue value) {
    if (value instanceof JsonString string) {
      return occursIn(string.value());
    }
    if (value instanceof JsonNumber number) {
      return occursIn(number.lexeme());
    }
    if (value instanceof JsonArray array) {
      return array.elements().stream().anyMatch(this::occursIn);
    }
    return value instanceof JsonObject object
        && object.members().entrySet().stream().anyMatch(this::occursIn);
  }

  private boolean occursIn(Map.Entry<String, JsonValue> member) {
    return occursIn(member.getKey()) || occursIn(member.getValue());
  }
}
