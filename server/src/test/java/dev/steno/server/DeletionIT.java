// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.redaction.RedactionSettings;
import dev.steno.server.RunningServer.Answer;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.testing.FakeClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionIT {
  private static final String TRACES = "/api/v1/traces";

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
  void deletes_what_meets_a_query_after_it_was_counted() {
    Answer counted = server.delete(TRACES + "?dry_run=true&q=" + encoded("user:user-1"));
    Answer there = server.get(TRACES);
    Answer deleted = server.delete(TRACES + "?q=" + encoded("user:user-1"));
    Answer again = server.delete(TRACES + "?q=" + encoded("user:user-1"));

    assertThat(counted.text())
        .isEqualTo(
            "{\"deleted\":{\"traces\":1,\"spans\":2,\"messages\":4,\"blobs\":0,\"feedback\":0},"
                + "\"dry_run\":true}");
    assertThat(there.text()).contains(Traces.TRACE.hex());
    assertThat(deleted.text()).isEqualTo(counted.text().replace("true", "false"));
    assertThat(again.text()).contains("\"traces\":0");
    assertThat(server.get(TRACES).text()).doesNotContain(Traces.TRACE.hex());
  }

  @Test
  void counts_a_trace_without_deleting_it() {
    Answer counted = server.delete(TRACES + "/" + Traces.TRACE.hex() + "?dry_run=true");

    assertThat(counted.text()).contains("\"spans\":2").contains("\"dry_run\":true");
    assertThat(server.get(TRACES + "/" + Traces.TRACE.hex()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?q=",
        "?q=%20",
        "?q=*",
        "?all=false",
        "?all=yes",
        "?all=true&q=refund",
        "?older_than_days=0",
        "?older_than_days=x",
        "?q=refund&dry_run=1",
        "?q=colour:red"
      })
  void refuses_what_may_be_meant_otherwise(String query) {
    Answer refused = server.delete(TRACES + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().text("detail")).contains("expected");
    assertThat(server.get(TRACES).text()).contains(Traces.TRACE.hex());
  }

  @Test
  void deletes_all_of_the_project_when_that_is_said() {
    Answer deleted = server.delete(TRACES + "?all=true");

    assertThat(deleted.text()).contains("\"traces\":1");
  }

  @Test
  void tells_of_deletions_by_whom_but_not_of_what() {
    String key = server.key("default", "admin");
    server.delete(
        TRACES + "?q=" + encoded("user:user-1 time:>2020-01-01"), "authorization", "Bearer " + key);

    JsonObject answer = server.get("/api/v1/deletions", "authorization", "Bearer " + key).json();

    String text = answer.toString();
    assertThat(text)
        .contains("\"kind\":\"query\"")
        .contains("\"form\":\"user:… time:…\"")
        .contains("\"by\":\"key-")
        .contains("\"traces\":1")
        .contains("finished_time")
        .doesNotContain("user-1")
        .doesNotContain("2020");
  }

  @Test
  void a_read_key_deletes_nothing_and_does_not_see_the_log() {
    String key = server.key("default", "read");

    assertThat(server.delete(TRACES + "?all=true", "authorization", "Bearer " + key).status())
        .isEqualTo(403);
    assertThat(server.get("/api/v1/deletions", "authorization", "Bearer " + key).status())
        .isEqualTo(403);
  }

  @Test
  void deletes_what_a_project_keeps_no_longer() {
    FakeClock clock = FakeClock.at("2026-03-10T12:00:00Z");
    try (MemoryStorage storage = new MemoryStorage(clock)) {
      storage.traces().append(Traces.agentWithCall()).join();
      Retention retention = new Retention(storage, clock, () -> nanos(clock));

      retention.run();
      storage
          .settings()
          .put("default", new ProjectSettings(Duration.ofDays(36), RedactionSettings.NONE));
      retention.run();
      assertThat(storage.erasures().deletions("default", 10)).isEmpty();

      clock.advance(Duration.ofDays(2));
      retention.run();
      assertThat(storage.erasures().deletions("default", 10))
          .extracting(Deletion::kind)
          .containsExactly(Deletion.Kind.RETENTION);
    }
  }

  @Test
  void does_not_believe_a_clock_that_was_set_until_it_is_steady() {
    FakeClock clock = FakeClock.at("2026-02-10T12:00:00Z");
    try (MemoryStorage storage = new MemoryStorage(clock)) {
      storage.traces().append(Traces.agentWithCall()).join();
      storage
          .settings()
          .put("default", new ProjectSettings(Duration.ofDays(36), RedactionSettings.NONE));
      Retention retention = new Retention(storage, clock, () -> 0);

      clock.advance(Duration.ofDays(365));
      retention.run();
      assertThat(storage.erasures().deletions("default", 10)).isEmpty();
      clock.advance(Duration.ofDays(-365));
      retention.run();
      retention.run();

      assertThat(storage.erasures().deletions("default", 10)).isEmpty();
      assertThat(storage.traces().trace("default", Traces.TRACE)).isPresent();
    }
  }

  private static long nanos(Clock clock) {
    return clock.millis() * 1_000_000;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
