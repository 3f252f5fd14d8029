// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.redaction.RedactionSettings;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.testing.generate.Planted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private final MemoryStorage memory =
      new MemoryStorage(Clock.fixed(Instant.parse("2026-03-04T06:00:00Z"), ZoneOffset.UTC));
  private final Storage storage = Redaction.before(memory, RedactionSettings.NONE);

  @Test
  void nothing_that_is_kept_holds_the_secret() {
    switchOn("shop", "secrets");

    storage.traces().append(List.of(Planted.part(Planted.SECRET))).join();
    storage.feedback().add(Planted.feedback(Planted.SECRET));

    TraceRecord trace = memory.traces().trace("shop", Planted.TRACE).orElseThrow();
    assertThat(trace.toString()).doesNotContain(Planted.SECRET).contains("[redacted:openai]");
    assertThat(memory.traces().list(TraceQuery.latest("shop", 1)).toString())
        .doesNotContain(Planted.SECRET);
    Span span = trace.spans().get(0);
    assertThat(span.redacted()).containsOnlyKeys("openai");
    assertThat(span.redacted().get("openai")).isGreaterThan(60);
  }

  @Test
  void a_project_without_rules_keeps_every_word() {
    switchOn("other", "secrets");
    SpanPart part = Planted.part(Planted.SECRET);

    storage.traces().append(List.of(part)).join();

    TraceRecord trace = memory.traces().trace("shop", Planted.TRACE).orElseThrow();
    assertThat(trace.spans()).containsExactly(part.span());
  }

  @Test
  void what_is_set_for_every_project_holds_in_each() {
    switchOn(Redaction.EVERY_PROJECT, "openai");
    switchOn("shop", "email");

    storage.traces().append(List.of(Planted.part(Planted.SECRET + " ann@example.org"))).join();

    TraceRecord trace = memory.traces().trace("shop", Planted.TRACE).orElseThrow();
    assertThat(trace.toString()).doesNotContain(Planted.SECRET).doesNotContain("example.org");
  }

  @Test
  void a_change_of_the_settings_holds_at_once() {
    storage.feedback().add(Planted.feedback("none"));
    switchOn("shop", "secrets");

    Feedback kept = storage.feedback().add(Planted.feedback(Planted.SECRET)).feedback();

    assertThat(kept.toString()).doesNotContain(Planted.SECRET);
    assertThat(storage.kept("shop", Planted.SECRET)).isEqualTo("[redacted:openai]");
    assertThat(storage.kept("bar", Planted.SECRET)).isEqualTo(Planted.SECRET);
  }

  @Test
  void feedback_whose_keys_differ_only_in_what_is_taken_out_is_kept_twice() {
    switchOn("shop", "secrets");

    storage.feedback().add(Planted.feedback(Planted.SECRET));
    storage.feedback().add(Planted.feedback(Planted.SECRET + "1"));
    boolean isNew = storage.feedback().add(Planted.feedback(Planted.SECRET)).isNew();

    assertThat(memory.feedback().of("shop", Planted.TRACE)).hasSize(2);
    assertThat(isNew).isFalse();
  }

  private void switchOn(String project, String rule) {
    RedactionSettings redaction = new RedactionSettings(Set.of(rule), List.of());
    storage.settings().put(project, new ProjectSettings(null, redaction));
  }
}
