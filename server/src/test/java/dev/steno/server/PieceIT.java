// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.RunningServer.Answer;
import dev.steno.testing.generate.AgentTrace;
import dev.steno.testing.generate.Generator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PieceIT {
  private static final String TRACE = "/api/v1/traces/" + Traces.TRACE.hex();
  private static final String FIELDS = TRACE + "/spans/" + Traces.ROOT.hex() + "/fields/";

  /** 30 characters in 35 UTF-16 units: every sixth is a pair. */
  private static final String TEXT = "abcde🫖".repeat(5);

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start();
    SpanPart root = Traces.root("default", Traces.TRACE);
    SpanPart withBody =
        new SpanPart(
            root.kind(),
            0,
            root.arrival(),
            root.span().toBuilder()
                .input(JsonValue.of(TEXT))
                .output(new JsonObject(Map.of("answer", JsonValue.of(42))))
                .build(),
            null);
    server
        .storage()
        .traces()
        .append(List.of(withBody, Traces.call("default", Traces.TRACE, "gpt-4.1-mini")))
        .join();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_skeleton_has_spans_in_columns_and_names_once() {
    Answer answer = server.get(TRACE + "/skeleton");

    assertThat(answer.text())
        .isEqualTo(
            "{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_count\":2,\"limit\":100000,"
                + "\"start_time\":\"2026-02-03T04:05:06.000000007Z\","
                + "\"strings\":[\"AGENT\",\"GENERATION\",\"support\",\"chat gpt-4.1-mini\",\"ok\","
                + "\"openai\",\"gpt-4.1-mini\"],"
                + "\"spans\":{\"id\":[\"b7ad6b7169203331\",\"00f067aa0ba902b7\"],"
                + "\"parent\":[-1,0],\"type\":[0,1],\"name\":[2,3],\"status\":[4,4],"
                + "\"start_us\":[0,10000],\"duration_us\":[1840200,890000],\"agent\":[2,null]},"
                + "\"calls\":{\"span\":[1],\"provider\":[5],\"model\":[6],\"input_uncached\":[8],"
                + "\"cache_read\":[4],\"output_text\":[4],\"reasoning\":[2],"
                + "\"cost\":[\"0.00120\"]}}");
  }

  @Test
  void a_skeleton_tells_how_long_bodies_are_if_it_is_asked() {
    JsonObject spans = (JsonObject) server.get(TRACE + "/skeleton?sizes=true").json().get("spans");

    assertThat(spans.get("input_bytes"))
        .hasToString("[" + JsonValue.of(TEXT).toString().getBytes(UTF_8).length + ",null]");
    assertThat(spans.get("output_bytes")).hasToString("[13,null]");
    assertThat(spans.members()).doesNotContainKey("attributes_bytes");
    assertThat(server.get(TRACE + "/skeleton?sizes=perhaps").status()).isEqualTo(400);
  }

  @Test
  void a_skeleton_of_ten_thousand_spans_takes_at_most_25_bytes_a_span() {
    AgentTrace trace = AgentTrace.of(Generator.seeded(1), "default", "c", Traces.START, 5_000);
    List<SpanPart> bare =
        trace.parts().stream()
            .map(part -> new SpanPart(part.kind(), 0, part.arrival(), part.span(), null))
            .toList();
    server.storage().traces().append(bare).join();

    Answer answer =
        server.get(
            "/api/v1/traces/" + trace.traceId().hex() + "/skeleton", "accept-encoding", "gzip");

    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    assertThat(answer.bytes().length / (double) bare.size()).isLessThan(25.0);
  }

  @Test
  void bodies_are_cut_to_the_limit_and_say_their_size() {
    String asked =
        "{\"spans\":[\"b7ad6b7169203331\",\"1111111111111111\"],\"messages\":[\""
            + message()
            + "\"],\"limit\":6}";

    Answer answer = server.postJson(TRACE + "/bodies", asked);

    assertThat(answer.text())
        .contains(
            "\"b7ad6b7169203331\":{\"input\":{\"size\":35,\"format\":\"text\","
                + "\"text\":\"abcde\",\"truncated\":true}",
            "\"output\":{\"size\":13,\"format\":\"json\",\"text\":\"{\\\"answ\",\"truncated\":true}",
            "\"content\":{\"size\":19,\"format\":\"text\",\"text\":\"It lef\",\"truncated\":true}",
            "\"role\":{\"size\":9,\"format\":\"text\",\"text\":\"assist\",\"truncated\":true}",
            "\"missing_spans\":[\"1111111111111111\"],\"missing_messages\":[]",
            "\"limits\":{\"field\":6,\"all\":8000000,\"pieces\":500}");
  }

  @Test
  void ranges_of_a_field_put_together_are_the_field() {
    StringBuilder whole = new StringBuilder();
    String next = "0";
    while (next != null) {
      JsonObject range = server.get(FIELDS + "input?limit=6&offset=" + next).json();
      whole.append(range.text("text"));
      JsonValue after = range.get("next");
      next = JsonValue.NULL.equals(after) ? null : String.valueOf(after);
    }

    assertThat(whole).hasToString(TEXT);
    assertThat(server.get(FIELDS + "output").json().text("text")).isEqualTo("{\"answer\":42}");
    assertThat(server.get(TRACE + "/messages/" + message() + "/fields/content?offset=8").text())
        .contains("\"text\":\"on Tuesday.\",\"next\":null");
  }

  @Test
  void what_has_not_changed_is_not_sent_again() {
    Answer first = server.get(FIELDS + "input");
    Answer again = server.get(FIELDS + "input", "if-none-match", first.header("etag"));
    Answer other = server.get(FIELDS + "input?offset=1", "if-none-match", first.header("etag"));

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(other.status()).isEqualTo(200);
    assertThat(first.header("cache-control")).isEqualTo("private, no-cache");
    assertThat(server.get(TRACE + "/messages/" + message()).header("cache-control"))
        .contains("immutable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spans/b7ad6b7169203331/fields/colour|404|expected: of input, output",
        "spans/1111111111111111/fields/input|404|span: 1111111111111111",
        "spans/b7ad6b7169203331/fields/input?limit=1000001|400|limit: 1000001 (expected: 0 to",
        "spans/xyz/fields/input|400|span id: xyz",
        "messages/11111111111111111111111111111111|404|is not in this trace"
      })
  void what_is_not_there_is_refused_with_a_sentence(String path, int status, String sentence) {
    Answer answer = server.get(TRACE + "/" + path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().text("detail")).contains(sentence);
  }

  @Test
  void too_many_pieces_are_refused() {
    String ids =
        IntStream.rangeClosed(1, 501)
            .mapToObj(i -> String.format("\"%016x\"", i))
            .collect(Collectors.joining(",", "{\"spans\":[", "]}"));

    Answer answer = server.postJson(TRACE + "/bodies", ids);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().text("detail")).contains("501 (expected: at most 500 together)");
  }

  @Test
  void another_project_reads_nothing_of_it() {
    String other = "/api/v1/traces/" + TraceId.of(Traces.TRACE.hex()).hex();

    assertThat(server.get(other + "/skeleton", "x-steno-project", "other").status()).isEqualTo(404);
    assertThat(
            server
                .postJson(
                    other + "/bodies",
                    "{\"spans\":[\"b7ad6b7169203331\"],\"messages\":[\"" + message() + "\"]}",
                    "x-steno-project",
                    "other")
                .text())
        .startsWith("{\"spans\":{},\"messages\":{},");
  }

  /** The id of the answer. */
  private String message() {
    return server
        .storage()
        .traces()
        .trace("default", Traces.TRACE)
        .orElseThrow()
        .messages()
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().role().equals("assistant"))
        .map(entry -> entry.getKey().hex())
        .findFirst()
        .orElseThrow();
  }
}
