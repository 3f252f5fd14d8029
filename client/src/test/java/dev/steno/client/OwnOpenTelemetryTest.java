// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client on the application's own OpenTelemetry. */
class OwnOpenTelemetryTest {
  private final List<SpanData> spans = new ArrayList<>();
  private final List<LogRecordData> logs = new ArrayList<>();
  private final OpenTelemetry own =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                  .build())
          .setLoggerProvider(
              SdkLoggerProvider.builder()
                  .addLogRecordProcessor(
                      new LogRecordProcessor() {
                        @Override
                        public void onEmit(Context context, ReadWriteLogRecord record) {
                          logs.add(record.toLogRecordData());
                        }
                      })
                  .build())
          .build();
  private final Steno steno = Steno.on(own);

  private final class Kept implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
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

  @Test
  void its_spans_and_ours_stand_in_one_tree() {
    Span server = own.getTracer("http").spanBuilder("POST /chat").startSpan();
    MessageSpan message;
    try (Scope scope = server.makeCurrent()) {
      message = steno.trace().message("Hi");
      message.call(
          m -> {
            own.getTracer("sql").spanBuilder("SELECT").startSpan().end();
            return "Hello";
          });
    }
    server.end();

    assertThat(spans).extracting(SpanData::getTraceId).containsOnly(message.traceId());
    assertThat(spans)
        .extracting(SpanData::getName)
        .containsExactly("SELECT", "message", "POST /chat");
    assertThat(spans.get(0).getParentSpanId()).isEqualTo(message.id());
    assertThat(spans.get(1).getParentSpanId()).isEqualTo(server.getSpanContext().getSpanId());
    assertThat(steno.recent().spans()).hasSize(1);
    steno.close();
  }

  @Test
  void several_messages_of_a_trace_stand_below_a_root_of_its_own() {
    Trace trace = steno.trace(t -> t.tags("a"));

    trace.message("one").end();
    trace.message("two").end();
    trace.close();

    assertThat(spans).extracting(SpanData::getTraceId).containsOnly(trace.id());
    assertThat(spans).extracting(SpanData::getName).containsExactly("message", "message", "trace");
    String root = spans.get(2).getSpanId();
    assertThat(spans.subList(0, 2)).extracting(SpanData::getParentSpanId).containsOnly(root);
    steno.close();
  }

  @Test
  void a_trace_that_is_never_closed_ends_with_its_client() {
    steno.trace().message("one").end();

    steno.close();

    assertThat(spans).extracting(SpanData::getName).containsExactly("message", "trace");
  }

  @Test
  void beginnings_and_feedback_are_log_records_of_its_own() {
    MessageSpan message = steno.trace().message("Hi");
    message.feedback(FeedbackTag.POSITIVE);

    steno.flush(Duration.ZERO);

    assertThat(logs)
        .extracting(LogRecordData::getEventName)
        .contains("gen_ai.evaluation.result", "steno.span.start");
    message.end();
    steno.close();
  }

  @Test
  void an_open_telemetry_that_does_nothing_is_no_fault() {
    Steno none = Steno.on(OpenTelemetry.noop());

    none.trace().message("Hi").call(m -> m.tool("x").call(t -> "y"));
    none.trace().feedback(FeedbackTag.POSITIVE);

    none.close();
    assertThat(spans).isEmpty();
  }
}
