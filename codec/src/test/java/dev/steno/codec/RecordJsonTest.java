// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.codec.CodecException.Kind;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Recording;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {
  private static final TraceId TRACE = new TraceId(1, 2);

  @Test
  void any_span_comes_back_from_its_text() {
    RandomSpans spans = new RandomSpans(42);

    for (int i = 0; i < 3_000; i++) {
      Span span = spans.span();

      String text = Json.write(SpanJson.toJson(span));

      assertThat(SpanJson.fromJson("p", span.traceId(), Json.parse(text))).isEqualTo(span);
    }
  }

  @Test
  void any_feedback_and_any_usage_come_back_from_their_text() {
    RandomSpans spans = new RandomSpans(43);

    for (int i = 0; i < 3_000; i++) {
      Feedback feedback = spans.feedback();
      Usage usage = spans.usage();

      assertThat(FeedbackJson.fromJson("p", Json.parse(Json.write(FeedbackJson.toJson(feedback)))))
          .isEqualTo(feedback);
      assertThat(UsageJson.fromJson(Json.parse(Json.write(UsageJson.toJson(usage)))))
          .isEqualTo(usage);
    }
  }

  @Test
  void a_span_is_written_in_the_names_of_the_rest_interface() {
    Span span =
        Span.builder("p", TRACE, new SpanId(255))
            .type(SpanType.GENERATION)
            .name("chat m")
            .status(SpanStatus.OK)
            .start(Instant.ofEpochSecond(1, 5))
            .generation(
                Generation.builder()
                    .requestModel("m")
                    .responseModel("m-2")
                    .timeToFirstToken(Duration.ofNanos(1_500_000))
                    .usage(Usage.ofTotals(10L, 4L, null, 3L, null, JsonObject.EMPTY))
                    .cost(new BigDecimal("0.0000001"))
                    .build())
            .build();

    assertThat(Json.write(SpanJson.toJson(span)))
        .isEqualTo(
            "{\"span_id\":\"00000000000000ff\",\"type\":\"GENERATION\",\"name\":\"chat m\","
                + "\"status\":\"ok\",\"start_time\":\"1970-01-01T00:00:01.000000005Z\","
                + "\"attributes\":{},\"events\":[],\"links\":[],\"resource\":{},\"scope\":{},"
                + "\"generation\":{\"model\":\"m-2\",\"request_model\":\"m\","
                + "\"response_model\":\"m-2\",\"parameters\":{},\"finish_reasons\":[],"
                + "\"time_to_first_token_ms\":1.5,\"usage\":{\"input_tokens\":10,"
                + "\"output_tokens\":3,\"total_tokens\":13,\"input_uncached\":6,\"cache_read\":4,"
                + "\"output_text\":3},\"cost\":\"0.0000001\",\"cost_source\":\"reported\","
                + "\"provider_cost\":\"0.0000001\"}}");
  }

  @Test
  void an_input_of_json_null_is_told_apart_from_none() {
    Span span = Span.builder("p", TRACE, new SpanId(1)).input(JsonValue.NULL).build();

    Span back = SpanJson.fromJson("p", TRACE, Json.parse(Json.write(SpanJson.toJson(span))));

    assertThat(back.input()).isEqualTo(JsonValue.NULL);
    assertThat(back.output()).isNull();
  }

  @Test
  void a_commit_comes_back_with_what_it_does_not_know_left_unknown() {
    Exchange exchange =
        Exchange.of(
            null,
            List.of(Message.text("system", "s"), Message.text("user", "u")),
            List.of(List.of(Message.text("assistant", "a"))));
    Commit commit = Recording.of(exchange, head -> false).commit();

    JsonObject json = CommitJson.toJson(commit);

    assertThat(CommitJson.fromJson(Json.parse(Json.write(json)))).isEqualTo(commit);
    assertThat(CommitJson.fromJson(CommitJson.toJson(Commit.EMPTY))).isEqualTo(Commit.EMPTY);
    assertThat(json.text("answer")).isEqualTo(commit.answer().hex());
    assertThat(json.text("context")).isEqualTo(commit.context().hex());
  }

  @Test
  void messages_come_back_with_their_ids() {
    List<Message> messages =
        List.of(Message.text("user", "héllo \ud800"), Message.tool("call-1", "{\"a\": 1}"));

    List<Message> back = MessageJson.fromJson(Json.parse(Json.write(MessageJson.toJson(messages))));

    assertThat(back).isEqualTo(messages);
    assertThat(back).map(Chain::id).isEqualTo(messages.stream().map(Chain::id).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"span_id\":\"xyz\"}",
        "{\"span_id\":\"0000000000000000\"}",
        "{\"span_id\":\"00000000000000ff\",\"type\":\"NOVEL\"}",
        "{\"span_id\":\"00000000000000ff\",\"name\":7}",
        "{\"span_id\":\"00000000000000ff\",\"start_time\":\"noon\"}",
        "{\"span_id\":\"00000000000000ff\",\"attributes\":[]}",
        "{\"span_id\":\"00000000000000ff\",\"events\":[{}]}",
        "{\"span_id\":\"00000000000000ff\",\"links\":[{}]}",
        "{\"span_id\":\"00000000000000ff\",\"generation\":{\"cost\":\"1e999999999\"}}",
        "{\"span_id\":\"00000000000000ff\",\"generation\":{\"time_to_first_token_ms\":1e300}}",
        "{\"span_id\":\"00000000000000ff\",\"generation\":{\"usage\":{\"reasoning\":1.5}}}"
      })
  void a_malformed_span_is_refused_with_a_sentence(String text) {
    CodecException refused =
        catchThrowableOfType(
            CodecException.class, () -> SpanJson.fromJson("p", TRACE, Json.parse(text)));

    assertThat(refused.kind()).isEqualTo(Kind.SHAPE);
    assertThat(refused).hasMessageContaining("(expected: ");
  }
}
