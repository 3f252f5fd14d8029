// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.codec.Json;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A span as most tracing stores keep it: a row with its payload as text, whatever was said before
 * included. Immutable.
 *
 * @param traceHigh the first half of the trace's id
 * @param input what went in: all messages of a call, the arguments of a tool
 * @param attributes what else was given: system message and tool definitions of a call
 */
public record PlainSpan(
    long traceHigh,
    long traceLow,
    long spanId,
    @Nullable Long parentId,
    long start,
    long end,
    String name,
    String type,
    @Nullable String conversation,
    @Nullable String user,
    @Nullable String model,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    String input,
    String output,
    String attributes) {

  /** The row of a span. */
  public static PlainSpan of(SpanPart part) {
    Span span = part.span();
    Generation generation = span.generation();
    Usage usage = generation == null ? null : generation.usage();
    Exchange exchange = part.exchange();
    return new PlainSpan(
        span.traceId().high(),
        span.traceId().low(),
        span.spanId().bits(),
        span.parentId() == null ? null : span.parentId().bits(),
        OtlpSpans.nanos(span.start()),
        OtlpSpans.nanos(span.end()),
        String.valueOf(span.name()),
        String.valueOf(span.type()),
        span.grouping().conversation(),
        span.grouping().user(),
        generation == null ? null : generation.model(),
        usage == null ? null : usage.inputTokens(),
        usage == null ? null : usage.outputTokens(),
        exchange == null ? String.valueOf(span.input()) : messages(exchange.messages()),
        exchange == null ? String.valueOf(span.output()) : messages(answers(exchange)),
        exchange == null ? String.valueOf(span.tool()) : attributes(exchange));
  }

  /** The characters of its payload. */
  public int payload() {
    return input.length() + output.length() + attributes.length();
  }

  private static List<Message> answers(Exchange exchange) {
    return Objects.requireNonNullElse(exchange.choices(), List.<List<Message>>of()).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static String messages(@Nullable List<Message> messages) {
    return messages == null ? "[]" : MessageParts.write(messages);
  }

  private static String attributes(Exchange exchange) {
    List<String> texts = new ArrayList<>();
    texts.add(messages(exchange.system()));
    if (exchange.tools() != null) {
      texts.add(Json.write(new JsonArray(exchange.tools())));
    }
    return String.join(",", texts);
  }

  /** The same span under other ids and at another time. */
  public PlainSpan at(long newTraceLow, long newSpanId, long newStart) {
    return new PlainSpan(
        traceHigh,
        newTraceLow,
        newSpanId,
        parentId,
        newStart,
        newStart + end - start,
        name,
        type,
        conversation,
        user,
        model,
        inputTokens,
        outputTokens,
        input,
        output,
        attributes);
  }
}
