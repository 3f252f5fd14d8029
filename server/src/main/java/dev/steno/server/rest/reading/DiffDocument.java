// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import dev.steno.model.Cost;
import dev.steno.model.Span;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.step.Diff;
import dev.steno.model.step.Diff.Divergence;
import dev.steno.model.step.Diff.Entry;
import dev.steno.model.step.Diff.Part;
import dev.steno.model.step.Diff.Row;
import dev.steno.model.step.Side;
import dev.steno.server.rest.JsonStream;
import dev.steno.server.rest.Members;
import dev.steno.server.rest.StepsDocument;
import dev.steno.storage.TraceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two records side by side, as the API writes them. For one thread. */
final class DiffDocument {
  private final JsonObject a;
  private final JsonObject b;
  private final Instant now;
  private final Map<Hash, JsonValue> values = new HashMap<>();
  private final Diff diff;

  /**
   * A comparison.
   *
   * @param a what names the first record
   * @param b what names the second record
   */
  DiffDocument(
      JsonObject a, List<TraceRecord> ofA, JsonObject b, List<TraceRecord> ofB, Instant now) {
    this.a = a;
    this.b = b;
    this.now = now;
    this.diff = Diff.of(side(ofA), side(ofB));
  }

  private Side side(List<TraceRecord> traces) {
    Map<Hash, Message> messages = new HashMap<>();
    for (TraceRecord trace : traces) {
      messages.putAll(trace.messages());
      trace.messages().forEach((id, message) -> values.put(id, message.toJson()));
      values.putAll(trace.tools());
    }
    return new Side(StepsDocument.turns(traces), messages::get, values::get);
  }

  void write(OutputStream out) throws IOException {
    Divergence first = diff.first();
    JsonObject head =
        new Members()
            .put("same", diff.isSame())
            .put("a", side(a, Row::a))
            .put("b", side(b, Row::b))
            .put("delta", delta(figures(Row::a), figures(Row::b)))
            .put("counts", counts())
            .put("first", first == null ? JsonValue.NULL : first(first))
            .build();
    new JsonStream(out)
        .begin(head)
        .array("rows", diff.rows().stream().map(this::row).iterator())
        .end();
  }

  private JsonObject side(JsonObject name, Function<Row, @Nullable Entry> side) {
    return new Members().putAll(name).putAll(figures(side).toJson()).build();
  }

  private Figures figures(Function<Row, @Nullable Entry> side) {
    return diff.rows().stream()
        .map(side)
        .filter(Objects::nonNull)
        .map(entry -> Figures.of(Objects.requireNonNull(entry)))
        .reduce(Figures.NONE, Figures::plus)
        .lasting(Figures.extent(diff.rows().stream().map(side).toList()));
  }

  private static JsonObject delta(Figures one, Figures other) {
    return other.minus(one).toJson();
  }

  private JsonObject counts() {
    long different = diff.rows().stream().filter(row -> !row.differs().isEmpty()).count();
    return new Members()
        .put("rows", diff.rows().size())
        .put("different", different)
        .put("only_a", diff.rows().stream().filter(row -> row.b() == null).count())
        .put("only_b", diff.rows().stream().filter(row -> row.a() == null).count())
        .build();
  }

  private JsonObject first(Divergence first) {
    return new Members()
        .put("row", diff.rows().indexOf(first.row()))
        .put("part", wire(first.part()))
        .put("index", first.index() < 0 ? null : JsonValue.of(first.index()))
        .put("a", first.a() == null ? null : values.get(first.a()))
        .put("b", first.b() == null ? null : values.get(first.b()))
        .build();
  }

  private JsonObject row(Row row) {
    Members json = new Members().put("lane", StepsDocument.lane(row.lane()));
    Entry one = row.a();
    Entry other = row.b();
    json.put("a", one == null ? null : entry(one)).put("b", other == null ? null : entry(other));
    if (one != null && other != null) {
      json.put("delta", delta(Figures.of(one), Figures.of(other)));
    }
    return json.putList("differs", row.differs(), part -> JsonValue.of(wire(part))).build();
  }

  private JsonObject entry(Entry entry) {
    Span span = entry.span();
    SpanType type = span.type();
    return new Members()
        .put("trace_id", span.traceId().hex())
        .put("span_id", span.spanId().hex())
        .put("type", type == null ? null : type.name())
        .put("name", span.name())
        .put("model", span.generation() == null ? null : span.generation().model())
        .put("status", span.statusAt(now).wire())
        .put("step", entry.step() == null ? null : JsonValue.of(entry.step().number()))
        .putAll(Figures.of(entry).toJson())
        .build();
  }

  private static String wire(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** A stretch of time. */
  private record Extent(Instant start, Instant end) {
    Extent and(Extent other) {
      return new Extent(
          start.isBefore(other.start) ? start : other.start,
          end.isAfter(other.end) ? end : other.end);
    }

    Duration length() {
      return Duration.between(start, end);
    }
  }

  /** What may be more or less; null is unknown. */
  private record Figures(
      @Nullable Duration time, @Nullable Long input, @Nullable Long output, @Nullable Cost cost) {
    static final Figures NONE = new Figures(null, null, null, null);

    /** Tokens and cost of a call itself: what wraps calls only repeats what they used. */
    static Figures of(Entry entry) {
      Span span = entry.span();
      Duration time = span.duration().orElse(null);
      boolean counts = entry.step() != null || span.type() == SpanType.EMBEDDING;
      if (span.generation() == null || !counts) {
        return new Figures(time, null, null, null);
      }
      Usage usage = span.generation().usage();
      return new Figures(
          time,
          usage == null ? null : usage.inputTokens(),
          usage == null ? null : usage.outputTokens(),
          Cost.of(span.generation()));
    }

    /** From the first start to the last end, trace by trace. */
    static @Nullable Duration extent(List<@Nullable Entry> entries) {
      Map<TraceId, Extent> extents = new HashMap<>();
      for (Entry entry : entries) {
        Instant start = entry == null ? null : entry.span().start();
        Instant end = entry == null ? null : entry.span().end();
        if (entry != null && start != null && end != null) {
          extents.merge(entry.span().traceId(), new Extent(start, end), Extent::and);
        }
      }
      return extents.values().stream().map(Extent::length).reduce(Duration::plus).orElse(null);
    }

    Figures lasting(@Nullable Duration whole) {
      return new Figures(whole, input, output, cost);
    }

    Figures plus(Figures other) {
      return new Figures(
          null,
          sum(input, other.input, Long::sum),
          sum(output, other.output, Long::sum),
          Cost.sum(cost, other.cost));
    }

    Figures minus(Figures other) {
      return new Figures(
          time == null || other.time == null ? null : time.minus(other.time),
          input == null || other.input == null ? null : Long.valueOf(input - other.input),
          output == null || other.output == null ? null : Long.valueOf(output - other.output),
          cost == null || other.cost == null ? null : cost.minus(other.cost));
    }

    private static <T> @Nullable T sum(
        @Nullable T one, @Nullable T other, java.util.function.BinaryOperator<T> plus) {
      return one == null ? other : other == null ? one : plus.apply(one, other);
    }

    JsonObject toJson() {
      return new Members()
          .put("duration_ms", time)
          .put("input_tokens", input == null ? null : JsonValue.of(input))
          .put("output_tokens", output == null ? null : JsonValue.of(output))
          .putCostAndSource(cost)
          .build();
    }
  }
}
