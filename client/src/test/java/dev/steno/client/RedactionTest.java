// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.redaction.OwnRule;
import dev.steno.redaction.RedactionSettings;
import dev.steno.redaction.RedactionTrial;
import dev.steno.storage.TraceRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules take out before it leaves. */
class RedactionTest {
  private static final String SECRET = "sk-proj-Zq81LmNo73PqRsTu92VwXyZa";
  private static final String PHRASE = "ada@example.org wrote TICKET-17 with " + SECRET;
  private static final RedactionSettings RULES =
      new RedactionSettings(
          Set.of("secrets", "email", "card"), List.of(OwnRule.of("ticket", "TICKET-[0-9]+")));

  @TempDir Path folder;

  /** Ids and times that are the same in every run. */
  private static StenoBuilder repeatable(StenoBuilder builder) {
    AtomicLong ids = new AtomicLong(1);
    AtomicLong nanos = new AtomicLong(1_770_000_000_000_000_000L);
    IdGenerator counted =
        new IdGenerator() {
          @Override
          public String generateSpanId() {
            return "%016x".formatted(ids.incrementAndGet());
          }

          @Override
          public String generateTraceId() {
            return "%032x".formatted(ids.incrementAndGet());
          }
        };
    Clock clock =
        new Clock() {
          @Override
          public long now() {
            return nanos.addAndGet(1_000);
          }

          @Override
          public long nanoTime() {
            // Asked for by a thread of the client as well, whenever that runs.
            return 0;
          }
        };
    return builder.clock(clock).ids(counted).resourceAttribute("note", PHRASE);
  }

  /** A client that has said a phrase everywhere. */
  private static final class Run implements AutoCloseable {
    private final Client client;
    private final String content;
    private final String rest;

    Run(UnaryOperator<StenoBuilder> options) {
      client = new Client(builder -> options.apply(repeatable(builder)));
      Trace trace = client.steno.trace();
      Said.content(client.steno, trace, PHRASE);
      content = trace.id();
      rest = Said.rest(client.steno, PHRASE).id();
      client.steno.flush(Duration.ZERO);
    }

    TraceRecord content(RedactionSettings rules) {
      return client.trace(content, rules);
    }

