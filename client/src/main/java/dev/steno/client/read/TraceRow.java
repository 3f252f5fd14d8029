// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.codec.Times;
import dev.steno.codec.UsageJson;
import dev.steno.model.Grouping;
import dev.steno.model.SpanStatus;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trace as a row of a list, with previews and without bodies. Immutable.
 *
 * @param traceId the trace
 * @param name the name of its root; "" if it has none
 * @param status the one of its spans' statuses that says most
 * @param start the earliest start
 * @param end the latest end; null while a span is running or if no end is known
 * @param counts how many spans it has
 * @param models the models that answered, else those asked for
 * @param usage the sum over its model calls; null if none reported any
 * @param cost the sum over the same calls, in USD; null if none is known
 * @param grouping conversation, session, user and environment; the channel is not listed
 * @param input the beginning of what a person said first; null if nobody did
 * @param output the beginning of what a model answered last; null if none did
 */
public record TraceRow(
    TraceId traceId,
    String name,
    SpanStatus status,
    Instant start,
    @Nullable Instant end,
    Counts counts,
    List<String> models,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    Grouping grouping,
    @Nullable String input,
    @Nullable String output) {

  /** Copies the list. */
  public TraceRow {
    models = List.copyOf(models);
  }

  /** How many spans there are, all and of some kinds. */
  public record Counts(long spans, long generations, long tools, long errors) {}

  /**
   * The row that the server wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TraceRow of(JsonObject json) {
    JsonValue usage = json.get("usage");
    String end = json.text("end_time");
    String cost = json.text("cost");
    JsonObject preview =
        json.get("preview") instanceof JsonObject object ? object : JsonObject.EMPTY;
    return new TraceRow(
        TraceId.of(required(json, "trace_id")),
        required(json, "name"),
        SpanStatus.valueOf(required(json, "status").toUpperCase(Locale.ROOT)),
        Times.parse(required(json, "start_time")),
        end == null ? null : Times.parse(end),
        new Counts(
            count(json, "span_count"),
            count(json, "generation_count"),
            count(json, "tool_count"),
            count(json, "error_count")),
        texts(json.get("models")),
        usage instanceof JsonObject ? UsageJson.fromJson(usage) : null,
        cost == null ? null : new BigDecimal(cost),
        new Grouping(
            json.text("conversation_id"),
            json.text("session_id"),
            json.text("user_id"),
            null,
            json.text("environment")),
        preview.text("input"),
        preview.text("output"));
  }

  private static String required(JsonObject json, String name) {
    String text = json.text(name);
    if (text == null) {
      throw new IllegalArgumentException(name + ": absent (expected: a text)");
    }
    return text;
  }

  private static long count(JsonObject json, String name) {
    return json.get(name) instanceof JsonNumber number ? Long.parseLong(number.lexeme()) : 0;
  }

  private static List<String> texts(@Nullable JsonValue list) {
    List<String> texts = new ArrayList<>();
    if (list instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonString text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }
}
