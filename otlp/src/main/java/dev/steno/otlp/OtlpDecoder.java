// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.model.SpanPart;
import dev.steno.otlp.dialect.KnownMessages;
import dev.steno.otlp.wire.Budget;
import dev.steno.otlp.wire.JsonReader;
import dev.steno.otlp.wire.ProtoReader;
import dev.steno.otlp.wire.WireException;
import dev.steno.otlp.wire.WireLog;
import dev.steno.otlp.wire.WireSpan;
import java.util.function.Supplier;

/**
 * Turns the bodies of OTLP requests, in protobuf or JSON, into parts of the record. Whatever the
 * bytes are, they are decoded or refused by an {@link OtlpException}; a span or log record that
 * cannot be kept costs none of the others of its request. Thread-safe; it remembers what it read
 * lately, which changes nothing but the time that reading takes.
 */
public final class OtlpDecoder {
  private final KnownMessages known = new KnownMessages();

  /**
   * Decodes an {@code ExportTraceServiceRequest}.
   *
   * @param body inflated; how many bytes it may have is for the caller to bound
   * @throws OtlpException if the body as a whole cannot be read
   */
  public Decoded traces(byte[] body, Encoding encoding, RequestContext context) {
    Budget budget = new Budget();
    Outcome outcome = new Outcome();
    Intake<WireSpan> intake =
        new Intake<>(context, budget, known, outcome, (maker, span) -> keep(maker, span, outcome));
    return read(
        () -> {
          if (encoding == Encoding.PROTOBUF) {
            ProtoReader.spans(body, budget, intake);
          } else if (!JsonReader.spans(body, budget, intake)) {
            outcome.warn("body: without resourceSpans (expected: a list of that name)");
          }
          return outcome.decoded("span");
        });
  }

  private static void keep(SpanMaker maker, WireSpan span, Outcome outcome) {
    SpanPart part = maker.part(SpanPart.Kind.SPAN, span);
    outcome.parts.add(part);
    outcome.feedback.addAll(maker.feedback(part));
  }

  /**
   * Decodes an {@code ExportLogsServiceRequest}. Records that belong to no span are rejected.
   *
   * @param body inflated; how many bytes it may have is for the caller to bound
   * @throws OtlpException if the body as a whole cannot be read
   */
  public Decoded logs(byte[] body, Encoding encoding, RequestContext context) {
    Budget budget = new Budget();
    Outcome outcome = new Outcome();
    Intake<WireLog> intake =
        new Intake<>(
            context,
            budget,
            known,
            outcome,
            (maker, log) -> new LogMaker(maker, context.arrival(), outcome).accept(log));
    return read(
        () -> {
          if (encoding == Encoding.PROTOBUF) {
            ProtoReader.logs(body, budget, intake);
          } else if (!JsonReader.logs(body, budget, intake)) {
            outcome.warn("body: without resourceLogs (expected: a list of that name)");
          }
          return outcome.decoded("log record");
        });
  }

  /**
   * The number of metrics in an {@code ExportMetricsServiceRequest}, none of which is kept.
   *
   * @throws OtlpException if the body as a whole cannot be read
   */
  public long metrics(byte[] body, Encoding encoding) {
    return read(
        () -> encoding == Encoding.PROTOBUF ? ProtoReader.metrics(body) : JsonReader.metrics(body));
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (WireException e) {
      OtlpException.Kind kind =
          e.isTooLarge() ? OtlpException.Kind.TOO_LARGE : OtlpException.Kind.BAD_BODY;
      throw new OtlpException(kind, e.sentence(), e);
    }
  }
}
