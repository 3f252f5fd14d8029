// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.RunningServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PriceRestIT {
  private static final String TRACE = "/api/v1/traces/" + Traces.TRACE.hex();
  private static final String PRICE = TRACE + "/spans/" + Traces.CALL.hex() + "/price";

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
  void a_price_says_which_entry_holds_and_what_the_tokens_cost() {
    JsonObject price =
        server
            .get(
                "/api/v1/prices?model=gpt-4o-2024-08-06&provider=openai&date=2026-01-15"
                    + "&input=1000&cache_read=200&output=100")
            .json();

    assertThat(price.text("table")).startsWith("genai-prices ");
    assertThat(price.members())
        .containsEntry("provider", JsonValue.of("openai"))
        .containsEntry("model", JsonValue.of("gpt-4o"))
        .containsEntry("rule", JsonValue.of("exact"))
        .containsEntry("matched", JsonValue.of("gpt-4o-2024-08-06"))
        .containsEntry("cost", JsonValue.of("0.00375"))
        .containsEntry("reason", JsonValue.NULL);
    assertThat(((JsonObject) price.get("usd_per_million")).text("output")).isEqualTo("10");
    assertThat(((JsonArray) price.get("lines")).elements()).hasSize(3);
  }

  @Test
  void an_unknown_model_has_no_cost_and_a_reason() {
    JsonObject price = server.get("/api/v1/prices?model=nobody-knows-it&input=5").json();

    assertThat(price.get("cost")).isEqualTo(JsonValue.NULL);
    assertThat(price.text("reason")).contains("no model 'nobody-knows-it'");
    assertThat(price.get("model")).isNull();
  }

  @Test
  void what_is_asked_wrongly_is_refused() {
    assertThat(detail("/api/v1/prices")).startsWith("model: none (expected: ");
    assertThat(detail("/api/v1/prices?model=m&date=soon")).startsWith("date: soon (expected: ");
    assertThat(detail("/api/v1/prices?model=m&input=-1")).startsWith("input: -1 (expected: ");
    assertThat(server.get(TRACE + "/spans/00000000000000ff/price").status()).isEqualTo(404);
    assertThat(server.get(TRACE + "/spans/xyz/price").status()).isEqualTo(400);
  }

  @Test
  void a_span_says_what_was_reported_and_what_was_calculated() {
    server.storage().traces().append(Traces.agentWithCall()).join();

    JsonObject price = server.get(PRICE).json();

    assertThat(price.members())
        .containsEntry("cost", JsonValue.of("0.00120"))
        .containsEntry("cost_source", JsonValue.of("reported"))
        .containsEntry("provider_cost", JsonValue.of("0.00120"))
        .containsEntry("same_by_now", JsonValue.of(true));
    assertThat(price.text("calculated_cost")).isNotNull();
    assertThat(price.text("price_table")).startsWith("genai-prices ");
    assertThat(((JsonObject) price.get("by_now")).text("cost"))
        .isEqualTo(price.text("calculated_cost"));
  }

  @Test
  void a_call_without_a_reported_cost_shows_the_calculated_one_everywhere() {
    server.storage().traces().append(List.of(withoutCost("gpt-4o-2024-08-06"))).join();

    JsonObject trace = server.get(TRACE).json();
    JsonObject span = (JsonObject) ((JsonArray) trace.get("spans")).elements().get(0);
    JsonObject generation = (JsonObject) span.get("generation");
    JsonObject list = server.get("/api/v1/traces").json();
    JsonObject row = (JsonObject) ((JsonArray) list.get("traces")).elements().get(0);

    assertThat(generation.members())
        .containsEntry("cost", JsonValue.of("0.0035"))
        .containsEntry("cost_source", JsonValue.of("calculated"))
        .containsEntry("calculated_cost", JsonValue.of("0.0035"))
        .containsKey("price_table")
        .doesNotContainKey("provider_cost");
    assertThat(trace.text("cost")).isEqualTo("0.0035");
    assertThat(trace.text("cost_source")).isEqualTo("calculated");
    JsonObject diff = server.get(TRACE + "/diff/" + Traces.TRACE.hex()).json();
    assertThat(((JsonObject) diff.get("a")).text("cost")).isEqualTo("0.0035");
    assertThat(((JsonObject) diff.get("a")).text("cost_source")).isEqualTo("calculated");
    assertThat(row.text("cost")).isEqualTo("0.0035");
  }

  @Test
  void a_sum_of_reported_and_calculated_costs_says_that_it_is_mixed() {
    server.storage().traces().append(Traces.agentWithCall()).join();
    Span other =
        Span.builder("default", Traces.TRACE, new SpanId(7))
            .type(SpanType.GENERATION)
            .start(Traces.START)
            .generation(withoutCost("gpt-4o-2024-08-06").span().generation())
            .build();
    server
        .storage()
        .traces()
        .append(List.of(new SpanPart(SpanPart.Kind.SPAN, 0, Traces.START, other, null)))
        .join();

    JsonObject trace = server.get(TRACE).json();

    assertThat(trace.text("cost")).isEqualTo("0.00470");
    assertThat(trace.text("cost_source")).isEqualTo("mixed");
  }

  @Test
  void a_call_of_an_unknown_model_says_why_it_has_no_cost() {
    server.storage().traces().append(List.of(withoutCost("nobody-knows-it"))).join();

    Answer answer = server.get(PRICE);

    assertThat(answer.json().get("cost")).isEqualTo(JsonValue.NULL);
    assertThat(answer.json().get("cost_source")).isEqualTo(JsonValue.NULL);
    assertThat(((JsonObject) answer.json().get("by_now")).text("reason"))
        .isEqualTo("The table knows no model 'nobody-knows-it' of provider 'openai'.");
  }

  private String detail(String path) {
    return String.valueOf(server.get(path).json().text("detail"));
  }

  private static SpanPart withoutCost(String model) {
    SpanPart call = Traces.call("default", Traces.TRACE, model);
    Generation generation =
        Generation.builder()
            .provider("openai")
            .requestModel(model)
            .usage(new Usage(1_000L, null, null, 100L, null, JsonObject.EMPTY))
            .build();
    Span span = call.span().toBuilder().generation(generation).build();
    return new SpanPart(call.kind(), call.sequence(), call.arrival(), span, call.exchange());
  }
}
