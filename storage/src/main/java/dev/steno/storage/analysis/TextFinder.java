// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import dev.steno.storage.query.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text in messages and spans and says where, upper and lower case being the same. Pure
 * functions: what an instance collects is seen by one thread only.
 */
public final class TextFinder {
  private static final int BEFORE = 60;
  private static final int AFTER = 120;
  private final String sought;
  private final int most;
  private final List<Match> found = new ArrayList<>();

  private TextFinder(String text, int most) {
    this.sought = SearchText.folded(text);
    this.most = most;
  }

  /** Where the text occurs in a message, at most {@code most} places, each string once. */
  public static List<Match> in(Message message, String text, int most) {
    TextFinder finder = new TextFinder(text, most);
    message
        .toJson()
        .members()
        .forEach(
            (field, value) -> {
              if (!field.equals("role")) {
                finder.look(field, "", value, false);
              }
            });
    return finder.found;
  }

  /** Where the text occurs in a span, at most {@code most} places, each string once. */
  public static List<Match> in(Span span, String text, int most) {
    TextFinder finder = new TextFinder(text, most);
    finder.look("name", "", span.name());
    finder.look("status_message", "", span.statusMessage());
    finder.look("error_type", "", span.errorType());
    finder.look("input", "", span.input(), true);
    finder.look("output", "", span.output(), true);
    finder.look("attributes", "", span.attributes(), true);
    int index = 0;
    for (SpanEvent event : span.events()) {
      finder.look("events", "/" + index + "/name", event.name());
      finder.look("events", "/" + index + "/attributes", event.attributes(), true);
      index++;
    }
    return finder.found;
  }

  private void look(String field, String path, @Nullable JsonValue value, boolean names) {
    if (value instanceof JsonString string) {
      look(field, path, string.value());
    } else if (value instanceof JsonNumber number) {
      look(field, path, number.lexeme());
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.elements().size() && found.size() < most; i++) {
        look(field, path + "/" + i, array.elements().get(i), names);
      }
    } else if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        String below = path + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
        if (names) {
          look(field, below, member.getKey());
        }
        look(field, below, member.getValue(), names);
      }
    }
  }

  private void look(String field, String path, @Nullable String text) {
    if (text == null || found.size() >= most) {
      return;
    }
    String folded = SearchText.folded(text);
    int at = folded.indexOf(sought);
    if (at >= 0) {
      // Folding keeps the number of characters, if not always that of their UTF-16 units.
      int first = folded.codePointCount(0, at);
      int start = text.offsetByCodePoints(0, first);
      int end = text.offsetByCodePoints(start, sought.codePointCount(0, sought.length()));
      found.add(match(field, path, text, start, end));
    }
  }

  private static Match match(String field, String path, String text, int start, int end) {
    int from = whole(text, Math.max(0, start - BEFORE));
    int to = whole(text, Math.min(text.length(), end + AFTER));
    return new Match(field, path, start, text.substring(from, to), start - from, end - from);
  }

  /** The place itself, or the one before it if it is within a surrogate pair. */
  private static int whole(String text, int at) {
    boolean within =
        at > 0
            && at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return within ? at - 1 : at;
  }
}