    TraceRecord rest(RedactionSettings rules) {
      return client.trace(rest, rules);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void what_is_kept_is_the_same_whether_the_client_or_the_store_redacts() {
    try (Run here = new Run(b -> b.redact(RULES));
        Run there = new Run(b -> b)) {
      TraceRecord ours = here.content(RedactionSettings.NONE);
      TraceRecord theirs = there.content(RULES);

      assertThat(ours.spans()).hasSizeGreaterThan(15);
      assertSame(ours, theirs);
      assertThat(ours.messages()).isEqualTo(theirs.messages());
      assertThat(ours.tools()).isEqualTo(theirs.tools());
      assertThat(ours.commits()).isEqualTo(theirs.commits());
      assertSame(here.rest(RedactionSettings.NONE), there.rest(RULES));
      assertThat(ours.toString() + here.rest(RedactionSettings.NONE))
          .doesNotContain(SECRET, "example.org", "TICKET-17", Said.base64(PHRASE))
          .contains("[redacted:openai]", "[redacted:email]", "[redacted:ticket]");
    }
  }

  private static void assertSame(TraceRecord ours, TraceRecord theirs) {
    assertThat(ours.spans().stream().map(RedactionTest::uncounted))
        .containsExactlyElementsOf(theirs.spans().stream().map(RedactionTest::uncounted).toList());
    for (int i = 0; i < ours.spans().size(); i++) {
      Map<String, Long> counted = ours.spans().get(i).redacted();
      Map<String, Long> also = theirs.spans().get(i).redacted();
      // A store counts an attribute again that it keeps in a field of its own as well.
      assertThat(counted.keySet()).isEqualTo(also.keySet());
      counted.forEach((rule, count) -> assertThat(count).isBetween(1L, also.get(rule)));
    }
    assertThat(ours.feedback().stream().map(RedactionTest::judged))
        .containsExactlyElementsOf(theirs.feedback().stream().map(RedactionTest::judged).toList());
  }

  private static Span uncounted(Span span) {
    return span.toBuilder().redacted(Map.of()).build();
  }

  /** Without the id, which is made of what was sent. */
  private static List<Object> judged(Feedback feedback) {
    String key = String.valueOf(feedback.idempotencyKey());
    return List.of(
        feedback.verdict(),
        String.valueOf(feedback.author()),
        feedback.traceId(),
        key.startsWith("otlp-") ? "" : key);
  }

  @Test
  void a_store_with_the_same_rules_finds_nothing_more() {
    try (Run here = new Run(b -> b.redact(RULES))) {
      assertThat(here.content(RULES)).isEqualTo(here.content(RedactionSettings.NONE));
      assertThat(here.rest(RULES)).isEqualTo(here.rest(RedactionSettings.NONE));
    }
  }

  @Test
  void a_store_adds_what_it_finds_to_what_the_client_found() {
    Client client = new Client(b -> b.startParts(false).redact("email"));
    Trace trace = client.steno.trace();

    trace.message("ada@example.org and bob@example.org").end("TICKET-17");

    Span span = client.trace(trace.id(), RULES).spans().get(0);
    assertThat(span.redacted()).isEqualTo(Map.of("email", 2L, "ticket", 1L));
    assertThat(client.steno.counts().redacted()).isEqualTo(Map.of("email", 2L));
  }

  @Test
  void messages_stay_messages_whatever_a_pattern_matches() {
    RedactionSettings greedy =
        new RedactionSettings(Set.of(), List.of(OwnRule.of("word", "(?i)[a-z_]+|[0-9]+")));
    Client client = new Client(b -> b.startParts(false).redact(greedy));

    client
        .steno
        .trace()
        .generation(List.of(Said.message("user", "four 4 text")))
        .usage(3, 4)
        .end("five");

    assertThat(client.span().type().name()).isEqualTo("GENERATION");
    assertThat(client.span().generation().usage().inputTokens()).isEqualTo(3);
    assertThat(client.exchange().messages().get(0).content().toString())
        .contains("[redacted:word] [redacted:word] [redacted:word]");
  }

  @Test
  void values_of_every_form_are_looked_into() {
    Client client = new Client(b -> b.startParts(false).redact("secrets", "card"));
    Value<?> deep =
        Value.of(
            KeyValue.of("a", Value.of(List.of(Value.of(SECRET), Value.of(4111111111111111L)))),
            KeyValue.of("password", Value.of("tea")));

    io.opentelemetry.api.trace.Span span =
        client.steno.openTelemetry().getTracer("x").spanBuilder("x").startSpan();
    span.setAttribute(AttributeKey.valueKey("deep"), deep);
    span.setAttribute(AttributeKey.longArrayKey("many"), List.of(1L, 4111111111111111L));
    span.setAttribute("one", 4111111111111111L);
    span.setAttribute(SECRET, 1.5);
    span.end();

    String left = client.delivery.spans.get(0).getAttributes().toString();
    assertThat(left).doesNotContain(SECRET, "4111111111111111", "tea").contains("1.5");
    assertThat(client.steno.counts().redacted())
        .isEqualTo(Map.of("openai", 2L, "card", 3L, "named", 1L));
  }

  @Test
  void a_dry_run_changes_nothing_and_tells_what_it_would() {
    try (Run dry = new Run(b -> b.redact(RULES).redactDryRun(true));
        Run plain = new Run(b -> b);
        Run real = new Run(b -> b.redact(RULES))) {
      assertThat(dry.content(RedactionSettings.NONE))
          .isEqualTo(plain.content(RedactionSettings.NONE));
      assertThat(dry.rest(RedactionSettings.NONE)).isEqualTo(plain.rest(RedactionSettings.NONE));
      real.content(RedactionSettings.NONE);

      RedactionTrial trial = dry.client.steno.redactionTrial().orElseThrow();
      assertThat(trial.counts()).isEqualTo(real.client.steno.counts().redacted());
      assertThat(trial.samples("openai")).hasSize(RedactionTrial.SAMPLES);
      assertThat(trial.samples("openai").toString()).contains("sk-… (32)").doesNotContain(SECRET);
      assertThat(dry.client.steno.counts().redacted()).isEmpty();
      assertThat(real.client.steno.redactionTrial()).isEmpty();
    }
  }

  @Test
  void the_environment_names_rules_and_a_file_of_them() throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(
        file,
        "{\"name\":\"shop\",\"redaction\":{\"rules\":[\"email\"],"
            + "\"own\":[{\"name\":\"ticket\",\"pattern\":\"TICKET-[0-9]+\"}]}}");
    Map<String, String> variables =
        Map.of("STENO_REDACT", "openai, jwt", "STENO_REDACT_RULES", file.toString());
    Client client = new Client(b -> b.environment(variables).startParts(false));

    client.steno.trace().message(PHRASE).end();

    assertThat(client.span().input().toString())
        .isEqualTo("\"[redacted:email] wrote [redacted:ticket] with [redacted:openai]\"");
  }

  @Test
  void the_environment_can_ask_for_a_dry_run() {
    Map<String, String> variables = Map.of("STENO_REDACT", "email", "STENO_REDACT_DRY_RUN", "true");
    Client client = new Client(b -> b.environment(variables).startParts(false));

    client.steno.trace().message(PHRASE).end();

    assertThat(client.span().input().toString()).contains("ada@example.org");
    assertThat(client.steno.redactionTrial().orElseThrow().counts()).isEqualTo(Map.of("email", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"rules\":[\"secretz\"]}", "{\"rulez\":[]}"})
  void rules_that_cannot_be_read_are_no_rules(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("rules.json"), json);
    Map<String, String> variables = Map.of("STENO_REDACT_RULES", file.toString());

    assertThatThrownBy(() -> Steno.builder().environment(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("STENO_REDACT_RULES: " + file)
        .hasMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @CsvSource({"STENO_REDACT,secretz", "STENO_REDACT_RULES,/nowhere/rules.json"})
  void what_cannot_be_read_is_said(String name, String value) {
    assertThatThrownBy(() -> Steno.builder().environment(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value)
        .hasMessageContaining("(expected: ");
  }
}
