// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.codec.Times;
import dev.steno.codec.UsageJson;
import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.SpanStatus;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
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
 * @param grouping conversation, session, user, channel and environment
 * @param labels tags, release and prompts; metadata is not listed
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
    Labels labels,
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
        TraceId.of(Documents.required(json, "trace_id")),
        Documents.required(json, "name"),
        SpanStatus.valueOf(Documents.required(json, "status").toUpperCase(Locale.ROOT)),
        Times.parse(Documents.required(json, "start_time")),
        end == null ? null : Times.parse(end),
        new Counts(
            Documents.count(json, "span_count"),
            Documents.count(json, "generation_count"),
            Documents.count(json, "tool_count"),
            Documents.count(json, "error_count")),
        Documents.texts(json, "models"),
        usage instanceof JsonObject ? UsageJson.fromJson(usage) : null,
        cost == null ? null : new BigDecimal(cost),
        new Grouping(
            json.text("conversation_id"),
            json.text("session_id"),
            json.text("user_id"),
            json.text("channel"),
            json.text("environment")),
        new Labels(
            Documents.texts(json, "tags"),
            json.text("release"),
            Documents.texts(json, "prompts"),
            List.of()),
        preview.text("input"),
        preview.text("output"));
  }
}
