// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerTest {

  @ParameterizedTest
  @CsvSource({
    "200, TAKEN", "202, TAKEN", "301, REFUSED", "400, REFUSED", "401, KEY_REFUSED",
    "403, KEY_REFUSED", "404, REFUSED", "408, LATER", "413, TOO_LARGE", "429, LATER",
    "500, REFUSED", "502, LATER", "503, LATER", "504, LATER"
  })
  void a_status_says_what_is_to_be_done(int status, Answer.Kind kind) {
    assertThat(answer(status, Map.of()).kind()).isEqualTo(kind);
    assertThat(answer(status, Map.of()).said()).isEqualTo("it answered " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "0, PT0S",
    "999999999, PT5M",
    "'Sat, 21 Nov 2026 10:00:30 GMT', PT30S",
    "'Sat, 21 Nov 2026 09:00:00 GMT', PT0S"
  })
  void a_rest_is_asked_for_in_seconds_or_until_a_date_by_the_servers_clock(
      String after, Duration rest) {
    assertThat(rest("retry-after", after, "date", "Sat, 21 Nov 2026 10:00:00 GMT")).isEqualTo(rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-3", "99999999999999999999", "Sat, 99 Nov 2026 10:00:30 GMT"})
  void a_rest_that_cannot_be_read_is_none(String after) {
    assertThat(rest("retry-after", after)).isNull();
  }

  @Test
  void what_was_rejected_is_read_from_the_answer() {
    byte[] body =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(300)
                    .setErrorMessage("too deep"))
            .build()
            .toByteArray();

    assertThat(Answer.of(200, headers(Map.of()), body).rejected()).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "<html>", "\n\u007f\b", "\n\u0002\b", "\n\u0000"})
  void an_answer_that_is_something_else_rejects_nothing(String body) {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(Answer.of(200, headers(Map.of()), bytes).rejected()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/html, REFUSED",
    "202, ' Text/HTML; charset=utf-8', REFUSED",
    "503, text/html, LATER",
    "200, application/json, TAKEN"
  })
  void a_web_page_is_not_what_a_receiver_answers(int status, String type, Answer.Kind kind) {
    assertThat(answer(status, Map.of("content-type", type)).kind()).isEqualTo(kind);
  }

  private static Duration rest(String... headers) {
    Map<String, String> map =
        headers.length == 2
            ? Map.of(headers[0], headers[1])
            : Map.of(headers[0], headers[1], headers[2], headers[3]);
    return answer(429, map).retryAfter();
  }

  private static Answer answer(int status, Map<String, String> headers) {
    return Answer.of(status, headers(headers), new byte[0]);
  }

  private static HttpHeaders headers(Map<String, String> headers) {
    Map<String, List<String>> lists = new java.util.HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return HttpHeaders.of(lists, (name, value) -> true);
  }
}
