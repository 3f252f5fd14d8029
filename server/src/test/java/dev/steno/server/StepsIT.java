// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.testing.generate.AgentTrace;
import dev.steno.testing.generate.Generator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StepsIT {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");
  private static final TraceId FIRST = new TraceId(1, 1);

  private RunningServer server;
  private long ids;

  @BeforeEach
  void start() {
    server = RunningServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_generated_agents_steps_repeat_everything_and_add_two_messages() {
    AgentTrace trace = AgentTrace.of(Generator.seeded(7), "default", null, START, 40);
    server.storage().traces().append(trace.parts()).join();

    JsonObject answer = steps("/api/v1/traces/" + trace.traceId().hex() + "/steps");
    List<JsonObject> steps = list(answer, "steps");

    assertThat(steps).hasSize(40);
    for (int i = 1; i < 40; i++) {
      JsonObject step = steps.get(i);
      assertThat(step.text("basis")).isEqualTo("compared");
      assertThat(step.get("number")).hasToString(String.valueOf(i + 1));
      assertThat(step.get("unchanged")).hasToString(String.valueOf(2 * i));
      assertThat(step.get("new")).hasToString("1");
      assertThat(step.get("gone")).hasToString("0");
      assertThat(((JsonObject) step.get("reference")).get("span_id"))
          .isEqualTo(steps.get(i - 1).get("span_id"));
      assertThat(list(step, "changes")).hasSize(1);
    }
  }

  @Test
  void a_step_has_this_form() {
    append(FIRST, null, said("a", "b"), 60L, Message.text("assistant", "c"));
    append(FIRST, null, said("a", "in short"), 30L, Message.text("assistant", "d"));

    JsonObject step = list(steps("/api/v1/traces/" + FIRST.hex() + "/steps"), "steps").get(1);

    assertThat(step.members().keySet())
        .containsExactly(
            "trace_id",
            "span_id",
            "lane",
            "number",
            "basis",
            "seen",
            "reference",
            "common",
            "unchanged",
            "new",
            "gone",
            "edited",
            "reasoning_left",
            "changes",
            "compacted",
            "replaced",
            "system",
            "tools",
            "tokens");
    assertThat(list(step, "changes"))
        .extracting(change -> change.text("kind"))
        .containsExactly("gone", "new");
    assertThat(step.get("tokens"))
        .hasToString(
            "{\"edited\":0,\"estimated\":true,\"gone\":60,\"new\":18,\"system\":0,\"tools\":0,\"unchanged\":12}");
  }

  @Test
  void the_steps_of_a_conversation_go_on_from_trace_to_trace() {
    append(FIRST, "conv", said("a"), 5L, Message.text("assistant", "b"));
    List<Message> next =
        List.of(
            Message.text("user", "a"), Message.text("assistant", "b"), Message.text("user", "c"));
    append(new TraceId(1, 2), "conv", next, 9L, Message.text("assistant", "d"));

    JsonObject answer = steps("/api/v1/conversations/conv/steps");
    List<JsonObject> steps = list(answer, "steps");

    assertThat(steps).extracting(step -> step.text("basis")).containsExactly("first", "compared");
    assertThat(((JsonObject) steps.get(1).get("reference")).text("trace_id"))
        .isEqualTo(FIRST.hex());
    assertThat(answer.members()).containsKeys("conversation_id", "next", "limit");
  }

  @Test
  void the_steps_of_what_is_not_there_are_not_found() {
    assertThat(server.get("/api/v1/traces/" + FIRST.hex() + "/steps").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/conversations/none/steps").status()).isEqualTo(404);
  }

  private JsonObject steps(String path) {
    return server.get(path).json();
  }

  private static List<JsonObject> list(JsonObject json, String name) {
    return ((JsonArray) json.get(name))
        .elements().stream().map(element -> (JsonObject) element).toList();
  }

  private static List<Message> said(String... texts) {
    return List.of(texts).stream().map(text -> Message.text("user", text)).toList();
  }

  private void append(
      TraceId trace, String conversation, List<Message> input, long tokens, Message answer) {
    Usage usage = Usage.ofTotals(tokens, null, null, null, null, JsonObject.EMPTY);
    Instant start = START.plusSeconds(++ids);
    Span span =
        Span.builder("default", trace, new SpanId(ids))
            .type(SpanType.GENERATION)
            .start(start)
            .end(start.plusMillis(500))
            .grouping(new Grouping(conversation, null, null, null, null))
            .generation(Generation.builder().usage(usage).build())
            .build();
    Exchange exchange = new Exchange(List.of(), List.of(), input, List.of(List.of(answer)));
    server
        .storage()
        .traces()
        .append(List.of(new SpanPart(SpanPart.Kind.SPAN, 0, start, span, exchange)))
        .join();
  }
}
