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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** OTLP requests with a text of its own in every place that takes a text. Immutable. */
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

  private static final String SYSTEM = "[{\"type\":\"text\",\"content\":\"<system>\"}]";

  private static final Pattern PLACE = Pattern.compile("<([^<>]+)>");

  private final UnaryOperator<String> text;
  private final long start;

  /** Requests with what {@code text} says stands in a place. */
  PlantedBodies(UnaryOperator<String> text, long startNanos) {
    this.text = text;
    this.start = startNanos;
  }

  /** A model call of which nothing is known yet but that it was, in protobuf. */
  byte[] bare(String traceId) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(call(traceId))))
        .build()
        .toByteArray();
  }

  private Span.Builder call(String traceId) {
    return Span.newBuilder()
        .setTraceId(bytes(traceId))
        .setSpanId(bytes("0000000000000007"))
        .setName("chat")
        .setStartTimeUnixNano(start)
        .setEndTimeUnixNano(start + 1_000_000)
        .addAttributes(value("gen_ai.operation.name", "chat"));
  }

  /** A model call of that trace, in protobuf. */
  byte[] traces(String traceId) {
    Span.Builder span =
        call(traceId)
            .setName(fill("chat <name>"))
            .setTraceState(fill("k=<trace state>"))
            .setStatus(Status.newBuilder().setCodeValue(2).setMessage(fill("no <status>")))
            .addAttributes(value("gen_ai.input.messages", messages("user")))
            .addAttributes(value("gen_ai.output.messages", messages("assistant")))
            .addAttributes(value("gen_ai.system_instructions", fill(SYSTEM)))
            .addAttributes(value("gen_ai.tool.definitions", fill("[{\"name\":\"<tool list>\"}]")))
            .addAttributes(value(fill("key <attribute name>"), "x"))
            .addEvents(
                Span.Event.newBuilder()
                    .setName(fill("event <event name>"))
                    .setTimeUnixNano(start)
                    .addAttributes(value(fill("key <event key>"), fill("<event value>"))))
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(bytes(traceId))
                    .setSpanId(bytes("0000000000000009"))
                    .addAttributes(value(fill("key <link key>"), fill("<link value>"))));
    NAMES.forEach(name -> span.addAttributes(value(name, fill("my <" + name + ">"))));
    return request(span);
  }

  private byte[] request(Span.Builder span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource())
                .setSchemaUrl(fill("https://example.org/<schema, not kept>"))
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(
                            InstrumentationScope.newBuilder()
                                .setName(fill("<scope name>"))
                                .setVersion(fill("<scope version>")))
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
            .addAttributes(value(fill("log key <log key>"), fill("<log value>")));
    LogRecord.Builder judged =
        log(traceId)
            .setEventName("gen_ai.evaluation.result")
            .addAttributes(value("gen_ai.evaluation.name", fill("tone <evaluation name>")))
            .addAttributes(value("gen_ai.evaluation.score.label", fill("<evaluation label>")))
            .addAttributes(
                value("gen_ai.evaluation.explanation", fill("because of <evaluation reason>")));
    LogRecord.Builder plain = log(traceId).setBody(any(fill("a line with <log body>")));
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
    return fill(
        """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"k<resource key>","value":{"stringValue":"<resource value>"}}]},
         "scopeSpans":[{"scope":{"name":"<scope name>"},"spans":[{"traceId":"TRACE",
          "spanId":"0000000000000008","name":"run <name>","kind":1,"startTimeUnixNano":"START",
          "endTimeUnixNano":"START","status":{"code":2,"message":"<status>"},"attributes":[
           {"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},
           {"key":"gen_ai.tool.call.arguments","value":{
             "stringValue":"{\\"<argument name>\\":\\"\\\\n<argument>\\"}"}},
           {"key":"headers","value":{"kvlistValue":{"values":[
             {"key":"<inner key>","value":{"arrayValue":{"values":[
               {"stringValue":"<inner value>"}]}}}]}}}],
          "events":[{"name":"<event name>","timeUnixNano":"START","attributes":[
           {"key":"<event key>","value":{"stringValue":"<event value>"}}]}]}]}]}]}
        """
            .replace("TRACE", traceId)
            .replace("START", Long.toString(start)));
  }

  /** Puts what stands in a place where its name stands between angle brackets. */
  private String fill(String template) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(text.apply(place.group(1))));
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
        .addAttributes(value("service.name", fill("<service>")))
        .addAttributes(value(fill("host <resource key>"), fill("<resource value>")))
        .build();
  }

  private String messages(String role) {
    return fill(
        """
        [{"role":"ROLE","parts":[{"type":"text","content":"say <ROLE text>"},
          {"type":"reasoning","content":"think <ROLE reasoning>"},
          {"type":"odd","<ROLE odd name>":["<ROLE odd value>"]},
          {"type":"blob","modality":"file","mime_type":"text/plain","content":"DOCUMENT"},
          {"type":"blob","modality":"file","mime_type":"text/plain","content":"NOTE"},
          {"type":"tool_call","id":"c <ROLE call id>","name":"n",
           "arguments":{"<ROLE argument name>":"\\t<ROLE argument>"}}],
          "finish_reason":"stop <FINISH>"}]"""
            .replace("DOCUMENT", base64(fill("<" + role + " document> ").repeat(60)))
            .replace("NOTE", base64(fill("<" + role + " note>")))
            .replace("FINISH", "user".equals(role) ? "finish, not kept" : "finish")
            .replace("ROLE", role));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
