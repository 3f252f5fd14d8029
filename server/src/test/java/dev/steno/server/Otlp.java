// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Bodies of OTLP requests. */
final class Otlp {
  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private Otlp() {}

  /** One span of trace {@code trace} with the ids of {@link Traces#TRACE} but the last bytes. */
  static String json(long trace, String project) {
    return """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"steno.project","value":{"stringValue":"%s"}}]},
         "scopeSpans":[{"scope":{"name":"test"},"spans":[
          {"traceId":"0af7651916cd43dd%016x","spanId":"00f067aa0ba902b7","name":"step","kind":1,
           "startTimeUnixNano":"1770091506000000007","endTimeUnixNano":"1770091507000000007",
           "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4.1-mini"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}}]}]}]}]}
        """
        .formatted(project, trace);
  }

  static byte[] protobuf(long trace) {
    return request(span(trace)).toByteArray();
  }

  /** A good span and one whose trace id is too short. */
  static byte[] protobufWithOneBadSpan(long trace) {
    Span bad = span(trace).toBuilder().setTraceId(ByteString.copyFromUtf8("short")).build();
    return request(span(trace), bad).toByteArray();
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** {@code length} zero bytes, compressed to very few. */
  static byte[] bomb(long length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 16];
      for (long written = 0; written < length; written += zeros.length) {
        out.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] frame(int flag, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static ExportTraceServiceRequest request(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(java.util.List.of(spans))))
        .build();
  }

  private static Span span(long trace) {
    byte[] id = ByteBuffer.allocate(16).putLong(0x0af7651916cd43ddL).putLong(trace).array();
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(id))
        .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(7).array()))
        .setName("step")
        .setStartTimeUnixNano(1_770_091_506_000_000_007L)
        .setEndTimeUnixNano(1_770_091_507_000_000_007L)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.operation.name")
                .setValue(AnyValue.newBuilder().setStringValue("chat")))
        .build();
  }
}
