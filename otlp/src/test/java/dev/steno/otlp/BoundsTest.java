// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static dev.steno.otlp.Bodies.CONTEXT;
import static dev.steno.otlp.Bodies.inString;
import static dev.steno.otlp.Bodies.only;
import static dev.steno.otlp.Bodies.part;
import static dev.steno.otlp.Bodies.span;
import static dev.steno.otlp.Bodies.traces;
import static dev.steno.otlp.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.steno.codec.Json;
import dev.steno.codec.SpanJson;
import dev.steno.model.Dropped;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.otlp.OtlpException.Kind;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client can make the server hold is bounded, whatever its bodies say. */
class BoundsTest {
  private final OtlpDecoder decoder = new OtlpDecoder();

  private Kind refusal(byte[] body, Encoding encoding) {
    OtlpException refused =
        catchThrowableOfType(OtlpException.class, () -> decoder.traces(body, encoding, CONTEXT));
    return refused == null ? null : refused.kind();
  }

  @Test
  void attributes_beyond_the_limit_are_counted() {
    io.opentelemetry.proto.trace.v1.Span.Builder many = span("{}").setDroppedAttributesCount(5);
    for (int i = 0; i < 1_500; i++) {
      many.addAttributes(KeyValue.newBuilder().setKey("k" + i));
    }

    Span span = only(traces(many)).span();

    assertThat(span.attributes().members()).hasSize(1_024).containsKeys("k0", "k1023");
    assertThat(span.dropped()).isEqualTo(new Dropped(481, 0, 0, 0));
  }

  @Test
  void events_and_links_beyond_the_limit_are_counted() {
    io.opentelemetry.proto.trace.v1.Span.Builder many = span("{}");
    for (int i = 0; i < 1_030; i++) {
      many.addEvents(Event.newBuilder().setName("e"));
      many.addLinks(
          Link.newBuilder()
              .setTraceId(Bodies.bytes(Bodies.TRACE.hex()))
              .setSpanId(Bodies.bytes(Bodies.SPAN.hex())));
    }
    many.addLinks(Link.newBuilder().setSpanId(ByteString.copyFromUtf8("leads nowhere")));

    Span span = only(traces(many)).span();

    assertThat(span.events()).hasSize(1_024);
    assertThat(span.links()).hasSize(1_024);
    assertThat(span.dropped()).isEqualTo(new Dropped(0, 6, 7, 0));
  }

  @Test
  void a_value_that_nests_too_deep_rejects_its_span_only() {
    AnyValue deep = AnyValue.newBuilder().setStringValue("core").build();
    for (int i = 0; i < 101; i++) {
      deep = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(deep)).build();
    }
    KeyValue attribute = KeyValue.newBuilder().setKey("k").setValue(deep).build();
    String json = "{\"arrayValue\":{\"values\":[".repeat(102) + "]}}".repeat(102);
    String spans =
        "{\"traceId\":\"%s\",\"spanId\":\"%s\",\"attributes\":[{\"key\":\"k\",\"value\":%s}]}"
            .formatted(Bodies.TRACE, Bodies.SPAN, json);
    String good = "{\"traceId\":\"%s\",\"spanId\":\"%s\"}".formatted(Bodies.TRACE, Bodies.SPAN);

    Decoded protobuf =
        decoder.traces(
            traces(span("{}").addAttributes(attribute), span("{}")), Encoding.PROTOBUF, CONTEXT);
    Decoded text =
        decoder.traces(
            utf8(
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                    + spans
                    + ","
                    + good
                    + "]}]}]}"),
            Encoding.JSON,
            CONTEXT);

