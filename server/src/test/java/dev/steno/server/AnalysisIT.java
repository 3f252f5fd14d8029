// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.server.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnalysisIT {
  private static final String TIME = "&time=2026-02-01..2026-02-07";

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start();
    server.storage().traces().append(Traces.agentWithCall()).join();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void figures_come_by_group_with_an_example_for_each_percentile() {
    Answer answer = server.get("/api/v1/aggregates?by=day,model&q=model:gpt*" + TIME);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .startsWith(
            "{\"from\":\"2026-02-01T00:00:00.000000000Z\",\"to\":\"2026-02-08T00:00:00.000000000Z\","
                + "\"of\":\"spans\",\"by\":[\"day\",\"model\"],\"rows\":[{\"keys\":"
                + "{\"day\":\"2026-02-03\",\"model\":")
        .contains(
            "\"keys\":{\"day\":\"2026-02-03\",\"model\":\"gpt-4.1-mini\"},\"count\":1,\"errors\":0,"
                + "\"usage\":{\"input_tokens\":12,",
            "\"cost\":\"0.0012\",\"unpriced\":0,\"latency\":{\"p50\":{\"ms\":890.0,"
                + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
                + "\"span_id\":\"00f067aa0ba902b7\"}",
            "\"model\":null")
        .endsWith("\"limit\":1000,\"more\":false,\"exact\":true}");
  }

  @Test
  void figures_of_traces_are_those_of_whole_traces() {
    Answer answer = server.get("/api/v1/aggregates?of=traces" + TIME);

    assertThat(answer.text())
        .contains("\"count\":1,", "\"latency\":{\"p50\":{\"ms\":1840.2,", "\"keys\":{}")
        .doesNotContain("span_id", "time_to_first_token");
  }

  @Test
  void an_overview_has_facets_and_a_histogram() {
    Answer answer = server.get("/api/v1/overview?buckets=7&facets=status,user,tool" + TIME);

    assertThat(answer.text())
        .contains(
            "\"traces\":1,\"errors\":0,\"bucket_ms\":86400000.0,\"buckets\":[",
            "{\"from\":\"2026-02-03T00:00:00.000000000Z\",\"traces\":1,\"errors\":0}",
            "\"facets\":{\"status\":{\"values\":[{\"value\":\"ok\",\"traces\":1}],\"others\":0},"
                + "\"user\":{\"values\":[{\"value\":\"user-1\",\"traces\":1}],\"others\":0},"
                + "\"tool\":{\"values\":[],\"others\":0}},\"value_limit\":10,\"exact\":true");
  }

  @Test
  void a_search_finds_messages_with_their_spans() {
    Answer answer = server.get("/api/v1/search?q=LEFT+ON" + TIME);

    assertThat(answer.text())
        .contains(
            "\"role\":\"assistant\",\"field\":\"content\",\"path\":\"/0/text\",\"offset\":3,"
                + "\"snippet\":\"It left on Tuesday.\",\"match_from\":3,\"match_to\":10,\"spans\":"
                + "[{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
                + "\"span_id\":\"00f067aa0ba902b7\"}],\"span_count\":1}],"
                + "\"next\":null,\"limit\":20,\"span_limit\":10}");
  }

  @Test
  void a_search_in_a_trace_says_span_message_field_and_offset() {
    String trace = "/api/v1/traces/" + Traces.TRACE.hex();

    Answer said = server.get(trace + "/search?q=tuesday");
    Answer name = server.get(trace + "/search?q=SUPPORT");

    assertThat(said.text())
        .startsWith("{\"matches\":[{\"span_id\":\"00f067aa0ba902b7\",\"message_id\":\"")
        .contains("\"offset\":11,")
        .endsWith("\"count\":1,\"limit\":500}");
    assertThat(name.text())
        .contains(
            "{\"span_id\":\"b7ad6b7169203331\",\"field\":\"name\",\"path\":\"\",\"offset\":0");
    assertThat(server.get("/api/v1/traces/" + "1".repeat(32) + "/search?q=x").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aggregates?by=colour|by: colour (expected: of hour, day, model,",
        "aggregates?by=day,day|each once",
        "aggregates?of=traces&by=model|of traces day, hour, name or environment",
        "aggregates?of=people|of: people (expected: spans or traces)",
        "aggregates?limit=0|limit: 0 (expected: 1 to 1000)",
        "aggregates?time=yesterday|7d for the last 7 days",
        "overview?buckets=1001|buckets: 1001 (expected: 1 to 1000)",
        "overview?facets=name,|facets:  (expected: of status,",
        "search|q: none (expected: the text to look for)",
        "search?q=x&cursor=y|cursor: y (expected: the next of an earlier page, unchanged)",
        "search?q=x&limit=a|limit: a (expected: a number)"
      })
  void what_cannot_be_answered_is_refused_with_a_sentence(String path, String sentence) {
    Answer answer = server.get("/api/v1/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().text("detail")).contains(sentence);
  }
}
