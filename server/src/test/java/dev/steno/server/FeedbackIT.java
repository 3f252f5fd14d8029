// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedbackIT {
  private static final String FEEDBACK = "/api/v1/feedback";
  private static final String ID = Traces.TRACE.hex();

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void feedback_may_come_before_its_trace_and_is_shown_with_it() {
    Answer given =
        server.postJson(
            FEEDBACK,
            "{\"trace_id\":\""
                + ID
                + "\",\"span_id\":\""
                + Traces.CALL.hex()
                + "\","
                + "\"tag\":\"THUMBS_UP\",\"score\":0.90,\"label\":\"helpful\","
                + "\"outcome\":\"resolved\",\"comment\":\"größe\",\"author\":\"ada\"}");
    server.storage().traces().append(Traces.agentWithCall()).join();

    assertThat(given.status()).isEqualTo(201);
    JsonObject feedback = (JsonObject) given.json().get("feedback");
    assertThat(feedback.text("tag")).isEqualTo("POSITIVE");
    assertThat(feedback.text("source")).isEqualTo("EXPLICIT");
    assertThat(feedback.get("score")).hasToString("0.90");
    assertThat(feedback.text("id")).matches("[0-9a-f]{32}");
    assertThat(server.get("/api/v1/traces/" + ID).text())
        .contains("\"feedback\":[{\"id\":\"" + feedback.text("id"), "größe");
  }

  @Test
  void a_key_that_was_seen_gives_back_the_first_one() {
    String first = "{\"trace_id\":\"" + ID + "\",\"tag\":\"POSITIVE\",\"idempotency_key\":\"k\"}";
    String second = "{\"trace_id\":\"" + ID + "\",\"tag\":\"NEGATIVE\",\"idempotency_key\":\"k\"}";

    Answer one = server.postJson(FEEDBACK, first);
    Answer two = server.postJson(FEEDBACK, second);

    assertThat(one.status()).isEqualTo(201);
    assertThat(two.status()).isEqualTo(200);
    assertThat(two.text()).isEqualTo(one.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                             | trace_id: absent
          {"trace_id":7}                                 | expected: a string
          {"trace_id":"xyz","tag":"POSITIVE"}            | 32 hex digits
          {"trace_id":"ID"}                              | says nothing
          {"trace_id":"ID","tag":"GREAT"}                | POSITIVE, NEGATIVE or NEUTRAL
          {"trace_id":"ID","score":"high"}               | expected: a number
          {"trace_id":"ID","score":1e999999999}          | expected: a number
          {"trace_id":"ID","score":1e99999999999999999}  | expected: a number
          {"trace_id":"ID","tag":"POSITIVE","coment":""} | coment: is not known
          {"trace_id":"ID","label":"a","source":"GUESS"} | EXPLICIT, IMPLICIT or EVALUATOR
          {"trace_id":"ID","span_id":"1","label":"a"}    | 16 hex digits
          []                                             | no JSON object
          {                                              |
          """)
  void what_is_given_wrongly_is_refused_with_what_was_expected(String json, String sentence) {
    Answer answer = server.postJson(FEEDBACK, json.replace("ID", ID));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.json().text("detail")).contains(sentence == null ? "" : sentence);
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    String json = "{\"trace_id\":\"" + ID + "\",\"comment\":\"" + "x".repeat(1 << 20) + "\"}";

    assertThat(server.postJson(FEEDBACK, json).status()).isEqualTo(413);
    assertThat(
            server
                .postJson(
                    FEEDBACK,
                    "{\"trace_id\":\"" + ID + "\",\"comment\":\"" + "x".repeat(100_001) + "\"}")
                .status())
        .isEqualTo(400);
  }
}
