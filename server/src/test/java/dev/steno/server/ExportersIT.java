// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real OpenTelemetry exporters against the server. */
final class ExportersIT {
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(config -> config.grpcPort(0));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_over_http_arrive(String compression) {
    arrives(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(server.uri("/v1/traces").toString())
            .setCompression(compression)
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_over_http_below_a_prefix_arrive(String compression) {
    arrives(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(server.uri("/api/public/otel/v1/traces").toString())
            .setCompression(compression)
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_over_grpc_arrive_on_both_ports(String compression) {
    for (int port : new int[] {server.port(), server.server().grpcPort()}) {
      arrives(
          OtlpGrpcSpanExporter.builder()
              .setEndpoint("http://127.0.0.1:" + port)
              .setCompression(compression)
              .build());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void log_records_join_their_span(String compression) {
    joins(
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(server.uri("/v1/logs").toString())
            .setCompression(compression)
            .build());
    joins(
        OtlpGrpcLogRecordExporter.builder()
            .setEndpoint(server.uri("").toString())
            .setCompression(compression)
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void metrics_are_answered_well_counted_and_discarded(String compression) {
    isTaken(
        OtlpHttpMetricExporter.builder()
            .setEndpoint(server.uri("/v1/metrics").toString())
            .setCompression(compression)
            .build());
    isTaken(
        OtlpGrpcMetricExporter.builder()
            .setEndpoint(server.uri("").toString())
            .setCompression(compression)
            .build());

    assertThat(server.get("/metrics").text())
        .containsPattern("steno_otlp_metrics_discarded_total [1-9]");
  }

  private void arrives(SpanExporter exporter) {
    String trace;
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build()) {
      Tracer tracer = provider.get("test", "1.0");
      Span span =
          tracer
              .spanBuilder("chat größer")
              .setAttribute(OPERATION, "chat")
              .setAttribute(MODEL, "gpt-4.1-mini")
              .setAttribute(INPUT, 12L)
              .startSpan();
      span.end();
      trace = span.getSpanContext().getTraceId();

      CompletableResultCode flushed = provider.forceFlush().join(20, TimeUnit.SECONDS);

      assertThat(flushed.isSuccess()).isTrue();
    }
    JsonObject answer = server.get("/api/v1/traces/" + trace).json();
    JsonObject span = (JsonObject) ((JsonArray) answer.get("spans")).elements().get(0);
    assertThat(span.text("name")).isEqualTo("chat größer");
    assertThat(span.text("type")).isEqualTo("GENERATION");
    assertThat(((JsonObject) span.get("generation")).get("usage").toString())
        .contains("\"input_tokens\":12");
    assertThat(span.get("scope").toString()).contains("test", "1.0");
  }

  private void joins(LogRecordExporter exporter) {
    Span span = Span.wrap(spanContext());
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
            .build()) {
      provider
          .get("test")
          .logRecordBuilder()
          .setContext(Context.root().with(span))
          .setSeverity(Severity.INFO)
          .setEventName("gen_ai.client.inference.operation.details")
          .setAttribute(
              AttributeKey.stringKey("gen_ai.input.messages"),
              "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hello\"}]}]")
          .emit();

      CompletableResultCode flushed = provider.forceFlush().join(20, TimeUnit.SECONDS);

      assertThat(flushed.isSuccess()).isTrue();
    }
    assertThat(server.get("/api/v1/traces/" + span.getSpanContext().getTraceId()).text())
        .contains("\"hello\"");
  }

  private static void isTaken(MetricExporter exporter) {
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.builder(exporter).build())
            .build()) {
      provider.get("test").counterBuilder("calls").build().add(1, Attributes.empty());

      CompletableResultCode flushed = provider.forceFlush().join(20, TimeUnit.SECONDS);

      assertThat(flushed.isSuccess()).isTrue();
    }
  }

  private static SpanContext spanContext() {
    return SpanContext.create(
        Traces.TRACE.hex(), Traces.CALL.hex(), TraceFlags.getSampled(), TraceState.getDefault());
  }
}
