// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.server.RunningServer.Answer;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoginIT {
  private static final String SESSION = "/api/v1/session";
  private static final String LIST = "/api/v1/traces";

  private FakeClock clock;
  private RunningServer server;

  @BeforeEach
  void start() {
    clock = FakeClock.at(Instant.parse("2026-02-03T04:05:06Z"));
    server = RunningServer.start(new MemoryStorage(clock), clock, config -> config);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void without_keys_no_login_is_asked_for() {
    assertThat(server.get(SESSION).text())
        .isEqualTo("{\"login_required\":false,\"authenticated\":false}");
  }

  @Test
  void a_read_key_is_exchanged_for_a_cookie_that_no_script_sees() {
    String key = server.key("default", "read");

    Answer login = server.postJson(SESSION, "{\"key\":\"" + key + "\"}");

    assertThat(login.status()).isEqualTo(204);
    assertThat(login.header("set-cookie"))
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Strict", "Path=/", "Max-Age=43200")
        .doesNotContain("Secure", key);
    String cookie = login.header("set-cookie").split(";", 2)[0];
    assertThat(server.get(LIST, "cookie", cookie).status()).isEqualTo(200);
    assertThat(server.get(SESSION, "cookie", cookie).text())
        .isEqualTo(
            "{\"login_required\":true,\"authenticated\":true,\"project\":\"default\","
                + "\"scope\":\"read\"}");
    assertThat(server.get(SESSION).text())
        .isEqualTo("{\"login_required\":true,\"authenticated\":false}");
    assertThat(server.get(LIST, "cookie", cookie + "x").status()).isEqualTo(401);
  }

  @Test
  void a_cookie_writes_only_from_the_own_page() {
    String cookie = login(server.key("default", "admin"));
    String feedback = "{\"trace_id\":\"" + Traces.TRACE.hex() + "\",\"tag\":\"POSITIVE\"}";
    String own = "http://127.0.0.1:" + server.port();

    assertThat(server.postJson("/api/v1/feedback", feedback, "cookie", cookie).status())
        .isEqualTo(403);
    assertThat(
            server.postJson("/api/v1/feedback", feedback, "cookie", cookie, "origin", own).status())
        .isEqualTo(201);
  }

  @Test
  void logging_out_ends_the_session_and_removes_the_cookie() {
    String cookie = login(server.key("default", "read"));
    String own = "http://127.0.0.1:" + server.port();

    Answer logout = server.delete(SESSION, "cookie", cookie, "origin", own);

    assertThat(logout.status()).isEqualTo(204);
    assertThat(logout.header("set-cookie")).contains("Max-Age=0");
    assertThat(server.get(LIST, "cookie", cookie).status()).isEqualTo(401);
  }

  @Test
  void a_session_ends_after_twelve_hours() {
    String cookie = login(server.key("default", "read"));

    clock.advance(Duration.ofHours(12).minusSeconds(1));
    assertThat(server.get(LIST, "cookie", cookie).status()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(1));
    assertThat(server.get(LIST, "cookie", cookie).status()).isEqualTo(401);
  }

  @Test
  void a_session_ends_with_the_key_that_opened_it() {
    String admin = server.key("default", "admin");
    String key = server.key("default", "read", admin);
    String cookie = login(key);
    String id =
        server.storage().keys().list().stream()
            .filter(stored -> stored.scope().name().equals("READ"))
            .findFirst()
            .orElseThrow()
            .id();

    server.delete("/api/v1/keys/" + id, "authorization", "Bearer " + admin);

    assertThat(server.get(LIST, "cookie", cookie).status()).isEqualTo(401);
  }

  @Test
  void a_key_that_may_only_send_opens_no_page() {
    String key = server.key("default", "ingest");

    assertThat(server.postJson(SESSION, "{\"key\":\"" + key + "\"}").status()).isEqualTo(403);
    assertThat(server.postJson(SESSION, "{}").status()).isEqualTo(400);
  }

  @Test
  void failed_logins_are_slowed_down() {
    String key = server.key("default", "read");
    for (int i = 0; i < 10; i++) {
      assertThat(server.postJson(SESSION, "{\"key\":\"wrong\"}").status()).isEqualTo(401);
    }

    Answer refused = server.postJson(SESSION, "{\"key\":\"" + key + "\"}");
    clock.advance(Duration.ofMinutes(1));
    Answer later = server.postJson(SESSION, "{\"key\":\"" + key + "\"}");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("60");
    assertThat(later.status()).isEqualTo(204);
  }

  private String login(String key) {
    return server
        .postJson(SESSION, "{\"key\":\"" + key + "\"}")
        .header("set-cookie")
        .split(";", 2)[0];
  }
}
