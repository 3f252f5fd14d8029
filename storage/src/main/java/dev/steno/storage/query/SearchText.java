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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text that is looked for, upper and lower case being the same. Immutable. */
final class SearchText {
  private final String folded;

  SearchText(String text) {
    this.folded = folded(text);
  }

  /**
   * Upper and lower case made the same, character by character, in any script. Not {@link
   * String#toLowerCase}, which looks at neighbours and at the language.
   */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
    return folded.toString();
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
