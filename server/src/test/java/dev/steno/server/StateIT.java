// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StateIT {
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
  void health_and_readiness_need_no_key_and_metrics_do() {
    String key = server.key("default", "read");

    assertThat(server.get("/healthz").text()).isEqualTo("ok\n");
    assertThat(server.get("/readyz").text()).isEqualTo("ready\n");
    assertThat(server.get("/metrics").status()).isEqualTo(401);
    assertThat(server.get("/metrics", "authorization", "Bearer " + key).status()).isEqualTo(200);
    assertThat(server.method("POST", "/healthz").status()).isEqualTo(405);
  }

  @Test
  void model_calls_are_counted_by_project_and_model() {
    server.postJson("/v1/traces", Otlp.json(1, "blue"));
    server.postJson("/v1/traces", Otlp.json(1, "blue"));
    server.postJson("/v1/traces", Otlp.json(2, "blue"));

    assertThat(server.get("/metrics").text())
        .contains(
            "steno_model_calls_total{model=\"gpt-4.1-mini\",project=\"blue\"} 2.0",
            "steno_model_tokens_total{model=\"gpt-4.1-mini\",part=\"input_uncached\","
                + "project=\"blue\"} 24.0",
            "steno_model_latency_seconds_count{model=\"gpt-4.1-mini\",project=\"blue\"} 2")
        .contains("steno_requests_total{door=\"otlp\",status=\"200\"} 3.0");
  }

  @Test
  void a_cost_is_counted_by_who_says_so() {
    server.postJson("/v1/traces", Otlp.json(1, "blue"));
    String reported = Otlp.json(2, "blue");
    server.postJson(
        "/v1/traces",
        reported.replace(
            "{\"key\":\"gen_ai.usage.input_tokens\"",
            "{\"key\":\"gen_ai.usage.cost\",\"value\":{\"doubleValue\":0.5}},"
                + "{\"key\":\"gen_ai.usage.input_tokens\""));

    assertThat(server.get("/metrics").text())
        .contains("project=\"blue\",source=\"reported\"} 0.5")
        .containsPattern("project=\"blue\",source=\"calculated\"} [1-9]");
  }

  @Test
  void a_key_sees_the_models_of_its_project_only() {
    server.postJson("/v1/traces", Otlp.json(1, "blue"));
    server.postJson("/v1/traces", Otlp.json(2, "red"));
    String red = server.key("red", "read");

    String text = server.get("/metrics", "authorization", "Bearer " + red).text();

    assertThat(text)
        .contains("steno_model_calls_total{model=\"gpt-4.1-mini\",project=\"red\"} 1.0")
        .doesNotContain("blue");
  }

  @Test
  void labels_are_bounded_and_what_is_beyond_is_counted_as_other() {
    for (int i = 0; i < 120; i++) {
      server.postJson("/v1/traces", Otlp.json(i + 1, "project-" + i));
    }

    String text = server.get("/metrics").text();

    assertThat(text.lines().filter(line -> line.startsWith("steno_model_calls_total")))
        .hasSize(101);
    assertThat(text)
        .contains("steno_model_calls_total{model=\"other\",project=\"other\"} 20.0")
        .contains("steno_model_labels_overflow_total 20.0");
  }
}
