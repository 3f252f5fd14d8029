// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import dev.steno.codec.Json;
import dev.steno.codec.SpanJson;
import dev.steno.model.Span;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import dev.steno.server.rest.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The long fields of spans and messages, cut to a limit each and to one for all of an answer. For
 * one thread and one answer. Sizes and offsets are in UTF-16 units, as a browser counts.
 */
final class FieldTexts {
  /** What an answer has of a field unless it is asked for more or less. */
  static final int DEFAULT_LIMIT = 20_000;

  /** The most that an answer has of a field. */
  static final int MAX_LIMIT = 1_000_000;

  /** The most that an answer has of all fields. */
  static final int MAX_ALL = 8_000_000;

  private final int limit;
  private int left = MAX_ALL;

  FieldTexts(int limit) {
    this.limit = limit;
  }

  /**
   * A field as text. Immutable.
   *
   * @param text the text itself, or JSON
   * @param json whether it is JSON
   */
  record Text(String text, boolean json) {
    static Text of(JsonValue value) {
      return value instanceof JsonString string
          ? new Text(string.value(), false)
          : new Text(Json.write(value), true);
    }

    /** So much of it from a place on, never half of a surrogate pair. */
    JsonObject range(String field, int offset, int limit) {
      int from = whole(Math.min(offset, text.length()));
      int to = end(from, limit);
      return head()
          .put("field", field)
          .put("offset", from)
          .put("text", text.substring(from, to))
          .put("next", to < text.length() ? JsonValue.of((long) to) : JsonValue.NULL)
          .put("limit", limit)
          .build();
    }

    Members head() {
      return new Members().put("size", text.length()).put("format", json ? "json" : "text");
    }

    int end(int from, int limit) {
      int to = whole((int) Math.min((long) from + limit, text.length()));
      return to > from || from == text.length() || limit == 0
          ? to
          : Math.min(to + 2, text.length());
    }

    private int whole(int at) {
      boolean within =
          at > 0
              && at < text.length()
              && Character.isLowSurrogate(text.charAt(at))
              && Character.isHighSurrogate(text.charAt(at - 1));
      return within ? at - 1 : at;
    }
  }

  /** The long fields that a span has. */
  static Map<String, Text> of(Span span) {
    Map<String, Text> texts = new LinkedHashMap<>();
    put(texts, "input", span.input());
    put(texts, "output", span.output());
    put(texts, "attributes", span.attributes().isEmpty() ? null : span.attributes());
    if (span.statusMessage() != null) {
      put(texts, "status_message", JsonValue.of(span.statusMessage()));
    }
    put(texts, "events", span.events().isEmpty() ? null : SpanJson.toJson(span).get("events"));
    return texts;
  }

  /** The fields of a message; content that is one text is that text. */
  static Map<String, Text> of(Message message) {
    Map<String, Text> texts = new LinkedHashMap<>();
    message.toJson().members().forEach((name, value) -> put(texts, name, value));
    boolean plain =
        message.content().size() == 1 && message.content().get(0) instanceof ContentBlock.Text;
    if (plain) {
      texts.put("content", new Text(message.text(), false));
    }
    return texts;
  }

  private static void put(Map<String, Text> texts, String name, @Nullable JsonValue value) {
    if (value != null) {
      texts.put(name, Text.of(value));
    }
  }

  /** The fields as JSON, each with its whole size and whether it was cut. */
  JsonObject json(Map<String, Text> fields) {
    Members json = new Members();
    fields.forEach(
        (name, text) -> {
          int end = text.end(0, Math.min(limit, left));
          left = Math.max(0, left - end);
          json.put(
              name,
              text.head()
                  .put("text", text.text().substring(0, end))
                  .put("truncated", end < text.text().length())
                  .build());
        });
    return json.build();
  }

  Members limits() {
    return new Members().put("field", limit).put("all", MAX_ALL);
  }
}
