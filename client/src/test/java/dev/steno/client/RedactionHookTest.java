// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.pipeline.Redaction;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Redaction by the application's own code, which may do anything. */
class RedactionHookTest {
  private static final String SECRET = "very secret";

  static Stream<Redaction> hostile() {
    return Stream.of(
        (key, text) -> {
          throw new IllegalStateException("hostile");
        },
        (key, text) -> null,
        (key, text) -> deep(text, 1),
        (key, text) -> {
          throw new Error("neither here nor there");
        },
        (key, text) -> {
          throw new OutOfMemoryError("asked for too much");
        });
  }

  private static String deep(String text, int depth) {
    return depth == 0 ? text : deep(text, depth + 1) + " ";
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void one_that_fails_lets_nothing_through_and_is_counted(Redaction hook) {
    Client client = new Client(b -> b.redaction(hook));
    Trace trace = client.steno.trace(t -> t.metadata("note", SECRET));

    trace.message(SECRET).name(SECRET).end(Map.of("a", SECRET));
    trace.message("x").fail(new IllegalStateException(SECRET));
    trace.message(SECRET);
    trace.feedback(f -> f.score(1).comment(SECRET));
    client.steno.flush(Duration.ZERO);

    assertThat(client.delivery.spans).hasSize(2);
    assertThat(client.delivery.logs).hasSize(2);
    assertThat(text(client)).doesNotContain(SECRET).contains("redaction failed");
    assertThat(client.steno.counts().failures()).isPositive();
    assertThat(client.span().flags()).contains("redaction_failed");
    client.close();
  }

  @Test
  void rules_look_at_what_it_leaves() {
    Client client = new Client(b -> b.redaction((key, text) -> text + " a@b.org").redact("email"));

    client.steno.trace().message("ada@example.org").end();

    assertThat(client.span().input().toString()).isEqualTo("\"[redacted:email] [redacted:email]\"");
  }

  @Test
  void the_last_spans_are_shown_as_they_leave() {
    Client client = new Client(b -> b.redact("email"));

    client.steno.trace().message("ada@example.org").name("to ada@example.org").end();

    SpanData span = client.steno.recent().spans().get(0);
    assertThat(span.getName()).isEqualTo("to [redacted:email]");
    assertThat(span.toString() + span.getAttributes()).doesNotContain("example.org");
  }

  /** Everything that leaves, read as whoever receives it does. */
  private static String text(Client client) {
    StringBuilder all = new StringBuilder();
    for (SpanData span : client.delivery.spans) {
      all.append(span.getName()).append(span.getAttributes()).append(span.getStatus());
      span.getEvents().forEach(event -> all.append(event.getAttributes()));
      all.append(List.of(span.getResource(), span.getInstrumentationScopeInfo()));
    }
    client.delivery.logs.forEach(log -> all.append(log.getAttributes()).append(log.getBodyValue()));
    return all.toString();
  }
}
