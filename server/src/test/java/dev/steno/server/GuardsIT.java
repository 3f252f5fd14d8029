// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.server.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every resource refuses, and that none shows one project what is another's. */
final class GuardsIT {
  private static final String LOCAL = "in-process-token";
  private static final String LINES = "application/x-ndjson";

  /** Recorded in the project blue only: its texts are what red must never see. */
  private static final TraceId TRACE = Traces.TRACE;

  private RunningServer server;
  private String red;

  @BeforeEach
  void start() {
    server = RunningServer.start(config -> config.localToken(LOCAL));
    SpanPart root = with(Traces.root("blue", TRACE), span -> span.input(JsonValue.of("Tuesday")));
    SpanPart call = Traces.call("blue", TRACE, "gpt-4.1-mini");
    SpanPart reds =
        with(Traces.root("red", new TraceId(5, 5)), span -> span.grouping(Grouping.NONE));
    server.storage().traces().append(List.of(root, call, reds)).join();
    red = "Bearer " + server.key("red", "admin");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/traces/T",
        "/traces/T/steps",
        "/traces/T/cache",
        "/traces/T/skeleton",
        "/traces/T/search?q=tuesday",
        "/traces/T/diff/T",
        "/traces/T/spans/00f067aa0ba902b7/price",
        "/traces/T/spans/b7ad6b7169203331/fields/input",
        "/traces/T/messages/M",
        "/traces/T/messages/M/fields/content",
        "/conversations/conv-1?q=x",
        "/conversations/conv-1/steps?q=x",
        "/conversations/conv-1/diff/conv-1",
        "/cache?conversation=conv-1"
      })
  void a_key_finds_nothing_of_another_project(String path) {
    String target = "/api/v1" + path.replace("T", TRACE.hex()).replace("M", message());

    Answer own = server.get(target, "authorization", bearer(LOCAL), "x-steno-project", "blue");
    Answer other = server.get(target, "authorization", red, "x-steno-project", "blue");
    Answer named = server.get(and(target, "project=blue"), "authorization", red);

    assertThat(own.status()).as(own.toString()).isEqualTo(200);
    assertThat(List.of(other, named)).extracting(Answer::status).containsOnly(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/traces|conv-1",
        "/aggregates?by=model&time=2026-02-01..2026-02-07|gpt-4.1-mini",
        "/overview?facets=user&time=2026-02-01..2026-02-07&q=model:gpt*|user-1",
        "/search?q=tuesday&time=2026-02-01..2026-02-07|Tuesday",
        "/cache?q=model:gpt*|\"traces\":1",
        "/export|Tuesday",
        "/export?format=otlp-json|Tuesday",
        "/deletions|\"by\"",
        "/usage|blue",
        "/projects|blue"
      })
  void a_key_sees_nothing_of_another_project_in_what_lists(String path, String text) {
    String trace = "/api/v1/traces/" + new TraceId(9, 9).hex();
    server.storage().traces().append(List.of(Traces.root("blue", new TraceId(9, 9)))).join();
    server.delete(trace, "authorization", bearer(LOCAL), "x-steno-project", "blue");
    String target = "/api/v1" + path;

    Answer own = server.get(target, "authorization", bearer(LOCAL), "x-steno-project", "blue");
    Answer other = server.get(target, "authorization", red, "x-steno-project", "blue");
    Answer named = server.get(and(target, "project=blue"), "authorization", red);

    assertThat(own.text()).contains(text);
    assertThat(List.of(other, named)).extracting(Answer::status).containsOnly(200);
    assertThat(other.text() + named.text())
        .doesNotContain(text.equals("conv-1") ? TRACE.hex() : text);
  }

  @Test
  void a_key_changes_nothing_of_another_project() {
    String exported =
        server
            .get("/api/v1/export", "authorization", bearer(LOCAL), "x-steno-project", "blue")
            .text();
    String[] asRed = {"authorization", red, "x-steno-project", "blue"};

    Answer deleted = server.delete("/api/v1/traces/" + TRACE.hex() + "?project=blue", asRed);
    Answer all = server.delete("/api/v1/traces?all=true&dry_run=true&project=blue", asRed);
    Answer settings = server.get("/api/v1/projects/blue/settings", asRed);
    Answer set = server.putJson("/api/v1/projects/blue/settings", "{\"retention_days\":1}", asRed);
    Answer every = server.putJson("/api/v1/projects/*/settings", "{}", asRed);
    Answer tried = server.postJson("/api/v1/redaction", "{\"rules\":[\"email\"]}", asRed);
    Answer taken = server.post("/api/v1/import", LINES, utf8(exported), asRed);

    assertThat(deleted.status()).isEqualTo(404);
    assertThat(all.text()).contains("\"traces\":1,\"spans\":1,");
    assertThat(List.of(settings, set, every)).extracting(Answer::status).containsOnly(403);
    assertThat(tried.text()).contains("\"traces\":1,");
    assertThat(taken.text()).contains("\"spans\":2", "\"duplicates\":0");
    assertThat(server.storage().traces().trace("red", TRACE)).isPresent();
    assertThat(server.storage().traces().trace("blue", TRACE).orElseThrow().spans()).hasSize(2);
  }

  @Test
  void what_is_done_to_the_whole_store_is_not_for_a_key_of_one_project() {
    String everyone = "Bearer " + server.key("*", "admin", LOCAL);
    String path = "{\"directory\":\"/nowhere\"}";

    assertThat(server.postJson("/api/v1/verify", "{}", "authorization", red).status())
        .isEqualTo(403);
    assertThat(server.postJson("/api/v1/verify", "{}", "authorization", everyone).text())
        .contains("\"done\":{\"traces\":2,");
    for (String key : List.of(red, everyone)) {
      assertThat(server.postJson("/api/v1/backup", path, "authorization", key).status())
          .isEqualTo(403);
    }
    assertThat(server.get("/api/v1/usage", "authorization", red).text())
        .contains("\"project\":\"red\"")
        .doesNotContain("blue", "\"disk\"", "\"bytes\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/traces/xyz/steps||400|trace id: xyz",
        "GET|/traces/T/diff/xyz||400|trace id: xyz",
        "GET|/traces/xyz/cache||400|trace id: xyz",
        "GET|/cache?limit=501||400|limit: 501 (expected: 1 to 500)",
        "GET|/cache?q=colour:red||400|colour",
        "GET|/cache?cursor=x||400|cursor: x (expected:",
        "GET|/deletions?limit=0||400|limit: 0 (expected: 1 to 500)",
        "GET|/export?format=xml||400|format: xml (expected: jsonl",
        "GET|/export?q=colour:red||400|colour",
        "POST|/redaction|{\"colour\":1}|400|colour: is not known (expected: text, rules, own)",
        "POST|/redaction?limit=501|{}|400|limit: 501 (expected: 1 to 500)",
        "POST|/redaction|{\"own\":[{\"name\":\"a\",\"pattern\":\"(\"}]}|400|rule a: missing closing )",
        "POST|/redaction|[]|400|body: no JSON object",
        "POST|/backup|{}|400|directory: not absolute (expected: an absolute path)",
        "POST|/backup|{\"directory\":\"here\"}|400|directory: not absolute",
        "POST|/verify|[]|400|body: no JSON object",
        "PUT|/projects/blue/settings|{\"retention_days\":1.5}|400|retention_days: no whole number",
        "PUT|/projects/blue/settings|{\"retention_days\":36526}|400|36526 (expected: 1 to 36525",
        "POST|/traces/T/bodies|{\"spans\":[\"b7ad6b7169203331\"],\"limit\":1000001}|400|limit: 1000001",
        "POST|/traces/T/bodies|{\"spans\":\"b7ad6b7169203331\"}|400|spans: no array",
        "POST|/traces/T/bodies|{\"messages\":[7]}|400|7"
      })
  void what_makes_no_sense_is_refused_with_a_sentence(
      String method, String path, String body, int status, String sentence) {
    Answer answer = ask(method, "/api/v1" + path.replace("T/", TRACE.hex() + "/"), body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().text("detail")).contains(sentence);
  }

  private Answer ask(String method, String target, String body) {
    String[] headers = {"authorization", bearer(LOCAL), "x-steno-project", "blue"};
    return switch (method) {
      case "GET" -> server.get(target, headers);
      case "PUT" -> server.putJson(target, body, headers);
      default -> server.postJson(target, body, headers);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"/import", "/verify", "/backup", "/redaction", "/traces/T/bodies"})
  void what_a_form_could_send_is_not_taken(String path) {
    Answer answer =
        server.post(
            "/api/v1" + path.replace("T/", TRACE.hex() + "/"),
            "text/plain",
            utf8("{}"),
            "authorization",
            bearer(LOCAL));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().text("detail")).contains("content-type: text/plain (expected: ");
  }

  @Test
  void a_line_that_is_none_costs_no_other_and_is_named() {
    String exported =
        server
            .get("/api/v1/export", "authorization", bearer(LOCAL), "x-steno-project", "blue")
            .text();

    Answer taken =
        server.post(
            "/api/v1/import", LINES, utf8("{}\n" + exported + "oops"), "authorization", red);

    assertThat(taken.text())
        .contains("\"spans\":2", "\"rejected\":2", "\"line\":1", "\"line\":3")
        .contains("neither a trace nor spans");
  }

  @Test
  void a_body_beyond_the_limit_is_refused() {
    byte[] large = utf8(" ".repeat((1 << 20) + 1));

    for (String path : List.of("/redaction", "/verify", "/traces/" + TRACE.hex() + "/bodies")) {
      Answer answer =
          server.post("/api/v1" + path, "application/json", large, "authorization", bearer(LOCAL));
      assertThat(answer.status()).isEqualTo(413);
    }
  }

  private static SpanPart with(SpanPart part, UnaryOperator<Span.Builder> change) {
    Span span = change.apply(part.span().toBuilder()).build();
    return new SpanPart(part.kind(), part.sequence(), part.arrival(), span, part.exchange());
  }

  /** The id of what the model answered. */
  private String message() {
    return server
        .storage()
        .traces()
        .trace("blue", TRACE)
        .orElseThrow()
        .messages()
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().role().equals("assistant"))
        .map(entry -> entry.getKey().hex())
        .findFirst()
        .orElseThrow();
  }

  private static String and(String target, String parameter) {
    return target + (target.contains("?") ? "&" : "?") + parameter;
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
