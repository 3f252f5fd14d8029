// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** OTLP requests with one text in every place that takes a text. Immutable. */
final class PlantedBodies {
  private static final List<String> NAMES =
      List.of(
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "gen_ai.response.model",
          "gen_ai.response.id",
          "gen_ai.agent.name",
          "gen_ai.conversation.id",
          "gen_ai.tool.name",
          "gen_ai.tool.call.id",
          "gen_ai.tool.description",
          "gen_ai.tool.call.arguments",
          "gen_ai.tool.call.result",
          "gen_ai.request.stop_sequences",
          "session.id",
          "user.id",
          "error.type",
          "exception.message",
          "deployment.environment.name",
          "input.value",
          "output.value",
          "url.full");

  private final String text;
  private final long start;

  PlantedBodies(String text, long startNanos) {
    this.text = text;
    this.start = startNanos;
  }

  /** A model call of that trace, in protobuf. */
  byte[] traces(String traceId) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(traceId))
            .setSpanId(bytes("0000000000000007"))
            .setName("chat " + text)
            .setTraceState("k=" + text)
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + 1_000_000)
            .setStatus(Status.newBuilder().setCodeValue(2).setMessage("no access with " + text))
            .addAttributes(value("gen_ai.operation.name", "chat"))
            .addAttributes(value("gen_ai.input.messages", messages("user")))
            .addAttributes(value("gen_ai.output.messages", messages("assistant")))
            .addAttributes(
                value(
                    "gen_ai.system_instructions",
                    "[{\"type\":\"text\",\"content\":\"" + text + "\"}]"))
            .addAttributes(value("gen_ai.tool.definitions", "[{\"name\":\"" + text + "\"}]"))
            .addAttributes(value("key " + text, "x"))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("event " + text)
                    .setTimeUnixNano(start)
                    .addAttributes(value("event key " + text, text)))
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(bytes(traceId))
                    .setSpanId(bytes("0000000000000009"))
                    .addAttributes(value("link key " + text, text)));
    NAMES.forEach(name -> span.addAttributes(value(name, "my " + text)));
    return request(span);
  }

  private byte[] request(Span.Builder span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource())
                .setSchemaUrl("https://example.org/" + text)
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName(text).setVersion(text))
                        .addSpans(span)))
        .build()
        .toByteArray();
  }

  /** What was said in that call, and how it was judged, as log records. */
  byte[] logs(String traceId) {
    LogRecord.Builder said =
        log(traceId)
            .setEventName("gen_ai.client.inference.operation.details")
            .addAttributes(value("gen_ai.operation.name", "chat"))
            .addAttributes(value("gen_ai.input.messages", messages("user")))
            .addAttributes(value("gen_ai.output.messages", messages("assistant")))
            .addAttributes(value("log key " + text, text));
    LogRecord.Builder judged =
        log(traceId)
            .setEventName("gen_ai.evaluation.result")
            .addAttributes(value("gen_ai.evaluation.name", "tone " + text))
            .addAttributes(value("gen_ai.evaluation.score.label", text))
            .addAttributes(value("gen_ai.evaluation.explanation", "because of " + text));
    LogRecord.Builder plain = log(traceId).setBody(any("a line with " + text));
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource())
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(said)
                        .addLogRecords(judged)
                        .addLogRecords(plain)))
        .build()
        .toByteArray();
  }

  /** A tool span in JSON. */
  String json(String traceId) {
    return """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"k@","value":{"stringValue":"@"}}]},
         "scopeSpans":[{"scope":{"name":"@"},"spans":[{"traceId":"TRACE",
          "spanId":"0000000000000008","name":"run @","kind":1,"startTimeUnixNano":"START",
          "endTimeUnixNano":"START","status":{"code":2,"message":"@"},"attributes":[
           {"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},
           {"key":"gen_ai.tool.call.arguments","value":{"stringValue":"{\\"@\\":\\"\\\\n@\\"}"}},
           {"key":"headers","value":{"kvlistValue":{"values":[
             {"key":"@","value":{"arrayValue":{"values":[{"stringValue":"@"}]}}}]}}}],
          "events":[{"name":"@","timeUnixNano":"START","attributes":[
           {"key":"@","value":{"stringValue":"@"}}]}]}]}]}]}
        """
        .replace("@", text)
        .replace("TRACE", traceId)
        .replace("START", Long.toString(start));
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

  /** A gRPC frame around a message. */
  static byte[] frame(boolean gzip, byte[] message) {
    byte[] content = gzip ? gzip(message) : message;
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) (gzip ? 1 : 0))
        .putInt(content.length)
        .put(content)
        .array();
  }

  private LogRecord.Builder log(String traceId) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(start)
        .setTraceId(bytes(traceId))
        .setSpanId(bytes("0000000000000007"));
  }

  private Resource resource() {
    return Resource.newBuilder()
        .addAllAttributes(
            Stream.of("service.name", "host " + text).map(key -> value(key, text)).toList())
        .build();
  }

  private String messages(String role) {
    return """
        [{"role":"%1$s","parts":[{"type":"text","content":"say %2$s"},
          {"type":"reasoning","content":"think %2$s"},{"type":"odd","%2$s":["%2$s"]},
          {"type":"tool_call","id":"c %2$s","name":"n","arguments":{"%2$s":"\\t%2$s"}}],
          "finish_reason":"stop %2$s"}]"""
        .formatted(role, text);
  }

  private static KeyValue value(String key, String value) {
    return KeyValue.newBuilder().setKey(key).setValue(any(value)).build();
  }

  private static AnyValue any(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
