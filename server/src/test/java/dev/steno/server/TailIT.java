// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TailIT {
  private static final String TAIL = "/api/v1/tail";

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
  void a_changed_trace_is_told_as_a_row_of_the_list() {
    try (EventStream stream = EventStream.open(server.port(), TAIL)) {
      server.postJson("/v1/traces", Otlp.json(1, "default"));

      JsonObject row = (JsonObject) Json.parse(stream.data("trace"));

      assertThat(row.text("trace_id")).isEqualTo("0af7651916cd43dd0000000000000001");
      assertThat(row.members()).containsKeys("status", "preview", "usage", "cost");
      assertThat(server.get("/metrics").text()).contains("steno_sse_clients 1.0");
    }
  }

  @Test
  void changes_of_one_trace_in_a_moment_are_told_once() {
    try (EventStream stream = EventStream.open(server.port(), TAIL)) {
      for (int i = 0; i < 20; i++) {
        server.storage().traces().append(List.of(Traces.root("default", Traces.TRACE))).join();
        server.postJson(
            "/v1/traces", Otlp.json(2, "default").replace("b7\"", "%02x\"".formatted(i)));
      }
      server.postJson("/v1/traces", Otlp.json(3, "default"));

      List<String> told = new ArrayList<>();
      while (told.isEmpty() || !told.get(told.size() - 1).endsWith("3")) {
        JsonObject row = (JsonObject) Json.parse(stream.data("trace"));
        told.add(String.valueOf(row.text("trace_id")));
      }

      assertThat(told).hasSizeLessThan(20);
    }
  }

  @Test
  void a_listener_hears_of_its_project_and_of_what_meets_its_query() {
    try (EventStream blue = EventStream.open(server.port(), TAIL + "?project=blue");
        EventStream queried = EventStream.open(server.port(), TAIL + "?q=model:nothing*");
        EventStream met = EventStream.open(server.port(), TAIL + "?q=model:gpt*")) {
      server.postJson("/v1/traces", Otlp.json(4, "default"));
      server.postJson("/v1/traces", Otlp.json(5, "blue"));

      assertThat(blue.data("trace")).contains("0000000000000005\"");
      assertThat(met.data("trace")).contains("0000000000000004\"");
      server.server().close();
      assertThat(blue.data("trace")).isEmpty();
      assertThat(queried.data("trace")).isEmpty();
    }
  }

  @Test
  void a_client_that_does_not_read_is_told_what_it_missed_and_let_go() {
    try (EventStream slow = EventStream.open(server.port(), TAIL)) {
      int sent = 0;
      while (server.get("/metrics").text().contains("steno_sse_clients 1.0")) {
        StringBuilder spans = new StringBuilder();
        for (int i = 0; i < 100; i++) {
          spans.append(i == 0 ? "" : ",").append(span("00000000%024x".formatted(++sent)));
        }
        server.postJson(
            "/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}");
        assertThat(sent).as("spans sent in vain").isLessThan(400_000);
      }

      String dropped = slow.data("dropped");

      assertThat(dropped).matches("\\{\"dropped\":[0-9]+\\}");
      assertThat(slow.line("0")).as("the last chunk").isEqualTo("0");
    }
  }

  @Test
  void no_more_than_a_hundred_follow() {
    List<EventStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        streams.add(EventStream.open(server.port(), TAIL));
      }

      assertThat(server.get(TAIL).status()).isEqualTo(503);
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  @Test
  void a_query_that_cannot_be_read_is_refused_at_once() {
    assertThat(server.get(TAIL + "?q=colour:red").status()).isEqualTo(400);
    assertThat(server.get("/api/v1/traces?q=colour:red").json().text("detail")).contains("model");
  }

  @Test
  void a_server_that_stops_says_so() {
    try (EventStream stream = EventStream.open(server.port(), TAIL)) {
      server.server().close();

      assertThat(stream.data("end")).contains("closing");
      assertThat(stream.line("event:")).isNull();
    }
  }

  private static String span(String trace) {
    return "{\"traceId\":\"a"
        + trace.substring(1)
        + "\",\"spanId\":\"00f067aa0ba902b7\",\"name\":\""
        + "n".repeat(20_000)
        + "\",\"startTimeUnixNano\":\"1770091506000000007\","
        + "\"endTimeUnixNano\":\"1770091507000000007\"}";
  }
}
