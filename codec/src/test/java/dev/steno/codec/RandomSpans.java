// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Dropped;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Seeded records of the model with any subset of their fields. For one thread. */
final class RandomSpans {
  private final RandomValues values;

  RandomSpans(long seed) {
    values = new RandomValues(seed);
  }

  Span span() {
    return Span.builder("p", trace(), spanId())
        .parentId(values.maybe(this::spanId))
        .type(values.maybe(() -> one(SpanType.values())))
        .name(values.maybe(values::text))
        .kind(values.maybe(() -> "CLIENT"))
        .status(values.maybe(() -> one(SpanStatus.values())))
        .statusMessage(values.maybe(values::text))
        .errorType(values.maybe(values::text))
        .start(values.maybe(this::time))
        .end(values.maybe(this::time))
        .input(values.maybe(() -> values.json(4)))
        .output(values.maybe(() -> values.json(4)))
        .attributes(values.object(3))
        .events(values.list(() -> new SpanEvent(values.text(), time(), values.object(2))))
        .links(values.list(() -> new SpanLink(trace(), spanId(), values.object(2))))
        .origin(
            new Origin(values.object(2), values.maybe(values::text), values.maybe(values::text)))
        .grouping(
            new Grouping(
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(values::text)))
        .agent(values.maybe(values::text))
        .tool(
            values.maybe(
                () ->
                    new ToolUse(
                        values.maybe(values::text),
                        values.maybe(values::text),
                        values.maybe(values::text),
                        values.maybe(values::text))))
        .generation(values.maybe(this::generation))
        .redacted(values.random.nextBoolean() ? Map.of() : Map.of("email", 2L, "aws", 1L))
        .dropped(values.random.nextBoolean() ? Dropped.NONE : new Dropped(1, 0, 3, 4))
        .flags(values.random.nextBoolean() ? Set.of() : Set.of("clock", "content"))
        .build();
  }

  Generation generation() {
    return Generation.builder()
        .provider(values.maybe(values::text))
        .requestModel(values.maybe(values::text))
        .responseModel(values.maybe(values::text))
        .responseId(values.maybe(values::text))
        .parameters(values.object(2))
        .finishReasons(values.list(values::text))
        .streaming(values.maybe(() -> values.random.nextBoolean()))
        .timeToFirstToken(
            values.maybe(() -> Duration.ofNanos(values.random.nextLong(10_000_000_000L))))
        .usage(values.maybe(this::usage))
        .cost(values.maybe(this::decimal))
        .attempts(values.maybe(() -> values.random.nextInt(9)))
        .build();
  }

  Usage usage() {
    return new Usage(
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.maybe(this::tokens),
        values.object(2));
  }

  Feedback feedback() {
    return new Feedback(
        "00ff",
        "p",
        trace(),
        values.maybe(this::spanId),
        values.maybe(values::text),
        new Feedback.Verdict(
            values.maybe(() -> one(Feedback.Tag.values())),
            values.maybe(this::decimal),
            values.maybe(values::text),
            values.maybe(values::text),
            values.text()),
        one(Feedback.Source.values()),
        values.maybe(values::text),
        values.maybe(values::text),
        time());
  }

  private Long tokens() {
    return values.random.nextLong(1L << 40);
  }

  private BigDecimal decimal() {
    return BigDecimal.valueOf(values.random.nextLong(), values.random.nextInt(60) - 10);
  }

  private Instant time() {
    return Instant.ofEpochSecond(
        values.random.nextLong(1L << 34), values.random.nextInt(1_000_000_000));
  }

  private TraceId trace() {
    return new TraceId(values.random.nextLong(), values.random.nextLong() | 1);
  }

  private SpanId spanId() {
    return new SpanId(values.random.nextLong() | 1);
  }

  private <T> T one(T[] constants) {
    return List.of(constants).get(values.random.nextInt(constants.length));
  }
}
