// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CacheRestIT {
  private static final String LONG = "a long rule of the house. ".repeat(200);
  private static final TraceId OTHER = new TraceId(7, 7);

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
  void a_trace_tells_why_its_cache_broke_and_what_that_cost() {
    append(call(Traces.TRACE, 1, 0, "Be kind and brief to all our guests", 0, LONG, "one"));
    append(
        call(Traces.TRACE, 2, 30, "Be kind and brief to all our friends", 0, LONG, "one", "two"));

    JsonObject report = server.get("/api/v1/traces/" + Traces.TRACE.hex() + "/cache").json();
    JsonObject loss = (JsonObject) ((JsonArray) report.get("losses")).elements().get(0);

    assertThat(report.members())
        .containsEntry("traces", JsonValue.of(1))
        .containsEntry("compared", JsonValue.of(1))
        .containsEntry("losses_left_out", JsonValue.of(0));
    assertThat(loss.members())
        .containsEntry("cause", JsonValue.of("message_edited"))
        .containsKeys("reread_tokens", "repeated_tokens", "cost", "continues");
  }

  @Test
  void nothing_changed_and_the_provider_missed_tells_the_gap_and_the_price() {
    append(call(Traces.TRACE, 1, 0, LONG, 0, "one"));
    append(call(Traces.TRACE, 2, 601, LONG, 0, "one", "two"));

    JsonObject report = server.get("/api/v1/traces/" + Traces.TRACE.hex() + "/cache").json();
    JsonObject loss = (JsonObject) ((JsonArray) report.get("losses")).elements().get(0);

    assertThat(loss.members())
        .containsEntry("cause", JsonValue.of("provider_missed"))
        .containsEntry("reread_tokens", JsonValue.of(4_000))
        .containsEntry("estimated", JsonValue.of(false))
        .containsEntry("gap_ms", new JsonNumber("600000.0"))
        // gpt-4o: 2.5 less 1.25 USD for a million tokens.
        .containsEntry("cost", JsonValue.of("0.00500000"));
    assertThat(report.text("cost")).isEqualTo("0.00500000");
  }

  @Test
  void a_conversation_is_followed_from_trace_to_trace() {
    append(call(Traces.TRACE, 1, 0, LONG, 0, "one"));
    append(call(OTHER, 1, 60, LONG, 0, "one", "two"));

    JsonObject conversation = server.get("/api/v1/cache?conversation=conv-1").json();
    JsonObject found = server.get("/api/v1/cache?q=user:user-1&limit=5").json();

    assertThat(conversation.members())
        .containsEntry("traces", JsonValue.of(2))
        .containsEntry("compared", JsonValue.of(1))
        .containsEntry("limit", JsonValue.of(100))
        .containsEntry("next", JsonValue.NULL);
    assertThat(found.get("losses")).isEqualTo(conversation.get("losses"));
    assertThat(server.get("/api/v1/cache?conversation=none").status()).isEqualTo(404);
    assertThat(server.get("/api/v1/cache?limit=0").status()).isEqualTo(400);
  }

  private void append(SpanPart part) {
    server.storage().traces().append(List.of(part)).join();
  }

  private static SpanPart call(
      TraceId trace, int id, int second, String rules, long cached, String... said) {
    Generation generation =
        Generation.builder()
            .provider("openai")
            .requestModel("gpt-4o-2024-08-06")
            .usage(
                Usage.ofTotals(
                    3_000L + 1_000 * said.length, cached, null, 5L, null, JsonObject.EMPTY))
            .build();
    Span span =
        Span.builder("default", trace, new SpanId(id))
            .type(SpanType.GENERATION)
            .name("chat")
            .status(SpanStatus.OK)
            .start(Traces.START.plusSeconds(second))
            .end(Traces.START.plusSeconds(second + 1))
            .grouping(new Grouping("conv-1", null, "user-1", null, null))
            .generation(generation)
            .build();
    List<Message> messages =
        Stream.concat(
                Stream.of(Message.text("user", rules)),
                Arrays.stream(said).map(text -> Message.text("user", text)))
            .toList();
    Exchange exchange =
        new Exchange(
            List.of(), List.of(), messages, List.of(List.of(Message.text("assistant", "ok"))));
    return new SpanPart(SpanPart.Kind.SPAN, 0, Traces.START, span, exchange);
  }
}
