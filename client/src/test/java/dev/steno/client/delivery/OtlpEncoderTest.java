// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is encoded here, read by the generated classes of OpenTelemetry. */
final class OtlpEncoderTest {
  private static final SpanContext PARENT =
      SpanContext.createFromRemoteParent(
          "0123456789abcdef0123456789abcdef",
          "0123456789abcdef",
          TraceFlags.getSampled(),
          TraceState.builder().put("b", "2").put("a", "1").build());

  private final OtlpEncoder encoder = new OtlpEncoder();

  @Test
  void a_span_is_read_back_with_ids_times_kind_status_and_flags() throws Exception {
    io.opentelemetry.api.trace.Span begun =
        Recorded.traces()
            .get("scope")
            .spanBuilder("größer 🙂")
            .setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(PARENT)))
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(1_700_000_000_123_456_789L, TimeUnit.NANOSECONDS)
            .startSpan();
    begun.setStatus(StatusCode.ERROR, "boiled over");
    begun.end(1_700_000_001_123_456_789L, TimeUnit.NANOSECONDS);
    SpanData span = Recorded.ended(begun);

    Span read = Span.parseFrom(encoder.span(span));

    assertThat(hex(read.getTraceId().toByteArray())).isEqualTo(PARENT.getTraceId());
    assertThat(hex(read.getSpanId().toByteArray())).isEqualTo(span.getSpanId());
    assertThat(hex(read.getParentSpanId().toByteArray())).isEqualTo(PARENT.getSpanId());
    assertThat(read.getTraceState()).isEqualTo("a=1,b=2");
    assertThat(read.getName()).isEqualTo("größer 🙂");
    assertThat(read.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
    assertThat(read.getStartTimeUnixNano()).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(read.getEndTimeUnixNano()).isEqualTo(1_700_000_001_123_456_789L);
    assertThat(read.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(read.getStatus().getMessage()).isEqualTo("boiled over");
    assertThat(read.getFlags()).isEqualTo(0x301);
    assertThat(read.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void lists_and_nested_values_are_read_back() throws Exception {
    Value<?> nested =
        Value.of(
            KeyValue.of("list", Value.of(Value.of(1), Value.of("two"), Value.empty())),
            KeyValue.of("bytes", Value.of(new byte[] {1, 2})));
    SpanBuilder span =
        Recorded.traces()
            .get("scope")
            .spanBuilder("s")
            .setAttribute(AttributeKey.stringArrayKey("strings"), List.of("a", ""))
            .setAttribute(AttributeKey.longArrayKey("longs"), List.of(1L, Long.MIN_VALUE))
            .setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(1.5))
            .setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of(true, false))
            .setAttribute(AttributeKey.valueKey("nested"), nested);

    Map<String, AnyValue> read = written(span);

    assertThat(read.get("strings").getArrayValue().getValuesList())
        .extracting(AnyValue::getStringValue)
        .containsExactly("a", "");
    assertThat(read.get("longs").getArrayValue().getValues(1).getIntValue())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(read.get("doubles").getArrayValue().getValues(0).getDoubleValue()).isEqualTo(1.5);
    assertThat(read.get("booleans").getArrayValue().getValues(0).getBoolValue()).isTrue();
    assertThat(read.get("nested").getKvlistValue().getValuesList())
        .extracting(pair -> pair.getKey())
        .containsExactly("list", "bytes");
    assertThat(read.get("nested").getKvlistValue().getValues(0).getValue().getArrayValue())
        .satisfies(list -> assertThat(list.getValues(1).getStringValue()).isEqualTo("two"));
  }

  @Test
  void single_values_are_read_back() throws Exception {
    SpanBuilder span =
        Recorded.traces()
            .get("scope")
            .spanBuilder("s")
            .setAttribute("string", "")
            .setAttribute("long", -1L)
            .setAttribute("double", 0.1)
            .setAttribute("boolean", false)
            .setAttribute("long text", "é".repeat(100_000));

    Map<String, AnyValue> read = written(span);

    assertThat(read.get("string").hasStringValue()).isTrue();
    assertThat(read.get("long").getIntValue()).isEqualTo(-1);
    assertThat(read.get("double").getDoubleValue()).isEqualTo(0.1);
    assertThat(read.get("boolean").hasBoolValue()).isTrue();
    assertThat(read.get("long text").getStringValue()).isEqualTo("é".repeat(100_000));
  }

  private Map<String, AnyValue> written(SpanBuilder span) throws Exception {
    return attributes(Span.parseFrom(encoder.span(Recorded.ended(span.startSpan()))));
  }

  @Test
  void events_links_and_what_was_left_out_are_read_back() throws Exception {
    SdkTracerProvider limited =
        SdkTracerProvider.builder()
            .addSpanProcessor(Recorded.NOWHERE)
            .setSpanLimits(
                SpanLimits.builder().setMaxNumberOfEvents(1).setMaxNumberOfAttributes(1).build())
            .build();
    io.opentelemetry.api.trace.Span begun =
        limited
            .get("scope")
            .spanBuilder("s")
            .addLink(PARENT, Attributes.of(AttributeKey.longKey("n"), 7L))
            .setAttribute("kept", 1)
            .setAttribute("left out", 2)
            .startSpan();
    begun.addEvent("kept", Attributes.of(AttributeKey.stringKey("k"), "v"), 5, TimeUnit.SECONDS);
    begun.addEvent("left out");

    Span read = Span.parseFrom(encoder.span(Recorded.ended(begun)));

    Span.Event event = read.getEvents(0);
    assertThat(event.getName()).isEqualTo("kept");
    assertThat(event.getTimeUnixNano()).isEqualTo(5_000_000_000L);
    assertThat(event.getAttributes(0).getValue().getStringValue()).isEqualTo("v");
    assertThat(read.getEventsCount()).isEqualTo(1);
    assertThat(read.getDroppedEventsCount()).isEqualTo(1);
    assertThat(read.getDroppedAttributesCount()).isEqualTo(1);
    assertThat(read.getLinksList())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(hex(link.getTraceId().toByteArray())).isEqualTo(PARENT.getTraceId());
              assertThat(link.getTraceState()).isEqualTo("a=1,b=2");
              assertThat(link.getAttributes(0).getValue().getIntValue()).isEqualTo(7);
              assertThat(link.getFlags()).isEqualTo(0x301);
            });
  }

  @Test
  void a_log_record_is_read_back_with_its_span_event_and_body() throws Exception {
    io.opentelemetry.api.trace.Span span = io.opentelemetry.api.trace.Span.wrap(PARENT);

    LogRecord read = LogRecord.parseFrom(encoder.log(Recorded.log("steno.start", span)));

    assertThat(hex(read.getTraceId().toByteArray())).isEqualTo(PARENT.getTraceId());
    assertThat(hex(read.getSpanId().toByteArray())).isEqualTo(PARENT.getSpanId());
    assertThat(read.getEventName()).isEqualTo("steno.start");
    assertThat(read.getSeverityNumberValue()).isEqualTo(9);
    assertThat(read.getSeverityText()).isEqualTo("info");
    assertThat(read.getBody().getStringValue()).isEqualTo("body");
    assertThat(read.getAttributes(0).getValue().getStringValue()).isEqualTo("begun");
    assertThat(read.getObservedTimeUnixNano()).isPositive();
    assertThat(read.getFlags()).isEqualTo(1);
    assertThat(read.getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void half_a_character_spoils_nothing_but_itself() throws Exception {
    SpanData span = Recorded.span("cut \ud83d", 3);

    assertThat(Span.parseFrom(encoder.span(span)).getName()).isEqualTo("cut ?");
  }

  private static Map<String, AnyValue> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(pair -> pair.getKey(), pair -> pair.getValue()));
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
