// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Spans and log records as OpenTelemetry's SDK makes them. Stateless. */
final class Recorded {
  static final Resource RESOURCE =
      Resource.create(
          Attributes.of(AttributeKey.stringKey("service.name"), "kettle"), "https://schema/1");

  /** Without a processor the SDK makes spans that record nothing. */
  static final SpanProcessor NOWHERE = SimpleSpanProcessor.create(SpanExporter.composite());

  private static final SdkTracerProvider TRACES =
      SdkTracerProvider.builder().setResource(RESOURCE).addSpanProcessor(NOWHERE).build();

  private Recorded() {}

  /** A span with a name, and an attribute of so many characters. */
  static SpanData span(String name, int characters) {
    return ended(
        TRACES
            .get("recorded", "1.0")
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("text", "x".repeat(characters))
            .startSpan());
  }

  static SpanData span(String name) {
    return span(name, 10);
  }

  static List<SpanData> spans(int count) {
    List<SpanData> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(span("span " + i));
    }
    return spans;
  }

  static SpanData ended(Span span) {
    span.end();
    return ((ReadableSpan) span).toSpanData();
  }

  static SdkTracerProvider traces() {
    return TRACES;
  }

  /** A log record with an event's name, within a span. */
  static LogRecordData log(String event, Span span) {
    Kept kept = new Kept();
    SdkLoggerProvider logs =
        SdkLoggerProvider.builder()
            .setResource(RESOURCE)
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(kept))
            .build();
    logs.get("recorded")
        .logRecordBuilder()
        .setContext(Context.root().with(span))
        .setSeverity(Severity.INFO)
        .setSeverityText("info")
        .setEventName(event)
        .setBody("body")
        .setAttribute(AttributeKey.stringKey("text"), "begun")
        .emit();
    return kept.records.get(0);
  }

  private static final class Kept implements LogRecordExporter {
    private final List<LogRecordData> records = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<LogRecordData> logs) {
      records.addAll(logs);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
