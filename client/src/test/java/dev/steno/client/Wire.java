// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
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
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** OTLP of what left the client, by OpenTelemetry's own classes. */
final class Wire {
  private Wire() {}

  static byte[] spans(List<SpanData> spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (SpanData span : spans) {
      request.addResourceSpans(
          ResourceSpans.newBuilder()
              .setResource(resource(span.getResource().getAttributes()))
              .addScopeSpans(
                  ScopeSpans.newBuilder()
                      .setScope(scope(span.getInstrumentationScopeInfo()))
                      .addSpans(span(span))));
    }
    return request.build().toByteArray();
  }

  static byte[] logs(List<LogRecordData> logs) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    for (LogRecordData log : logs) {
      request.addResourceLogs(
          ResourceLogs.newBuilder()
              .setResource(resource(log.getResource().getAttributes()))
              .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log(log))));
    }
    return request.build().toByteArray();
  }

  private static InstrumentationScope scope(InstrumentationScopeInfo scope) {
    return InstrumentationScope.newBuilder()
        .setName(scope.getName())
        .addAllAttributes(attributes(scope.getAttributes()))
        .build();
  }

  private static Resource resource(Attributes attributes) {
    return Resource.newBuilder().addAllAttributes(attributes(attributes)).build();
  }

  private static Span span(SpanData span) {
    Span.Builder built =
        Span.newBuilder()
            .setTraceId(bytes(span.getTraceId()))
            .setSpanId(bytes(span.getSpanId()))
            .setName(span.getName())
            .setKindValue(span.getKind().ordinal() + 1)
            .setStartTimeUnixNano(span.getStartEpochNanos())
            .setEndTimeUnixNano(span.getEndEpochNanos())
            .addAllAttributes(attributes(span.getAttributes()))
            .setStatus(
                Status.newBuilder()
                    .setCodeValue(span.getStatus().getStatusCode().ordinal())
                    .setMessage(span.getStatus().getDescription()));
    if (span.getParentSpanContext().isValid()) {
      built.setParentSpanId(bytes(span.getParentSpanId()));
    }
    span.getEvents()
        .forEach(
            event ->
                built.addEvents(
                    Span.Event.newBuilder()
                        .setName(event.getName())
                        .setTimeUnixNano(event.getEpochNanos())
                        .addAllAttributes(attributes(event.getAttributes()))));
    span.getLinks()
        .forEach(
            link ->
                built.addLinks(
                    Span.Link.newBuilder()
                        .setTraceId(bytes(link.getSpanContext().getTraceId()))
                        .setSpanId(bytes(link.getSpanContext().getSpanId()))
                        .addAllAttributes(attributes(link.getAttributes()))));
    return built.build();
  }

  private static LogRecord log(LogRecordData log) {
    LogRecord.Builder built =
        LogRecord.newBuilder()
            .setTimeUnixNano(log.getTimestampEpochNanos())
            .setEventName(log.getEventName() == null ? "" : log.getEventName())
            .addAllAttributes(attributes(log.getAttributes()));
    if (log.getSpanContext().isValid()) {
      built
          .setTraceId(bytes(log.getSpanContext().getTraceId()))
          .setSpanId(bytes(log.getSpanContext().getSpanId()));
    }
    return built.build();
  }

  private static List<KeyValue> attributes(Attributes attributes) {
    List<KeyValue> all = new ArrayList<>();
    attributes.forEach(
        (key, value) ->
            all.add(KeyValue.newBuilder().setKey(key.getKey()).setValue(any(value)).build()));
    return all;
  }

  private static AnyValue any(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof String text) {
      return any.setStringValue(text).build();
    }
    if (value instanceof Boolean bool) {
      return any.setBoolValue(bool).build();
    }
    if (value instanceof Long number) {
      return any.setIntValue(number).build();
    }
    if (value instanceof Double number) {
      return any.setDoubleValue(number).build();
    }
    ArrayValue.Builder array = ArrayValue.newBuilder();
    ((List<?>) value).forEach(element -> array.addValues(any(element)));
    return any.setArrayValue(array).build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
