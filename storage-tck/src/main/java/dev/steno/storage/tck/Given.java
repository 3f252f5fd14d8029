// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The small pieces that contracts build their cases of. Pure functions. */
public final class Given {
  public static final String PROJECT = "shop";

  /** A Wednesday. */
  public static final Instant NOW = Instant.parse("2026-11-04T12:00:00.123456789Z");

  private Given() {}

  public static TraceId traceId(int number) {
    return new TraceId(0x5eed, number);
  }

  public static SpanId spanId(int number) {
    return new SpanId(number);
  }

  /** An ended span of one second that began {@code trace} seconds before now. */
  public static Span.Builder span(int trace, int span) {
    return span(PROJECT, trace, span);
  }

  public static Span.Builder span(String project, int trace, int span) {
    Instant start = NOW.minusSeconds(trace);
    return bare(project, trace, span)
        .type(SpanType.SPAN)
        .name("step " + span)
        .status(SpanStatus.OK)
        .start(start)
        .end(start.plusSeconds(1));
  }

  /** A span of which only the ids are known. */
  public static Span.Builder bare(String project, int trace, int span) {
    return Span.builder(project, traceId(trace), spanId(span));
  }

  public static Span.Builder generation(int trace, int span) {
    return span(trace, span)
        .type(SpanType.GENERATION)
        .generation(Generation.builder().requestModel("example-large").build());
  }

  public static Grouping inConversation(@Nullable String conversation) {
    return new Grouping(conversation, null, null, null, null);
  }

  public static Usage usage(long input, long output) {
    return new Usage(input, null, null, output, null, JsonObject.EMPTY);
  }

  public static SpanPart part(Span.Builder span) {
    return part(SpanPart.Kind.SPAN, 0, NOW, span, null);
  }

  public static SpanPart call(Span.Builder span, Exchange exchange) {
    return part(SpanPart.Kind.SPAN, 0, NOW, span, exchange);
  }

  public static SpanPart part(
      SpanPart.Kind kind,
      long sequence,
      Instant arrival,
      Span.Builder span,
      @Nullable Exchange exchange) {
    return new SpanPart(kind, sequence, arrival, span.build(), exchange);
  }

  public static Message user(String text) {
    return Message.text("user", text);
  }

  public static Message assistant(String text) {
    return Message.text("assistant", text);
  }

  /** A call with these messages and one answer, without tools or system messages. */
  public static Exchange exchange(List<Message> messages, Message answer) {
    return new Exchange(null, null, messages, List.of(List.of(answer)));
  }

  /** A call that was asked one thing. */
  public static Exchange asked(String question, String answer) {
    return exchange(List.of(user(question)), assistant(answer));
  }

  /** A thumbs-up on a trace, whose id says which trace and when. */
  public static Feedback feedback(int trace, Instant time) {
    return new Feedback(
        "%016x%016x".formatted(trace, time.getEpochSecond()),
        PROJECT,
        traceId(trace),
        null,
        null,
        new Feedback.Verdict(Feedback.Tag.POSITIVE, null, null, null, null),
        Feedback.Source.EXPLICIT,
        null,
        null,
        time);
  }
}
