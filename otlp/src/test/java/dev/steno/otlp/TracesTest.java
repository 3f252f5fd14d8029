// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static dev.steno.otlp.Bodies.CONTEXT;
import static dev.steno.otlp.Bodies.SPAN;
import static dev.steno.otlp.Bodies.START;
import static dev.steno.otlp.Bodies.TRACE;
import static dev.steno.otlp.Bodies.attributes;
import static dev.steno.otlp.Bodies.bytes;
import static dev.steno.otlp.Bodies.only;
import static dev.steno.otlp.Bodies.span;
import static dev.steno.otlp.Bodies.spanOf;
import static dev.steno.otlp.Bodies.traces;
import static dev.steno.otlp.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.steno.codec.Json;
import dev.steno.model.Dropped;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue.JsonObject;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
  private static final Instant START_TIME =
      Instant.ofEpochSecond(START / 1_000_000_000, START % 1_000_000_000);
  private static final String ATTRIBUTES =
      "{\"s\":\"text\",\"b\":true,\"i\":-7,\"d\":1.5,\"a\":[1,\"x\",[]],\"o\":{\"k\":{}}}";

  private static byte[] wholeSpan() {
    return traces(
        "{\"service.name\":\"shop\"}",
        span(ATTRIBUTES)
            .setParentSpanId(bytes("00f067aa0ba902b7"))
            .setKind(SpanKind.SPAN_KIND_CLIENT)
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK))
            .setDroppedAttributesCount(2)
            .setDroppedEventsCount(3)
            .addEvents(
                Event.newBuilder()
                    .setName("cache")
                    .setTimeUnixNano(START + 5)
                    .addAllAttributes(attributes("{\"hit\":true}")))
            .addLinks(
                Link.newBuilder()
                    .setTraceId(bytes(TRACE.hex()))
                    .setSpanId(bytes("00f067aa0ba902b7"))));
  }

  private static JsonObject object(String json) {
    return (JsonObject) Json.parse(json);
  }

  @Test
  void a_span_of_any_instrumentation_is_kept_whole() {
    SpanPart part = only(wholeSpan());

    assertThat(part.kind()).isEqualTo(SpanPart.Kind.SPAN);
    assertThat(part.arrival()).isEqualTo(Bodies.ARRIVAL);
    assertThat(part.exchange()).isNull();
    assertThat(part.span())
        .isEqualTo(
            Span.builder("default", TRACE, SPAN)
                .parentId(dev.steno.model.SpanId.of("00f067aa0ba902b7"))
                .type(SpanType.SPAN)
                .name("step")
                .kind("CLIENT")
                .status(SpanStatus.OK)
                .start(START_TIME)
                .end(START_TIME.plusNanos(1_000_000))
                .attributes(object(ATTRIBUTES))
                .events(
                    List.of(
                        new SpanEvent("cache", START_TIME.plusNanos(5), object("{\"hit\":true}"))))
                .links(
                    List.of(
                        new SpanLink(
                            TRACE,
                            dev.steno.model.SpanId.of("00f067aa0ba902b7"),
                            JsonObject.EMPTY)))
                .origin(new Origin(object("{\"service.name\":\"shop\"}"), "lib", "1.2"))
                .dropped(new Dropped(2, 3, 0, 0))
                .build());
  }

  @Test
  void the_same_span_in_json_is_the_same_part() {
    String json =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{
          "traceId":"%s","spanId":"%s","parentSpanId":"00F067AA0BA902B7","name":"step","kind":3,
          "startTimeUnixNano":"%d","endTimeUnixNano":%d,
          "attributes":[
            {"key":"s","value":{"stringValue":"text"}},{"key":"b","value":{"boolValue":true}},
            {"key":"i","value":{"intValue":"-7"}},{"key":"d","value":{"doubleValue":1.5}},
            {"key":"a","value":{"arrayValue":{"values":[
              {"intValue":1},{"stringValue":"x"},{"arrayValue":{"values":[]}}]}}},
            {"key":"o","value":{"kvlistValue":{"values":[
              {"key":"k","value":{"kvlistValue":{}}}]}}}],
          "droppedAttributesCount":2,"droppedEventsCount":3,"novelty":{"x":[1,{}]},
          "events":[{"timeUnixNano":"%d","name":"cache",
            "attributes":[{"key":"hit","value":{"boolValue":true}}]}],
          "links":[{"traceId":"%s","spanId":"00f067aa0ba902b7"}],
          "status":{"code":"STATUS_CODE_OK"}}],
          "scope":{"name":"lib","version":"1.2"}}],
          "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}}]}
        """
            .formatted(TRACE.hex().toUpperCase(), SPAN, START, START + 1_000_000, START + 5, TRACE);

    Decoded decoded = new OtlpDecoder().traces(utf8(json), Encoding.JSON, CONTEXT);

    assertThat(decoded.message()).isNull();
    assertThat(decoded.parts()).containsExactly(only(wholeSpan()));
  }

  @Test
  void json_by_hand_is_understood_where_its_meaning_is_plain() {
    String json =
        """
        {"resource_spans":[{"scope_spans":[{"spans":[{
          "trace_id":"%s","span_id":"%s","name":"step","kind":"SPAN_KIND_CLIENT",
          "start_time_unix_nano":1.772600000000000001E18,"status":{"code":2,"message":"no"},
          "attributes":{"plain":"x","n":2.50,"list":[1,{"a":null}],
            "nan":{"doubleValue":"NaN"},"bytes":{"bytesValue":"AAE="}}}]}]}]}
        """
            .formatted(TRACE, SPAN);

    Span span = new OtlpDecoder().traces(utf8(json), Encoding.JSON, CONTEXT).parts().get(0).span();

    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.start()).isEqualTo(START_TIME);
    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.statusMessage()).isEqualTo("no");
    assertThat(Json.write(span.attributes()))
        .isEqualTo(
            "{\"plain\":\"x\",\"n\":2.50,\"list\":[1,{\"a\":null}],\"nan\":\"NaN\","
                + "\"bytes\":{\"$bytes\":\"AAE=\"}}");
  }

  @Test
  void infinities_and_bytes_have_a_form_in_json() {
    Span span =
        only(traces(
                span("{}")
                    .addAttributes(
                        io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
                            .setKey("d")
                            .setValue(
                                io.opentelemetry.proto.common.v1.AnyValue.newBuilder()
                                    .setDoubleValue(Double.NEGATIVE_INFINITY)))
                    .addAttributes(
                        io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
                            .setKey("b")
                            .setValue(
                                io.opentelemetry.proto.common.v1.AnyValue.newBuilder()
                                    .setBytesValue(ByteString.copyFromUtf8("\0\1"))))))
            .span();

    assertThat(span.attributes())
        .isEqualTo(object("{\"d\":\"-Infinity\",\"b\":{\"$bytes\":\"AAE=\"}}"));
  }

  @Test
  void an_exception_tells_what_went_wrong_if_the_status_does_not() {
    Span span =
        only(traces(
                span("{}")
                    .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                    .addEvents(
                        Event.newBuilder()
                            .setName("exception")
                            .addAllAttributes(
                                attributes(
                                    "{\"exception.type\":\"E\",\"exception.message\":\"m\"}")))))
            .span();

    assertThat(span.errorType()).isEqualTo("E");
    assertThat(span.statusMessage()).isEqualTo("m");
    assertThat(span.events().get(0).time()).isEqualTo(span.start());
  }

  @Test
  void a_span_is_grouped_by_its_own_ids_else_by_its_resources() {
    byte[] body =
        traces(
            "{\"session.id\":\"of resource\",\"deployment.environment\":\"prod\"}",
            span(
                "{\"gen_ai.conversation.id\":\"c\",\"session.id\":\"s\",\"enduser.id\":\"u\","
                    + "\"steno.channel\":\"web\"}"),
            span("{}"));

    List<SpanPart> parts = new OtlpDecoder().traces(body, Encoding.PROTOBUF, CONTEXT).parts();

    assertThat(parts)
        .map(part -> part.span().grouping())
        .containsExactly(
            new Grouping("c", "s", "u", "web", "prod"),
            new Grouping(null, "of resource", null, null, "prod"));
  }

  @Test
  void the_requests_project_overrules_the_resources_and_the_default_is_last() {
    OtlpDecoder decoder = new OtlpDecoder();
    byte[] named =
        traces("{\"steno.project\":\"own\",\"openinference.project.name\":\"x\"}", span("{}"));
    byte[] other = traces("{\"openinference.project.name\":\"theirs\"}", span("{}"));

    RequestContext keyed = new RequestContext("keyed", Bodies.ARRIVAL);

    assertThat(projectOf(decoder.traces(named, Encoding.PROTOBUF, keyed))).isEqualTo("keyed");
    assertThat(projectOf(decoder.traces(named, Encoding.PROTOBUF, CONTEXT))).isEqualTo("own");
    assertThat(projectOf(decoder.traces(other, Encoding.PROTOBUF, CONTEXT))).isEqualTo("theirs");
    assertThat(spanOf("{}").project()).isEqualTo("default");
  }

  private static String projectOf(Decoded decoded) {
    return decoded.parts().get(0).span().project();
  }

  @Test
  void a_project_that_cannot_be_named_so_rejects_its_spans() {
    byte[] body = traces(Bodies.inString("steno.project", "x".repeat(129)), span("{}"), span("{}"));

    Decoded decoded = new OtlpDecoder().traces(body, Encoding.PROTOBUF, CONTEXT);

    assertThat(decoded.parts()).isEmpty();
    assertThat(decoded.rejected()).isEqualTo(2);
    assertThat(decoded.message()).startsWith("2 spans rejected: project: a name of 129 characters");
  }

  @Test
  void bad_spans_are_rejected_with_a_sentence_and_the_good_ones_kept() {
    byte[] body =
        traces(
            span("{}").setName("first"),
            span("{}").setTraceId(ByteString.copyFrom(new byte[16])),
            span("{}").setSpanId(ByteString.copyFrom(new byte[7])),
            span("{}").setSpanId(ByteString.copyFrom(new byte[8])),
            span("{}").setParentSpanId(bytes("0102")),
            span("{}").setName("last").setEndTimeUnixNano(1));

    Decoded decoded = new OtlpDecoder().traces(body, Encoding.PROTOBUF, CONTEXT);

    assertThat(decoded.parts()).map(part -> part.span().name()).containsExactly("first", "last");
    assertThat(decoded.rejected()).isEqualTo(4);
    assertThat(decoded.message())
        .isEqualTo(
            "4 spans rejected: trace id: 16 zero bytes (expected: 16 bytes, not all of them zero);"
                + " span id: 7 zero bytes (expected: 8 bytes, not all of them zero);"
                + " span id: 8 zero bytes (expected: 8 bytes, not all of them zero); and more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"no ids\"}",
        "{\"traceId\":\"xyz\",\"spanId\":\"b7ad6b7169203331\"}",
        "{\"traceId\":\"CvdlGRbNQ92ESOshHIAxnA==\",\"spanId\":\"t61rcWkgMzE=\"}",
        "{\"traceId\":[1,{\"x\":2}],\"spanId\":{},\"name\":\"after\"}",
        "{\"attributes\":7}",
        "{\"events\":[{\"attributes\":[[]]}]}",
        "{\"status\":[]}",
        "[]",
        "7",
        "\"text\""
      })
  void a_bad_span_in_json_costs_none_of_its_neighbours(String bad) {
    String good = "{\"traceId\":\"" + TRACE + "\",\"spanId\":\"" + SPAN + "\"}";
    String body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s,%s,%s]}]}]}"
            .formatted(good, bad, good);

    Decoded decoded = new OtlpDecoder().traces(utf8(body), Encoding.JSON, CONTEXT);

    assertThat(decoded.parts()).hasSize(2);
    assertThat(decoded.rejected()).isEqualTo(1);
    assertThat(decoded.message()).startsWith("1 span rejected: ").contains("(expected: ");
  }

  @Test
  void logs_posted_to_traces_are_rejected_and_told_where_to_go() {
    byte[] protobuf = Bodies.logs(Bodies.log("e", "{}"));

    Decoded decoded = new OtlpDecoder().traces(protobuf, Encoding.PROTOBUF, CONTEXT);
    Decoded json = new OtlpDecoder().traces(utf8("{\"resourceLogs\":[]}"), Encoding.JSON, CONTEXT);

    assertThat(decoded.rejected()).isEqualTo(1);
    assertThat(decoded.message()).contains("log records for /v1/logs");
    assertThat(json.message()).contains("without resourceSpans");
  }

  @Test
  void an_empty_request_is_accepted() {
    OtlpDecoder decoder = new OtlpDecoder();
    Decoded nothing = new Decoded(List.of(), List.of(), 0, null);

    assertThat(decoder.traces(new byte[0], Encoding.PROTOBUF, CONTEXT)).isEqualTo(nothing);
    assertThat(decoder.traces(utf8("{}"), Encoding.JSON, CONTEXT)).isEqualTo(nothing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "[]", "{\"resourceSpans\":{}}", "{\"resourceSpans\":[", "{} {}"})
  void a_body_that_does_not_parse_is_refused(String json) {
    OtlpException refused =
        catchThrowableOfType(
            OtlpException.class,
            () -> new OtlpDecoder().traces(utf8(json), Encoding.JSON, CONTEXT));

    assertThat(refused.kind()).isEqualTo(OtlpException.Kind.BAD_BODY);
    assertThat(refused).hasMessageStartingWith("body: ");
  }

  @Test
  void a_truncated_body_is_refused() {
    byte[] whole = wholeSpan();
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);

    OtlpException refused =
        catchThrowableOfType(
            OtlpException.class, () -> new OtlpDecoder().traces(cut, Encoding.PROTOBUF, CONTEXT));

    assertThat(refused.kind()).isEqualTo(OtlpException.Kind.BAD_BODY);
  }

  @Test
  void half_a_character_does_not_cost_the_batch() {
    byte[] body = traces(span("{}").setName("caf??"));
    int at = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("caf??");
    body[at + 3] = (byte) 0xe2;
    body[at + 4] = (byte) 0x82;

    assertThat(only(body).span().name()).isEqualTo("caf\ufffd");
  }

  @Test
  void a_time_beyond_signed_nanoseconds_is_unknown_and_flagged() {
    Span span = only(traces(span("{}").setStartTimeUnixNano(-1))).span();

    assertThat(span.start()).isNull();
    assertThat(span.flags()).containsExactly("clock");
  }

  @Test
  void what_has_no_field_becomes_an_attribute() {
    Span span = only(traces(span("{}").setTraceState("vendor=1"))).span();

    assertThat(span.attributes().text("w3c.tracestate")).isEqualTo("vendor=1");
  }
}
