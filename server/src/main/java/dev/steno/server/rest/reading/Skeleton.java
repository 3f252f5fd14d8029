// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.rest.Members;
import dev.steno.storage.analysis.BodySizes;
import dev.steno.storage.assembly.StoredSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A trace without its bodies, column by column: names once in a table, spans as numbers that lead
 * there. It is a sixth of what the same spans take as objects, and quicker to read. For one thread.
 */
final class Skeleton {
  /** The parent of a root. */
  static final int ROOT = -1;

  /** The parent of a span whose parent is not in the trace. */
  static final int ORPHAN = -2;

  private final List<StoredSpan> spans;
  private final Map<SpanId, BodySizes> sizes;
  private final Instant now;
  private final Instant start;
  private final Map<String, Integer> strings = new LinkedHashMap<>();

  /**
   * The skeleton of these spans, one or more, by start.
   *
   * @param sizes of their bodies; empty if nobody asked
   */
  Skeleton(List<StoredSpan> spans, Map<SpanId, BodySizes> sizes, Instant now) {
    this.spans = spans;
    this.sizes = sizes;
    this.now = now;
    this.start = spans.get(0).start();
  }

  /** The members {@code start_time}, {@code strings}, {@code spans} and {@code calls}. */
  Members json() {
    Members columns = new Members().put("id", column(spans, span -> id(span.span().spanId())));
    columns
        .put("parent", parents())
        .put("type", column(spans, span -> string(name(span.span().type()))))
        .put("name", column(spans, span -> string(span.span().name())))
        .put("status", column(spans, span -> string(span.statusAt(now).wire())))
        .put("start_us", column(spans, span -> micros(Duration.between(start, span.start()))))
        .put("duration_us", column(spans, Skeleton::duration))
        .put("agent", column(spans, span -> string(span.span().agent())))
        .put("tool", column(spans, span -> string(tool(span.span()))))
        .put("error_type", column(spans, span -> string(span.span().errorType())))
        .put("input_bytes", column(spans, span -> size(span, BodySizes::input)))
        .put("output_bytes", column(spans, span -> size(span, BodySizes::output)))
        .put("attributes_bytes", column(spans, span -> size(span, BodySizes::attributes)));
    JsonObject calls = calls();
    List<JsonValue> table = strings.keySet().stream().<JsonValue>map(JsonValue::of).toList();
    return new Members()
        .put("start_time", start)
        .put("strings", new JsonArray(table))
        .put("spans", columns.build())
        .put("calls", calls);
  }

  /** Most spans are no model calls, so these have columns of their own. */
  private JsonObject calls() {
    List<Integer> rows = new ArrayList<>();
    List<Generation> calls = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Generation generation = spans.get(i).span().generation();
      if (generation != null) {
        rows.add(i);
        calls.add(generation);
      }
    }
    return new Members()
        .put("span", column(rows, JsonValue::of))
        .put("provider", column(calls, call -> string(call.provider())))
        .put("model", column(calls, call -> string(call.model())))
        .put("input_uncached", column(calls, call -> part(call, Usage::inputUncached)))
        .put("cache_read", column(calls, call -> part(call, Usage::cacheRead)))
        .put("cache_write", column(calls, call -> part(call, Usage::cacheWrite)))
        .put("output_text", column(calls, call -> part(call, Usage::outputText)))
        .put("reasoning", column(calls, call -> part(call, Usage::reasoning)))
        .put("cost", column(calls, call -> cost(call.effectiveCost())))
        .put(
            "first_token_us",
            column(
                calls,
                call -> call.timeToFirstToken() == null ? null : micros(call.timeToFirstToken())))
        .build();
  }

  private @Nullable JsonArray parents() {
    Map<SpanId, Integer> places = new HashMap<>();
    for (int i = 0; i < spans.size(); i++) {
      places.put(spans.get(i).span().spanId(), i);
    }
    return column(
        spans,
        span -> {
          SpanId parent = span.span().parentId();
          return JsonValue.of(parent == null ? ROOT : places.getOrDefault(parent, ORPHAN));
        });
  }

  private @Nullable JsonValue string(@Nullable String text) {
    return text == null
        ? null
        : JsonValue.of(strings.computeIfAbsent(text, key -> strings.size()).longValue());
  }

  /** An array with a place for each, null where there is no value; null if there is none at all. */
  private static <T> @Nullable JsonArray column(
      List<T> all, Function<T, @Nullable JsonValue> value) {
    List<JsonValue> values = new ArrayList<>(all.size());
    boolean any = all.isEmpty();
    for (T each : all) {
      JsonValue of = value.apply(each);
      values.add(of == null ? JsonValue.NULL : of);
      any |= of != null;
    }
    return any ? new JsonArray(values) : null;
  }

  private @Nullable JsonValue size(StoredSpan span, Function<BodySizes, @Nullable Long> body) {
    Long bytes = body.apply(sizes.getOrDefault(span.span().spanId(), BodySizes.NONE));
    return bytes == null ? null : JsonValue.of(bytes);
  }

  private static JsonValue id(SpanId id) {
    return JsonValue.of(id.hex());
  }

  private static @Nullable String name(@Nullable Enum<?> type) {
    return type == null ? null : type.name();
  }

  private static @Nullable String tool(Span span) {
    return span.tool() == null ? null : span.tool().name();
  }

  private static @Nullable JsonValue duration(StoredSpan span) {
    return span.end() == null ? null : micros(Duration.between(span.start(), span.end()));
  }

  private static @Nullable JsonValue part(Generation call, Function<Usage, @Nullable Long> part) {
    Long tokens = call.usage() == null ? null : part.apply(call.usage());
    return tokens == null ? null : JsonValue.of(tokens);
  }

  private static @Nullable JsonValue cost(@Nullable BigDecimal cost) {
    return cost == null ? null : new Members().putCost(cost).build().get("cost");
  }

  private static JsonValue micros(Duration duration) {
    return JsonValue.of(duration.toNanos() / 1_000);
  }
}
