// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static dev.steno.otlp.Bodies.TRACE;
import static dev.steno.otlp.Bodies.decodeLogs;
import static dev.steno.otlp.Bodies.log;
import static dev.steno.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Steno's client writes beyond the conventions. */
class StenoClientTest {

  @ParameterizedTest
  @EnumSource(SpanType.class)
  void the_type_is_what_it_says(SpanType type) {
    Span span = spanOf("{\"steno.span.type\":\"" + type + "\",\"gen_ai.conversation.id\":\"c\"}");

    assertThat(span.type()).isEqualTo(type);
    assertThat(span.attributes().get("steno.span.type")).isNull();
    assertThat(span.grouping().conversation()).isEqualTo("c");
  }

  @Test
  void a_type_that_nobody_knows_stays_an_attribute() {
    Span span = spanOf("{\"steno.span.type\":\"DREAM\",\"input.value\":\"x\"}");

    assertThat(span.type()).isEqualTo(SpanType.SPAN);
    assertThat(span.attributes().text("steno.span.type")).isEqualTo("DREAM");
    assertThat(span.input()).isEqualTo(JsonValue.of("x"));
  }

  @Test
  void the_attempts_of_a_call_belong_to_its_generation() {
    Span span =
        spanOf(
            "{\"steno.span.type\":\"GENERATION\",\"gen_ai.operation.name\":\"chat\","
                + "\"gen_ai.request.model\":\"m\",\"steno.attempts\":3}");

    assertThat(span.generation().attempts()).isEqualTo(3);
    assertThat(span.attributes().get("steno.attempts")).isNull();
  }

  @Test
  void text_stays_text_and_json_is_read_once() {
    Span span =
        spanOf(
            "{\"steno.span.type\":\"TOOL\",\"gen_ai.operation.name\":\"execute_tool\","
                + "\"gen_ai.tool.call.arguments\":\"{\\\"a\\\":1}\","
                + "\"gen_ai.tool.call.result\":\"[\\\"{}\\\"]\","
                + "\"output.mime_type\":\"application/json\"}");

    assertThat(span.input()).isEqualTo(JsonValue.of("{\"a\":1}"));
    assertThat(span.output()).isEqualTo(Json.parse("[\"{}\"]"));
    assertThat(span.attributes().members()).containsOnlyKeys("gen_ai.operation.name");
  }

  @Test
  void a_text_in_json_is_not_read_again() {
    Span span =
        spanOf(
            "{\"steno.span.type\":\"EVENT\",\"input.value\":\"\\\"{}\\\"\","
                + "\"input.mime_type\":\"application/json\"}");

    assertThat(span.input()).isEqualTo(JsonValue.of("{}"));
  }

  @Test
  void what_is_said_to_be_json_and_is_none_stays_and_is_flagged() {
    Span span =
        spanOf(
            "{\"steno.span.type\":\"EVENT\",\"input.value\":\"{\","
                + "\"input.mime_type\":\"application/json\"}");

    assertThat(span.input()).isNull();
    assertThat(span.attributes().text("input.value")).isEqualTo("{");
    assertThat(span.flags()).containsExactly("content");
  }

  @Test
  void flags_are_words_and_nothing_else_is_one() {
    Span span = spanOf("{\"steno.span.type\":\"EVENT\",\"steno.flags\":[\"abandoned\"]}");
    Span hostile = spanOf("{\"steno.span.type\":\"EVENT\",\"steno.flags\":[\"<b>\"]}");

    assertThat(span.flags()).containsExactly("abandoned");
    assertThat(span.attributes().get("steno.flags")).isNull();
    assertThat(hostile.flags()).isEmpty();
    assertThat(hostile.attributes().get("steno.flags")).isNotNull();
  }

  @Test
  void what_was_redacted_before_it_left_is_counted_on_a_span_of_any_dialect() {
    Span own =
        spanOf(
            "{\"steno.span.type\":\"EVENT\",\"steno.redacted.email\":2,\"steno.redacted.jwt\":1}");
    Span foreign =
        spanOf(
            "{\"http.route\":\"/\",\"steno.redacted.my-rule\":\"3\",\"steno.flags\":[\"unscanned\"]}");

    assertThat(own.redacted()).isEqualTo(Map.of("email", 2L, "jwt", 1L));
    assertThat(own.attributes().members()).isEmpty();
    assertThat(foreign.redacted()).isEqualTo(Map.of("my-rule", 3L));
    assertThat(foreign.flags()).containsExactly("unscanned");
    assertThat(foreign.attributes().members()).containsOnlyKeys("http.route");
  }

  @ParameterizedTest
  @ValueSource(strings = {"email\":0", "email\":-1", "<b>\":1", "email\":\"two\"", "a\":1e300"})
  void a_count_that_is_none_stays_an_attribute(String count) {
    Span span = spanOf("{\"steno.redacted." + count + "}");

    assertThat(span.redacted()).isEmpty();
    assertThat(span.attributes().members()).hasSize(1);
  }

  @Test
  void what_was_redacted_of_a_log_record_is_counted_on_its_span() {
    Span span =
        decodeLogs(log("note", "{\"a\":\"[redacted:email]\",\"steno.redacted.email\":1}"))
            .parts()
            .get(0)
            .span();

    assertThat(span.redacted()).isEqualTo(Map.of("email", 1L));
    assertThat(span.events().get(0).attributes().members()).containsOnlyKeys("a");
  }

  @Test
  void feedback_keeps_what_the_conventions_have_no_name_for() {
    Decoded decoded =
        decodeLogs(
            log(
                "gen_ai.evaluation.result",
                "{\"gen_ai.evaluation.name\":\"feedback\","
                    + "\"gen_ai.evaluation.score.label\":\"NEGATIVE\","
                    + "\"steno.feedback.source\":\"IMPLICIT\",\"steno.feedback.tag\":\"NEGATIVE\","
                    + "\"steno.feedback.outcome\":\"left\",\"steno.feedback.author\":\"ada\","
                    + "\"steno.feedback.idempotency_key\":\"k\"}"));

    Feedback feedback = decoded.feedback().get(0);
    assertThat(decoded.parts()).isEmpty();
    assertThat(feedback.name()).isNull();
    assertThat(feedback.source()).isEqualTo(Feedback.Source.IMPLICIT);
    assertThat(feedback.verdict())
        .isEqualTo(new Feedback.Verdict(Feedback.Tag.NEGATIVE, null, null, "left", null));
    assertThat(feedback.author()).isEqualTo("ada");
    assertThat(feedback.idempotencyKey()).isEqualTo("k");
  }

  @Test
  void feedback_may_name_its_trace_itself() {
    var record =
        log(
                "gen_ai.evaluation.result",
                "{\"gen_ai.evaluation.score.value\":1,\"steno.feedback.source\":\"EXPLICIT\","
                    + "\"steno.feedback.trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}")
            .clearTraceId()
            .clearSpanId();

    assertThat(decodeLogs(record).feedback()).extracting(Feedback::traceId).containsExactly(TRACE);
  }

  @Test
  void feedback_that_names_a_trace_that_cannot_be_is_refused() {
    var record =
        log(
                "gen_ai.evaluation.result",
                "{\"gen_ai.evaluation.score.value\":1,\"steno.feedback.trace_id\":\"../etc\"}")
            .clearTraceId()
            .clearSpanId();

    Decoded decoded = decodeLogs(record);
    assertThat(decoded.feedback()).isEqualTo(List.of());
    assertThat(decoded.rejected()).isEqualTo(1);
  }
}