    assertThat(protobuf.parts()).hasSize(1);
    assertThat(protobuf.message()).contains("deeper than 100");
    assertThat(text.parts()).hasSize(1);
    assertThat(text.message()).contains("deeper than 100");
  }

  @Test
  void the_deepest_value_that_is_kept_can_be_stored_and_read_again() {
    AnyValue deep = AnyValue.newBuilder().setStringValue("core").build();
    for (int i = 0; i < 100; i++) {
      KeyValue pair = KeyValue.newBuilder().setKey("k").setValue(deep).build();
      deep =
          AnyValue.newBuilder().setKvlistValue(KeyValueList.newBuilder().addValues(pair)).build();
    }
    KeyValue attribute = KeyValue.newBuilder().setKey("k").setValue(deep).build();

    Span span = only(traces(span("{}").addAttributes(attribute))).span();

    String text = Json.write(SpanJson.toJson(span));
    assertThat(SpanJson.fromJson("default", Bodies.TRACE, Json.parse(text))).isEqualTo(span);
  }

  @Test
  void json_that_nests_without_end_is_refused_and_overflows_nothing() {
    String body = "{\"x\":" + "[".repeat(2_000_000);

    assertThat(refusal(utf8(body), Encoding.JSON)).isEqualTo(Kind.BAD_BODY);
  }

  @Test
  void protobuf_groups_that_nest_without_end_are_refused_and_overflow_nothing() {
    byte[] body = new byte[2_000_000];
    java.util.Arrays.fill(body, (byte) (9 << 3 | 3));

    assertThat(refusal(body, Encoding.PROTOBUF)).isEqualTo(Kind.BAD_BODY);
  }

  @Test
  void two_bytes_a_span_are_rejected_without_being_held() throws IOException {
    byte[] empty = new byte[8 << 20];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = 2 << 3 | 2;
    }

    Decoded decoded = decoder.traces(wrapped(wrapped(empty, 2), 1), Encoding.PROTOBUF, CONTEXT);

    assertThat(decoded.parts()).isEmpty();
    assertThat(decoded.rejected()).isEqualTo(4 << 20);
    assertThat(decoded.message()).hasSizeLessThan(300);
  }

  private static byte[] wrapped(byte[] content, int field) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 8);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(field, content);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void more_spans_or_values_than_a_batch_has_are_too_large() {
    String ids = "{\"traceId\":\"%s\",\"spanId\":\"%s\"}".formatted(Bodies.TRACE, Bodies.SPAN);
    String spans = (ids + ",").repeat(65_536) + ids;
    AnyValue.Builder none = AnyValue.newBuilder();
    ArrayValue.Builder list = ArrayValue.newBuilder();
    IntStream.range(0, 2_000_001).forEach(i -> list.addValues(none));
    KeyValue attribute =
        KeyValue.newBuilder()
            .setKey("k")
            .setValue(AnyValue.newBuilder().setArrayValue(list))
            .build();

    assertThat(
            refusal(
                utf8("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}"),
                Encoding.JSON))
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal(traces(span("{}").addAttributes(attribute)), Encoding.PROTOBUF))
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void messages_of_more_values_than_can_be_held_stay_text() {
    String bomb = "[{\"role\":\"user\",\"parts\":[" + "0,".repeat(4_000_000) + "0]}]";

    SpanPart part = part(inString("gen_ai.input.messages", bomb));

    assertThat(part.exchange()).isNull();
    assertThat(part.span().attributes().text("gen_ai.input.messages")).isEqualTo(bomb);
    assertThat(part.span().flags()).containsExactly("content");
  }

  @Test
  void a_number_with_an_endless_exponent_is_not_written_out() {
    String body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%s\",\"spanId\":\"%s\",\"startTimeUnixNano\":1e999999999}]}]}]}"
            .formatted(Bodies.TRACE, Bodies.SPAN);

    Decoded decoded = decoder.traces(utf8(body), Encoding.JSON, CONTEXT);

    assertThat(decoded.rejected()).isEqualTo(1);
    assertThat(decoded.message()).contains("startTimeUnixNano: 1e999999999 (expected: an integer");
  }

  @Test
  void a_long_list_position_in_a_key_is_only_a_key() {
    Span span = part("{\"llm.input_messages.999999999.message.role\":\"user\"}").span();

    assertThat(span.attributes().members()).hasSize(1);
  }

  @Test
  void a_sentence_quotes_little_of_what_was_sent() {
    String body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%s\"}]}]}]}"
            .formatted("x".repeat(1_000_000));

    Decoded decoded = decoder.traces(utf8(body), Encoding.JSON, CONTEXT);

    assertThat(decoded.message()).hasSizeLessThan(200);
  }
}
