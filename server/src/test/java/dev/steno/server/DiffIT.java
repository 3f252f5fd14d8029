// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.testing.generate.AgentTrace;
import dev.steno.testing.generate.Generator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DiffIT {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

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
  void a_trace_is_the_same_as_itself() {
    TraceId trace = keep(7, "one", 5);

    JsonObject diff = diff("traces", trace.hex(), trace.hex());

    assertThat(diff.get("same")).isEqualTo(JsonValue.of(true));
    assertThat(diff.get("first")).isEqualTo(JsonValue.NULL);
    assertThat(diff.get("counts"))
        .hasToString("{\"different\":0,\"only_a\":0,\"only_b\":0,\"rows\":11}");
    assertThat(((JsonObject) diff.get("delta")).get("duration_ms")).hasToString("0.0");
  }

  @Test
  void two_traces_part_at_a_message_which_is_given_of_both() {
    TraceId one = keep(7, "one", 5);
    TraceId other = keep(8, "other", 6);

    JsonObject diff = diff("traces", one.hex(), other.hex());

    JsonObject first = (JsonObject) diff.get("first");
    assertThat(diff.get("same")).isEqualTo(JsonValue.of(false));
    assertThat(first.text("part")).isEqualTo("messages");
    assertThat(first.get("index")).hasToString("0");
    assertThat(((JsonObject) first.get("a")).text("role")).isEqualTo("user");
    assertThat(first.get("a")).isNotEqualTo(first.get("b"));
    assertThat(((JsonObject) diff.get("counts")).get("only_b")).hasToString("2");
    assertThat(((JsonArray) diff.get("rows")).elements()).hasSize(13);
    assertThat(((JsonObject) diff.get("delta")).get("duration_ms")).hasToString("1000.0");
    assertThat(((JsonObject) diff.get("delta")).get("cost")).isEqualTo(JsonValue.NULL);
  }

  @Test
  void conversations_are_compared_turn_by_turn() {
    keep(7, "one", 2);
    keep(9, "one", 2);
    keep(11, "other", 2);

    JsonObject diff = diff("conversations", "one", "other");

    assertThat(((JsonObject) diff.get("a")).get("traces")).hasToString("2");
    assertThat(((JsonObject) diff.get("a")).get("complete")).isEqualTo(JsonValue.of(true));
    assertThat(((JsonObject) diff.get("counts")).get("only_a")).hasToString("5");
    assertThat(((JsonObject) diff.get("first")).text("part")).isEqualTo("messages");
  }

  @Test
  void what_is_not_there_cannot_be_compared() {
    TraceId trace = keep(7, "one", 1);

    for (String path :
        List.of(
            "/api/v1/traces/" + trace.hex() + "/diff/" + new TraceId(9, 9).hex(),
            "/api/v1/conversations/one/diff/none")) {
      assertThat(server.get(path).status()).isEqualTo(404);
    }
    assertThat(server.get("/api/v1/traces/" + trace.hex() + "/diff/zzz").status()).isEqualTo(400);
  }

  private JsonObject diff(String what, String one, String other) {
    return server.get("/api/v1/" + what + "/" + one + "/diff/" + other).json();
  }

  private TraceId keep(long seed, String conversation, int steps) {
    Generator generator = Generator.seeded(seed);
    AgentTrace trace =
        AgentTrace.of(generator, "default", conversation, START.plusSeconds(seed * 60), steps);
    server.storage().traces().append(trace.parts()).join();
    return trace.traceId();
  }
}
