// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.RunningServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RestIT {
  private static final String TRACE = "/api/v1/traces/" + Traces.TRACE.hex();

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
  void a_list_carries_rows_with_previews_and_the_limit() {
    server.storage().traces().append(Traces.agentWithCall()).join();

    Answer answer = server.get("/api/v1/traces");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.text())
        .isEqualTo(
            "{\"traces\":[{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
                + "\"project\":\"default\",\"name\":\"support\",\"status\":\"ok\","
                + "\"start_time\":\"2026-02-03T04:05:06.000000007Z\","
                + "\"end_time\":\"2026-02-03T04:05:07.840200007Z\",\"duration_ms\":1840.2,"
                + "\"span_count\":2,\"generation_count\":1,\"tool_count\":0,\"error_count\":0,"
                + "\"models\":[\"gpt-4.1-mini\"],\"usage\":{\"input_tokens\":12,"
                + "\"output_tokens\":6,\"total_tokens\":18,\"input_uncached\":8,\"cache_read\":4,"
                + "\"output_text\":4,\"reasoning\":2},\"cost\":\"0.00120\","
                + "\"conversation_id\":\"conv-1\",\"session_id\":\"sess-1\","
                + "\"user_id\":\"user-1\",\"channel\":\"web\",\"environment\":\"production\","
                + "\"preview\":{\"input\":\"Where is my order?\","
                + "\"output\":\"It left on Tuesday.\"}}],\"next\":null,\"limit\":50}");
  }

  @Test
  void a_trace_has_its_spans_its_messages_by_id_and_its_feedback() {
    server.storage().traces().append(Traces.agentWithCall()).join();

    JsonObject trace = server.get(TRACE).json();

    assertThat(trace.members().keySet())
        .containsExactly(
            "trace_id",
            "project",
            "status",
            "start_time",
            "end_time",
            "duration_ms",
            "usage",
            "cost",
            "cost_source",
            "conversation_id",
            "spans",
            "messages",
            "tools",
            "feedback");
    JsonObject call = span(trace, 1);
    assertThat(call.get("duration_ms")).hasToString("890.0");
    JsonObject generation = (JsonObject) call.get("generation");
    assertThat(generation.members())
        .containsKeys("context", "tools", "system", "base", "added", "head", "answer", "choices")
        .containsEntry("model", JsonValue.of("gpt-4.1-mini"))
        .containsEntry("cost", JsonValue.of("0.00120"))
        .doesNotContainKey("messages");
    JsonArray added = (JsonArray) generation.get("added");
    String id = ((JsonValue.JsonString) added.elements().get(0)).value();
    assertThat(((JsonObject) trace.get("messages")).get(id))
        .isEqualTo(
            Json.parse(
                "{\"role\":\"user\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"Where is my order?\"}]}"));
    assertThat(((JsonObject) trace.get("tools")).members()).hasSize(1);
  }

  @Test
  void expanding_puts_whole_messages_into_each_generation_system_first() {
    server.storage().traces().append(Traces.agentWithCall()).join();

    JsonObject generation =
        (JsonObject) span(server.get(TRACE + "?expand=messages").json(), 1).get("generation");

    assertThat(((JsonArray) generation.get("messages")).elements())
        .extracting(message -> ((JsonObject) message).text("role"))
        .containsExactly("system", "user");
    assertThat(((JsonArray) generation.get("answer_messages")).elements())
        .extracting(message -> ((JsonObject) message).text("role"))
        .containsExactly("assistant");
    assertThat(server.get(TRACE + "?expand=all").status()).isEqualTo(400);
  }

  @Test
  void a_conversation_has_its_traces_and_every_message_once() {
    server.storage().traces().append(Traces.agentWithCall()).join();

    JsonObject conversation = server.get("/api/v1/conversations/conv-1").json();

    assertThat(conversation.members().keySet())
        .containsExactly(
            "conversation_id",
            "project",
            "traces",
            "messages",
            "tools",
            "feedback",
            "next",
            "limit");
    JsonObject trace = (JsonObject) ((JsonArray) conversation.get("traces")).elements().get(0);
    assertThat(trace.members()).containsKey("spans").doesNotContainKeys("messages", "tools");
    assertThat(((JsonObject) conversation.get("messages")).members()).hasSize(3);
    assertThat(server.get("/api/v1/conversations/none").status()).isEqualTo(404);
  }

  @Test
  void an_unknown_trace_is_a_problem_with_a_sentence() {
    Answer answer = server.get(TRACE);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.json().members().keySet())
        .containsExactly("type", "title", "status", "detail");
    assertThat(answer.json().text("detail")).contains(Traces.TRACE.hex());
  }

  @Test
  void what_is_asked_wrongly_is_refused_with_what_was_expected() {
    assertThat(server.get("/api/v1/traces/xyz").json().text("detail")).contains("32 hex digits");
    assertThat(server.get("/api/v1/traces?limit=0").json().text("detail")).contains("1 to 500");
    assertThat(server.get("/api/v1/traces?limit=501").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/traces?cursor=nonsense").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/nothing").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/traces", "x-steno-project", "x".repeat(200)).status())
        .isEqualTo(400);
  }

  @Test
  void methods_that_a_resource_lacks_are_named_in_allow() {
    Answer put = server.method("PUT", "/api/v1/traces");
    Answer options = server.method("OPTIONS", TRACE);
    Answer head = server.method("HEAD", "/api/v1/traces");

    assertThat(put.status()).isEqualTo(405);
    assertThat(put.header("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
  }

  @Test
  void deleting_says_how_much_and_then_there_is_nothing() {
    server.storage().traces().append(Traces.agentWithCall()).join();

    Answer first = server.delete(TRACE);
    Answer second = server.delete(TRACE);

    assertThat(first.text()).startsWith("{\"deleted\":{\"traces\":1,\"spans\":2,\"messages\":");
    assertThat(second.status()).isEqualTo(404);
    assertThat(server.get(TRACE).status()).isEqualTo(404);
  }

  @Test
  void answers_are_compressed_for_those_who_ask() throws IOException {
    server.storage().traces().append(Traces.agentWithCall()).join();

    Answer answer = server.get(TRACE, "accept-encoding", "gzip");

    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
    assertThat(plain).isEqualTo(server.get(TRACE).bytes());
    assertThat(server.get(TRACE, "accept-encoding", "gzip;q=0").header("content-encoding"))
        .isEmpty();
  }

  @Test
  void a_project_keeps_its_settings() {
    String path = "/api/v1/projects/tea%20shop/settings";

    Answer unknown = server.get(path);
    Answer set = server.putJson(path, "{\"retention_days\":30}");
    Answer wrong = server.putJson(path, "{\"retention_days\":0}");
    Answer strange = server.putJson(path, "{\"colour\":\"blue\"}");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(set.status()).isEqualTo(200);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains("retention_days: 0 (expected: 1 to 36525");
    assertThat(strange.text())
        .contains("colour: is not known (expected: retention_days, redaction)");
    assertThat(server.get(path).text())
        .isEqualTo("{\"retention_days\":30,\"redaction\":{\"rules\":[],\"own\":[]}}");
    assertThat(server.get("/api/v1/projects").text()).contains("\"tea shop\"");
  }

  @Test
  void redaction_is_set_for_a_project_or_for_every_project() {
    String every = "/api/v1/projects/*/settings";

    Answer set = server.putJson(every, "{\"redaction\":{\"rules\":[\"secrets\"]}}");
    Answer strange = server.putJson(every, "{\"redaction\":{\"rules\":[\"secretz\"]}}");
    Answer erasing = server.putJson(every, "{\"retention_days\":1}");

    assertThat(set.status()).isEqualTo(200);
    assertThat(server.get(every).text())
        .isEqualTo("{\"retention_days\":null,\"redaction\":{\"rules\":[\"secrets\"],\"own\":[]}}");
    assertThat(strange.text()).contains("rules: secretz (expected: secrets, anthropic, ");
    assertThat(erasing.status()).isEqualTo(400);
    assertThat(server.get("/api/v1/projects").text()).doesNotContain("*");
  }

  @Test
  void projects_are_apart() {
    server.storage().traces().append(List.of(Traces.root("blue", Traces.TRACE))).join();

    assertThat(server.get(TRACE).status()).isEqualTo(404);
    assertThat(server.get(TRACE, "x-steno-project", "blue").status()).isEqualTo(200);
    assertThat(server.get(TRACE, "x-project-name", "blue").status()).isEqualTo(200);
    assertThat(server.get(TRACE + "?project=blue").status()).isEqualTo(200);
    assertThat(server.postJson("/api/v1/projects", "{\"name\":\"green\"}").status()).isEqualTo(201);
    assertThat(server.get("/api/v1/projects").text()).contains("\"blue\"", "\"green\"");
  }

  private static JsonObject span(JsonObject trace, int index) {
    return (JsonObject) ((JsonArray) trace.get("spans")).elements().get(index);
  }
}
