// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.codec.Json;
import dev.steno.codec.SpanJson;
import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.assembly.Placement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The long texts of a span, and as JSON whatever its columns do not hold. Immutable.
 *
 * <p>A field that a column holds exactly is left out of {@code rest}. It stays there as well if the
 * column cannot hold it: a time that is not believed, or text with a lone surrogate, which has no
 * UTF-8 form.
 *
 * @param input JSON; null if the span has none
 * @param output JSON; null if the span has none
 * @param attributes JSON; null if there are none
 * @param events a JSON array; null if there are none
 * @param rest JSON of the span without what the columns hold
 */
record SpanTexts(
    @Nullable String input,
    @Nullable String output,
    @Nullable String attributes,
    @Nullable String events,
    String rest) {
  private static final String EVENTS = "events";

  static SpanTexts of(Span span, Placement placement) {
    Span rest =
        span.toBuilder()
            .parentId(null)
            .type(null)
            .name(unlessHeld(span.name()))
            .status(null)
            .statusMessage(unlessHeld(span.statusMessage()))
            .errorType(unlessHeld(span.errorType()))
            .start(unlessHeld(span.start(), placement.start()))
            .end(unlessHeld(span.end(), placement.end()))
            .input(null)
            .output(null)
            .attributes(JsonObject.EMPTY)
            .grouping(unlessHeld(span.grouping()))
            .agent(unlessHeld(span.agent()))
            .generation(withoutHeld(span.generation()))
            .build();
    Map<String, JsonValue> json = new LinkedHashMap<>(SpanJson.toJson(rest).members());
    JsonValue events = json.remove(EVENTS);
    return new SpanTexts(
        text(span.input()),
        text(span.output()),
        span.attributes().isEmpty() ? null : Json.write(span.attributes()),
        span.events().isEmpty() ? null : text(events),
        Json.write(new JsonObject(json)));
  }

  /** The span of a row. */
  static Span read(RowReader row, String project, TraceId trace) {
    Span rest = SpanJson.fromJson(project, trace, whole(row));
    Grouping grouping = Columns.grouping(row).revisedBy(rest.grouping());
    return Columns.span(row, rest.toBuilder())
        .name(or(rest.name(), row.text("name")))
        .statusMessage(or(rest.statusMessage(), row.text("status_message")))
        .errorType(or(rest.errorType(), row.text("error_type")))
        .start(or(rest.start(), Times.instantOrNull(row.number("start_ns"))))
        .end(or(rest.end(), Times.instantOrNull(row.number("end_ns"))))
        .input(json(row.text("input")))
        .output(json(row.text("output")))
        .attributes(
            json(row.text("attributes")) instanceof JsonObject object ? object : JsonObject.EMPTY)
        .grouping(grouping)
        .agent(or(rest.agent(), row.text("agent")))
        .generation(priced(rest.generation(), row))
        .build();
  }

  private static JsonValue whole(RowReader row) {
    JsonValue rest = Json.parse(row.requiredText("rest"));
    String events = row.text(EVENTS);
    if (events == null || !(rest instanceof JsonObject object)) {
      return rest;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.put(EVENTS, Json.parse(events));
    return new JsonObject(members);
  }

  long length() {
    return rest.length() + length(input) + length(output) + length(attributes) + length(events);
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static @Nullable Generation withoutHeld(@Nullable Generation generation) {
    return generation != null && Columns.held(generation.calculated()) != null
        ? generation.toBuilder().calculated(null).build()
        : generation;
  }

  private static @Nullable Generation priced(@Nullable Generation generation, RowReader row) {
    CalculatedCost held = Columns.calculated(row);
    if (held == null) {
      return generation;
    }
    return (generation == null ? Generation.builder() : generation.toBuilder())
        .calculated(held)
        .build();
  }

  private static Grouping unlessHeld(Grouping grouping) {
    return new Grouping(
        unlessHeld(grouping.conversation()),
        unlessHeld(grouping.session()),
        unlessHeld(grouping.user()),
        unlessHeld(grouping.channel()),
        unlessHeld(grouping.environment()));
  }

  private static @Nullable String unlessHeld(@Nullable String text) {
    return text == null || isUnicode(text) ? null : text;
  }

  private static @Nullable Instant unlessHeld(@Nullable Instant time, @Nullable Instant believed) {
    return time == null || time.equals(believed) ? null : time;
  }

  static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value == null ? null : Json.write(value);
  }

  private static @Nullable JsonValue json(@Nullable String text) {
    return text == null ? null : Json.parse(text);
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
