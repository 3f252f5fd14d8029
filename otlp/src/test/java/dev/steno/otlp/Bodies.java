// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import com.google.protobuf.ByteString;
import dev.steno.codec.Json;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests as clients send them. */
final class Bodies {
  static final TraceId TRACE = TraceId.of("0af7651916cd43dd8448eb211c80319c");
  static final SpanId SPAN = SpanId.of("b7ad6b7169203331");
  static final Instant ARRIVAL = Instant.parse("2026-03-04T05:06:07Z");
  static final long START = 1_772_600_000_000_000_001L;
  static final RequestContext CONTEXT = new RequestContext(null, ARRIVAL);

  private Bodies() {}

  static io.opentelemetry.proto.trace.v1.Span.Builder span(String attributes) {
    return io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .setTraceId(bytes(TRACE.hex()))
        .setSpanId(bytes(SPAN.hex()))
        .setName("step")
        .setStartTimeUnixNano(START)
        .setEndTimeUnixNano(START + 1_000_000)
        .addAllAttributes(attributes(attributes));
  }

  static LogRecord.Builder log(String eventName, String attributes) {
    return LogRecord.newBuilder()
        .setTraceId(bytes(TRACE.hex()))
        .setSpanId(bytes(SPAN.hex()))
        .setTimeUnixNano(START)
        .setEventName(eventName)
        .addAllAttributes(attributes(attributes));
  }

  static byte[] traces(io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
    return traces("{}", spans);
  }

  static byte[] traces(String resource, io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
    ScopeSpans.Builder scope =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("lib").setVersion("1.2"));
    List.of(spans).forEach(scope::addSpans);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(attributes(resource)))
                .addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  static byte[] logs(LogRecord.Builder... records) {
    ScopeLogs.Builder scope =
        ScopeLogs.newBuilder().setScope(InstrumentationScope.newBuilder().setName("logger"));
    List.of(records).forEach(scope::addLogRecords);
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAllAttributes(attributes("{\"service.name\":\"shop\"}")))
                .addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  /** The attributes that the members of a JSON object are, each of its own type. */
  static List<KeyValue> attributes(String json) {
    return ((JsonObject) Json.parse(json))
        .members().entrySet().stream()
            .map(m -> KeyValue.newBuilder().setKey(m.getKey()).setValue(any(m.getValue())).build())
            .toList();
  }

  static AnyValue any(JsonValue value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof JsonString text) {
      any.setStringValue(text.value());
    } else if (value instanceof JsonBoolean bool) {
      any.setBoolValue(bool.value());
    } else if (value instanceof JsonNumber number && number.lexeme().matches("-?[0-9]+")) {
      any.setIntValue(Long.parseLong(number.lexeme()));
    } else if (value instanceof JsonNumber number) {
      any.setDoubleValue(Double.parseDouble(number.lexeme()));
    } else if (value instanceof JsonArray array) {
      ArrayValue.Builder list = ArrayValue.newBuilder();
      array.elements().forEach(element -> list.addValues(any(element)));
      any.setArrayValue(list);
    } else if (value instanceof JsonObject object) {
      KeyValueList.Builder list = KeyValueList.newBuilder();
      object
          .members()
          .forEach(
              (key, member) ->
                  list.addValues(KeyValue.newBuilder().setKey(key).setValue(any(member))));
      any.setKvlistValue(list);
    }
    return any.build();
  }

  static ByteString bytes(String hex) {
    return ByteString.copyFrom(java.util.HexFormat.of().parseHex(hex));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The one part of a span with these attributes. */
  static SpanPart part(String attributes) {
    return only(traces(span(attributes)));
  }

  static SpanPart only(byte[] traces) {
    Decoded decoded = new OtlpDecoder().traces(traces, Encoding.PROTOBUF, CONTEXT);
    assert decoded.rejected() == 0 : decoded.message();
    return decoded.parts().get(0);
  }

  static Decoded decodeLogs(LogRecord.Builder... records) {
    return new OtlpDecoder().logs(logs(records), Encoding.PROTOBUF, CONTEXT);
  }

  static Span spanOf(String attributes) {
    return part(attributes).span();
  }

  /** An object with one member, {@code json} as text: how most emitters write structured values. */
  static String inString(String key, String json) {
    return Json.write(new JsonObject(Map.of(key, JsonValue.of(json))));
  }

  static String inStrings(String key, String value, String other, String otherValue) {
    return Json.write(
        new JsonObject(Map.of(key, JsonValue.of(value), other, JsonValue.of(otherValue))));
  }
}
