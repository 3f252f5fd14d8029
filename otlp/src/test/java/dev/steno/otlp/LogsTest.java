// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static dev.steno.otlp.Bodies.SPAN;
import static dev.steno.otlp.Bodies.START;
import static dev.steno.otlp.Bodies.TRACE;
import static dev.steno.otlp.Bodies.decodeLogs;
import static dev.steno.otlp.Bodies.log;
import static dev.steno.otlp.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanPart.Kind;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {
  private static final String DETAILS = "gen_ai.client.inference.operation.details";
  private static final Instant TIME =
      Instant.ofEpochSecond(START / 1_000_000_000, START % 1_000_000_000);
  private static final String CALL =
      "{\"gen_ai.operation.name\":\"chat\",\"gen_ai.request.model\":\"m\","
          + "\"gen_ai.input.messages\":[{\"role\":\"user\",\"parts\":[\"Hi\"]}],"
          + "\"gen_ai.output.messages\":[{\"parts\":[\"Hello\"],\"finish_reason\":\"stop\"}]}";

  @Test
  void the_details_of_a_model_call_are_content_of_its_span() {
    SpanPart part = decodeLogs(log(DETAILS, CALL)).parts().get(0);

    Span span = part.span();
    assertThat(part.kind()).isEqualTo(Kind.CONTENT);
    assertThat(part.exchange().messages()).containsExactly(Message.text("user", "Hi"));
    assertThat(part.exchange().choices())
        .containsExactly(List.of(Message.text("assistant", "Hello")));
    assertThat(span.type()).isEqualTo(SpanType.GENERATION);
    assertThat(span.generation().requestModel()).isEqualTo("m");
    assertThat(span.generation().finishReasons()).containsExactly("stop");
    assertThat(span.name()).isNull();
    assertThat(span.start()).isNull();
    assertThat(span.status()).isNull();
    assertThat(span.events()).isEmpty();
    assertThat(span.origin())
        .isEqualTo(new Origin((JsonObject) Json.parse("{\"service.name\":\"shop\"}"), null, null));
  }

  @Test
  void the_events_name_may_be_an_attribute_and_its_attributes_the_body() {
    SpanPart part =
        decodeLogs(
                log("", "{\"event.name\":\"" + DETAILS + "\"}")
                    .setBody(Bodies.any(Json.parse(CALL))))
            .parts()
            .get(0);

    assertThat(part.exchange().messages()).containsExactly(Message.text("user", "Hi"));
    assertThat(part.span().attributes().members()).doesNotContainKey("event.name");
  }

  @Test
  void any_other_record_is_an_event_of_its_span() {
    SpanPart part =
        decodeLogs(
                log("gen_ai.user.message", "{\"a\":1}")
                    .setBody(AnyValue.newBuilder().setStringValue("said"))
                    .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                    .setSeverityText("INFO"))
            .parts()
            .get(0);

    assertThat(part.kind()).isEqualTo(Kind.CONTENT);
    assertThat(part.exchange()).isNull();
    assertThat(part.span().type()).isNull();
    assertThat(part.span().attributes().isEmpty()).isTrue();
    assertThat(part.span().events())
        .containsExactly(
            new SpanEvent(
                "gen_ai.user.message",
                TIME,
                (JsonObject)
                    Json.parse(
                        "{\"a\":1,\"body\":\"said\",\"severity_number\":9,"
                            + "\"severity_text\":\"INFO\"}")));
  }

  @Test
  void a_record_that_is_delivered_again_is_the_same_part_and_another_is_not() {
    long first = sequence(log("e", "{\"a\":1,\"b\":2}"));

    assertThat(sequence(log("e", "{\"b\":2,\"a\":1}"))).isEqualTo(first);
    assertThat(sequence(log("e", "{\"a\":1,\"b\":2}").setObservedTimeUnixNano(7))).isEqualTo(first);
    assertThat(sequence(log("e", "{\"a\":1,\"b\":3}"))).isNotEqualTo(first);
    assertThat(sequence(log("f", "{\"a\":1,\"b\":2}"))).isNotEqualTo(first);
    assertThat(sequence(log("e", "{\"a\":1,\"b\":2}").setTimeUnixNano(START + 1)))
        .isNotEqualTo(first);
  }

  private static long sequence(io.opentelemetry.proto.logs.v1.LogRecord.Builder record) {
    return decodeLogs(record).parts().get(0).sequence();
  }

  @Test
  void the_same_record_in_json_is_the_same_part() {
    String json =
        """
        {"resourceLogs":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"logRecords":[
          {"traceId":"%s","spanId":"%s","timeUnixNano":"%d","eventName":"e","severityNumber":9,
           "body":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":"1"}}]}},
           "attributes":[{"key":"a","value":{"boolValue":true}}]}]}]}]}
        """
            .formatted(TRACE, SPAN, START);

    Decoded decoded = new OtlpDecoder().logs(utf8(json), Encoding.JSON, Bodies.CONTEXT);

    assertThat(decoded.parts())
        .isEqualTo(
            decodeLogs(
                    log("e", "{\"a\":true}")
                        .setBody(Bodies.any(Json.parse("{\"k\":1}")))
                        .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO))
                .parts());
  }

  @Test
  void a_record_of_a_beginning_is_the_start_of_its_span() {
    SpanPart part =
        decodeLogs(
                log(
                    "steno.span.start",
                    "{\"steno.span.name\":\"chat m\",\"steno.span.kind\":\"CLIENT\","
                        + "\"steno.span.parent_id\":\"00f067aa0ba902b7\","
                        + "\"gen_ai.operation.name\":\"chat\",\"gen_ai.request.model\":\"m\"}"))
            .parts()
            .get(0);

    Span span = part.span();
    assertThat(part.kind()).isEqualTo(Kind.START);
    assertThat(part.sequence()).isZero();
    assertThat(span.name()).isEqualTo("chat m");
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.parentId()).isEqualTo(SpanId.of("00f067aa0ba902b7"));
    assertThat(span.start()).isEqualTo(TIME);
    assertThat(span.end()).isNull();
    assertThat(span.status()).isNull();
    assertThat(span.type()).isEqualTo(SpanType.GENERATION);
    assertThat(Json.write(span.attributes()))
        .isEqualTo("{\"gen_ai.operation.name\":\"chat\",\"gen_ai.request.model\":\"m\"}");
    assertThat(span.origin().scopeName()).isEqualTo("logger");
  }

  private static final String RESULT =
      "{\"gen_ai.evaluation.name\":\"relevance\",\"gen_ai.evaluation.score.value\":0.75,"
          + "\"gen_ai.evaluation.score.label\":\"pass\","
          + "\"gen_ai.evaluation.explanation\":\"to the point\"}";

  @Test
  void an_evaluations_result_is_feedback() {
    Decoded decoded = decodeLogs(log("gen_ai.evaluation.result", RESULT));

    assertThat(decoded.parts()).isEmpty();
    Feedback feedback = decoded.feedback().get(0);
    assertThat(feedback.traceId()).isEqualTo(TRACE);
    assertThat(feedback.spanId()).isEqualTo(SPAN);
    assertThat(feedback.name()).isEqualTo("relevance");
    assertThat(feedback.source()).isEqualTo(Feedback.Source.EVALUATOR);
    assertThat(feedback.verdict())
        .isEqualTo(
            new Feedback.Verdict(null, new BigDecimal("0.75"), "pass", null, "to the point"));
    assertThat(feedback.time()).isEqualTo(TIME);
    assertThat(feedback.id()).hasSize(32);
    assertThat(feedback.idempotencyKey()).isEqualTo("otlp-" + feedback.id());
    assertThat(decodeLogs(log("gen_ai.evaluation.result", RESULT))).isEqualTo(decoded);
  }

  @Test
  void an_evaluation_of_a_trace_needs_no_span() {
    Decoded decoded =
        decodeLogs(log("gen_ai.evaluation.result", RESULT).setSpanId(ByteString.EMPTY));

    assertThat(decoded.rejected()).isZero();
    assertThat(decoded.feedback()).map(Feedback::spanId).containsExactly((SpanId) null);
  }

  @Test
  void what_feedback_cannot_hold_of_an_evaluation_is_kept_as_an_event() {
    String more = RESULT.replace("{\"gen", "{\"gen_ai.response.id\":\"r-1\",\"gen");

    Decoded decoded = decodeLogs(log("gen_ai.evaluation.result", more));
    Decoded failed = decodeLogs(log("gen_ai.evaluation.result", "{\"error.type\":\"timeout\"}"));

    assertThat(decoded.feedback()).hasSize(1);
    assertThat(decoded.parts().get(0).span().events()).hasSize(1);
    assertThat(failed.feedback()).isEmpty();
    assertThat(failed.parts().get(0).span().events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e", "steno.span.start", DETAILS, "gen_ai.evaluation.result"})
  void a_record_of_no_span_is_rejected_and_the_others_kept(String name) {
    Decoded decoded =
        decodeLogs(
            log("before", "{}"),
            log(name, "{}").setTraceId(ByteString.EMPTY).setSpanId(ByteString.EMPTY),
            log("after", "{}"));

    assertThat(decoded.parts()).hasSize(2);
    assertThat(decoded.rejected()).isEqualTo(1);
    assertThat(decoded.message())
        .startsWith("1 log record rejected: log record: without the ids of a trace and a span");
  }

  @Test
  void a_start_with_a_malformed_parent_is_rejected() {
    Decoded decoded = decodeLogs(log("steno.span.start", "{\"steno.span.parent_id\":\"00ff\"}"));

    assertThat(decoded.rejected()).isEqualTo(1);
  }
}
