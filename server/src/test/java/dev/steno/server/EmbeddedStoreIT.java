// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.RunningServer.Answer;
import dev.steno.storage.duckdb.DuckDbOptions;
import dev.steno.storage.duckdb.DuckDbStorage;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same doors over the embedded store. */
final class EmbeddedStoreIT {
  private static final String TRACE = "/api/v1/traces/" + Traces.TRACE.hex();

  @TempDir private Path folder;

  @Test
  void what_was_acknowledged_is_there_after_a_restart_and_reads_the_same() {
    String list;
    String whole;
    String conversation;
    try (RunningServer server = start()) {
      server.storage().traces().append(Traces.agentWithCall()).join();
      assertThat(server.postJson("/v1/traces", Otlp.json(1, "default")).status()).isEqualTo(200);
      list = server.get("/api/v1/traces").text();
      whole = server.get(TRACE + "?expand=messages").text();
      conversation = server.get("/api/v1/conversations/conv-1").text();
    }

    try (RunningServer server = start()) {
      assertThat(server.get("/api/v1/traces").text()).isEqualTo(list);
      assertThat(server.get(TRACE + "?expand=messages").text()).isEqualTo(whole);
      assertThat(server.get("/api/v1/conversations/conv-1").text()).isEqualTo(conversation);
      assertThat(whole).contains("Where is my order?", "It left on Tuesday.");
      assertThat(server.get("/readyz").status()).isEqualTo(200);
    }
  }

  @Test
  void it_answers_as_the_store_in_memory_does() {
    try (RunningServer embedded = start();
        RunningServer memory = RunningServer.start()) {
      for (RunningServer server : new RunningServer[] {embedded, memory}) {
        server.storage().traces().append(Traces.agentWithCall()).join();
        server.postJson("/v1/traces", Otlp.json(1, "default"));
      }

      for (String path :
          new String[] {
            "/api/v1/traces",
            "/api/v1/traces?limit=1",
            "/api/v1/traces?q=model:gpt*%20order",
            TRACE,
            TRACE + "?expand=messages",
            "/api/v1/conversations/conv-1"
          }) {
        assertThat(withoutCursor(embedded.get(path)))
            .as(path)
            .isEqualTo(withoutCursor(memory.get(path)));
      }
    }
  }

  @Test
  void beyond_its_limit_it_refuses_what_comes_in_and_reads_and_deletes() {
    DuckDbOptions small = DuckDbOptions.defaults().withMaxDisk(4L << 20);
    DuckDbStorage store = DuckDbStorage.open(folder, small, Clock.systemUTC());
    try (RunningServer server = RunningServer.start(store, config -> config)) {
      String text = "many words ".repeat(20_000);
      Answer refused = send(server, 1, text);
      for (int i = 2; refused.status() == 200 && i < 100; i++) {
        refused = send(server, i, text);
      }

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isEqualTo("30");
      assertThat(refused.text()).contains("delete something or make room");
      assertThat(server.get("/readyz").status()).isEqualTo(503);
      assertThat(server.get("/readyz").text()).contains("FULL");
      assertThat(server.get("/metrics").text()).contains("steno_store_bytes_limit 4194304.0");
      assertThat(server.get("/api/v1/traces").status()).isEqualTo(200);
      assertThat(server.delete("/api/v1/traces?all=true").status()).isEqualTo(200);
    }
  }

  @Test
  void keys_feedback_deletion_and_the_tail_work() {
    try (RunningServer server = start();
        EventStream tail = EventStream.open(server.port(), "/api/v1/tail?q=model:gpt*")) {
      server.postJson("/v1/traces", Otlp.json(2, "default"));
      String id = "0af7651916cd43dd0000000000000002";
      assertThat(((JsonObject) Json.parse(tail.data("trace"))).text("trace_id")).isEqualTo(id);

      String feedback = "{\"trace_id\":\"" + id + "\",\"tag\":\"NEGATIVE\"}";
      assertThat(server.postJson("/api/v1/feedback", feedback).status()).isEqualTo(201);
      String admin = "Bearer " + server.key("default", "admin");
      Answer deleted = server.delete("/api/v1/traces/" + id, "authorization", admin);

      assertThat(deleted.text()).contains("\"traces\":1", "\"feedback\":1");
      assertThat(server.get("/api/v1/traces").status()).isEqualTo(401);
      JsonObject list = server.get("/api/v1/traces", "authorization", admin).json();
      assertThat(((JsonArray) list.get("traces")).elements()).isEmpty();
    }
  }

  private static Answer send(RunningServer server, int trace, String text) {
    String note = "{\"key\":\"note\",\"value\":{\"stringValue\":\"" + text + "\"}},";
    String body =
        Otlp.json(trace, "default")
            .replace("{\"key\":\"gen_ai.usage", note + "{\"key\":\"gen_ai.usage");
    return server.postJson("/v1/traces", body);
  }

  private RunningServer start() {
    return RunningServer.start(
        DuckDbStorage.open(folder, DuckDbOptions.defaults(), Clock.systemUTC()), config -> config);
  }

  /** A cursor is the store's own. */
  private static String withoutCursor(Answer answer) {
    return answer.text().replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"…\"");
  }
}
