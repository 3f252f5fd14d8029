// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.server.RunningServer.Answer;
import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecurityIT {
  private static final String LIST = "/api/v1/traces";
  private static final String TRACE = LIST + "/" + Traces.TRACE.hex();
  private static final String LOCAL = "in-process-token";

  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(config -> config.localToken(LOCAL));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void without_a_key_everything_is_open_and_with_one_nothing_is() {
    assertThat(server.get(LIST).status()).isEqualTo(200);

    String key = server.key("default", "read");

    Answer stranger = server.get(LIST);
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.header("www-authenticate")).startsWith("Bearer");
    assertThat(stranger.header("content-type")).startsWith("application/problem+json");
    assertThat(server.get(LIST, "authorization", "Bearer " + key).status()).isEqualTo(200);
    assertThat(server.get(LIST, "authorization", "Bearer " + key + "x").status()).isEqualTo(401);
  }

  @Test
  void a_key_is_understood_wherever_exporters_put_it() {
    String key = server.key("default", "read");
    String basic =
        Base64.getEncoder().encodeToString(("user:" + key).getBytes(StandardCharsets.UTF_8));
    String name = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));

    assertThat(server.get(LIST, "authorization", "Bearer%20" + key).status()).isEqualTo(200);
    assertThat(server.get(LIST, "authorization", "Basic " + basic).status()).isEqualTo(200);
    assertThat(server.get(LIST, "authorization", "basic " + name).status()).isEqualTo(200);
    assertThat(server.get(LIST, "authorization", "Api-Token " + key).status()).isEqualTo(200);
    assertThat(server.get(LIST, "authorization", key).status()).isEqualTo(200);
    assertThat(server.get(LIST, "x-api-key", key).status()).isEqualTo(200);
    assertThat(server.get(LIST, "api-key", key).status()).isEqualTo(200);
    assertThat(server.get(LIST, "authorization", "Basic %%%").status()).isEqualTo(401);
    assertThat(server.get(LIST + "?key=" + key).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, 403, 200, 201, 403, 403",
    "read,   200, 403, 201, 403, 403",
    "admin,  200, 200, 201, 200, 200",
  })
  void a_scope_allows_what_it_says(
      String scope, int reading, int sending, int judging, int deleting, int keys) {
    server.storage().traces().append(Traces.agentWithCall()).join();
    String bearer = "Bearer " + server.key("default", scope);

    assertThat(server.get(TRACE, "authorization", bearer).status()).isEqualTo(reading);
    assertThat(server.postJson("/v1/traces", "{}", "authorization", bearer).status())
        .isEqualTo(sending);
    assertThat(
            server
                .postJson(
                    "/api/v1/feedback",
                    "{\"trace_id\":\"" + Traces.TRACE.hex() + "\",\"tag\":\"POSITIVE\"}",
                    "authorization",
                    bearer)
                .status())
        .isEqualTo(judging);
    assertThat(server.get("/api/v1/keys", "authorization", bearer).status()).isEqualTo(keys);
    assertThat(server.delete(TRACE, "authorization", bearer).status()).isEqualTo(deleting);
  }

  @Test
  void nothing_overrides_the_project_of_a_key() {
    server.storage().traces().append(List.of(Traces.root("blue", Traces.TRACE))).join();
    String red = "Bearer " + server.key("red", "admin");
    String blue = "Bearer " + server.key("blue", "read", LOCAL);

    assertThat(server.get(TRACE + "?project=blue", "authorization", red, "x-steno-project", "blue"))
        .extracting(Answer::status)
        .isEqualTo(404);
    assertThat(server.get(TRACE, "authorization", blue).status()).isEqualTo(200);
    assertThat(server.get("/api/v1/projects", "authorization", red).text()).doesNotContain("blue");
    assertThat(server.get("/api/v1/keys", "authorization", red).text()).doesNotContain("blue");
    assertThat(
            server
                .postJson(
                    "/api/v1/keys",
                    "{\"project\":\"blue\",\"scope\":\"admin\"}",
                    "authorization",
                    red)
                .status())
        .isEqualTo(403);
    assertThat(
            server
                .postJson("/api/v1/projects", "{\"name\":\"blue\"}", "authorization", red)
                .status())
        .isEqualTo(403);
  }

  @Test
  void a_key_is_shown_once_stored_hashed_and_gone_when_removed() {
    Answer made =
        server.postJson(
            "/api/v1/keys", "{\"project\":\"default\",\"scope\":\"admin\",\"name\":\"ci\"}");
    String key = made.json().text("key");
    String bearer = "Bearer " + key;

    assertThat(made.status()).isEqualTo(201);
    assertThat(key).matches("sk-steno-[0-9A-Za-z]{32}");
    assertThat(server.storage().keys().list().toString()).doesNotContain(key);
    Answer list = server.get("/api/v1/keys", "authorization", bearer);
    assertThat(list.text()).contains("\"name\":\"ci\"").doesNotContain(key);

    String id = made.json().text("id");
    assertThat(server.delete("/api/v1/keys/" + id, "authorization", bearer).status())
        .isEqualTo(200);

    assertThat(server.get(LIST).status()).isEqualTo(200);
    assertThat(server.delete("/api/v1/keys/" + id).status()).isEqualTo(404);
  }

  @Test
  void the_local_token_reaches_every_project() {
    server.storage().traces().append(List.of(Traces.root("blue", Traces.TRACE))).join();
    server.key("red", "read");

    Answer answer =
        server.get(TRACE, "authorization", "Bearer " + LOCAL, "x-steno-project", "blue");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void a_key_of_every_project_reads_the_one_that_is_named() {
    server.storage().traces().append(List.of(Traces.root("blue", Traces.TRACE))).join();
    String all = "Bearer " + server.key("*", "read");
    String one = "Bearer " + server.key("red", "admin", LOCAL);

    assertThat(server.get(TRACE, "authorization", all, "x-steno-project", "blue").status())
        .isEqualTo(200);
    assertThat(
            server
                .postJson(
                    "/api/v1/keys", "{\"project\":\"*\",\"scope\":\"read\"}", "authorization", one)
                .status())
        .isEqualTo(403);
  }

  @Test
  void a_host_that_may_be_rebound_is_refused_with_or_without_keys() {
    assertThat(server.raw("GET " + LIST + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421")
        .contains("--allowed-hosts");
    assertThat(server.raw("GET / HTTP/1.1\r\nHost: evil.example:4318\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(server.raw("GET " + LIST + " HTTP/1.1\r\nHost: 10.0.0.7\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(server.raw("GET " + LIST + " HTTP/1.1\r\nHost: LOCALHOST.:99\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(server.raw("GET " + LIST + " HTTP/1.1\r\nHost: [::1]:4318\r\n\r\n"))
        .startsWith("HTTP/1.1 200");

    server.key("default", "read");

    assertThat(server.raw("GET " + LIST + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
  }

  @Test
  void another_sites_page_may_not_write() {
    String own = "http://127.0.0.1:" + server.port();
    String body = "{\"name\":\"green\"}";

    assertThat(server.postJson("/api/v1/projects", body, "origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(server.postJson("/api/v1/projects", body, "origin", "null").status()).isEqualTo(403);
    assertThat(server.postJson("/api/v1/projects", body, "sec-fetch-site", "same-site").status())
        .isEqualTo(403);
    assertThat(server.delete(TRACE, "origin", "http://localhost:1").status()).isEqualTo(403);
    assertThat(server.postJson("/v1/traces", "{}", "origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(
            server
                .post("/api/v1/projects", "text/plain", body.getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(415);
    assertThat(server.postJson("/api/v1/projects", body, "origin", own).status()).isEqualTo(201);
  }

  @Test
  void scripts_of_named_sites_may_send_otlp_and_nothing_else() {
    String site = "https://app.example";
    try (RunningServer open = RunningServer.start(config -> config.corsOrigins(List.of(site)))) {
      Answer preflight =
          open.method(
              "OPTIONS", "/v1/traces", "origin", site, "access-control-request-method", "POST");
      Answer sent = open.postJson("/v1/traces", "{}", "origin", site);
      Answer broken = open.postJson("/v1/traces", "{", "origin", site);
      Answer other = open.postJson("/v1/traces", "{}", "origin", "https://evil.example");
      Answer rest = open.postJson("/api/v1/projects", "{\"name\":\"x\"}", "origin", site);

      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("access-control-allow-origin")).isEqualTo(site);
      assertThat(preflight.header("access-control-allow-methods")).isEqualTo("POST");
      assertThat(sent.status()).isEqualTo(200);
      assertThat(sent.header("access-control-allow-origin")).isEqualTo(site);
      assertThat(broken.header("access-control-allow-origin")).isEqualTo(site);
      assertThat(other.status()).isEqualTo(403);
      assertThat(rest.status()).isEqualTo(403);
      assertThat(open.get(LIST, "origin", site).header("access-control-allow-origin")).isEmpty();
    }
    assertThat(
            server
                .method("OPTIONS", "/v1/traces", "origin", site)
                .header("access-control-allow-origin"))
        .isEmpty();
  }

  @Test
  void listening_beyond_this_machine_needs_a_key() {
    ServerConfig config = ServerConfig.builder().host("0.0.0.0").port(0).grpcPort(-1).build();
    MemoryStorage storage = new MemoryStorage(Clock.systemUTC());

    assertThatThrownBy(() -> StenoServer.start(config, storage, Clock.systemUTC()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("steno key create")
        .extracting(thrown -> ((StartException) thrown).kind())
        .isEqualTo(StartException.Kind.NO_KEY);

    String bearer = "Bearer " + server.key("default", "admin");
    try (RunningServer far =
        RunningServer.start(server.storage(), change -> change.host("0.0.0.0"))) {
      assertThat(far.get(LIST).status()).isEqualTo(401);
      assertThat(far.raw("GET " + LIST + " HTTP/1.1\r\nHost: 192.0.2.7:4318\r\n\r\n"))
          .startsWith("HTTP/1.1 401");
      assertThat(far.raw("GET " + LIST + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
          .startsWith("HTTP/1.1 421");
      String id = far.storage().keys().list().get(0).id();
      far.delete("/api/v1/keys/" + id, "authorization", bearer);
      assertThat(far.storage().keys().list()).isEmpty();
      assertThat(far.get(LIST).status()).isEqualTo(401);
    }
  }

  @Test
  void every_answer_says_what_a_browser_may_not_do() {
    for (Answer answer :
        List.of(
            server.get(LIST),
            server.get("/healthz"),
            server.get("/nothing"),
            server.postJson("/v1/traces", "{"))) {
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
      assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
      assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
      assertThat(answer.header("permissions-policy")).contains("camera=()");
      assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.header("server")).isEmpty();
    }
  }

  @Test
  void scopes_of_the_api_are_those_of_the_store() {
    server.key("default", "ingest");

    assertThat(server.storage().keys().list())
        .extracting(key -> key.scope())
        .containsExactly(Scope.INGEST);
    assertThat(
            server
                .postJson(
                    "/api/v1/keys",
                    "{\"project\":\"default\",\"scope\":\"root\"}",
                    "authorization",
                    "Bearer " + LOCAL)
                .json()
                .text("detail"))
        .contains("ingest, read or admin");
  }
}
