// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InteractionSummaryTest {

  @Test
  void has_the_same_shape_for_none_as_for_some() {
    JsonObject none = Interactions.summarize(List.of()).toJson();
    JsonObject some = Interactions.summarize(List.of(Examples.rich())).toJson();

    assertThat(none.members().keySet()).isEqualTo(some.members().keySet());
    assertThat(none.members().keySet())
        .startsWith(
            "total_interactions",
            "total_tokens",
            "total_time_ms",
            "avg_tokens_per_interaction",
            "avg_time_ms",
            "providers",
            "models",
            "date_range");
    assertThat(Json.write(none))
        .startsWith(
            "{\"total_interactions\":0,\"total_tokens\":0,\"total_time_ms\":0.0,"
                + "\"avg_tokens_per_interaction\":0.0,\"avg_time_ms\":0.0,\"providers\":[],"
                + "\"models\":[],\"date_range\":null");
    for (String name : List.of("usage", "time_ms", "time_to_first_token_ms")) {
      assertThat(((JsonObject) none.get(name)).members().keySet())
          .as(name)
          .isSubsetOf(((JsonObject) some.get(name)).members().keySet())
          .hasSizeGreaterThan(2);
    }
  }

  @Test
  void adds_up_tokens_times_and_costs_with_what_is_unknown_left_alone() {
    Interaction failed = Examples.of("f", Examples.rich().input(), null, Status.ERROR);
    Interaction uncounted = withUsage(null);
    Interaction partly = withUsage(new Usage(3L, null, null, 4L, null, JsonObject.EMPTY));

    InteractionSummary summary =
        Interactions.summarize(List.of(Examples.rich(), failed, uncounted, partly));

    JsonObject json = summary.toJson();
    assertThat(summary.all().interactions()).isEqualTo(4);
    assertThat(summary.all().tokens()).isEqualTo(112 + 7);
    assertThat(summary.all().averageTokens()).isEqualTo(119 / 2.0);
    assertThat(summary.all().usage().cacheRead()).isEqualTo(30);
    assertThat(summary.all().unpriced()).isEqualTo(1);
    assertThat(summary.all().cost()).isEqualByComparingTo("0.00042");
    assertThat(summary.all().failures()).isEqualTo(1);
    assertThat(Json.write(json.get("statuses"))).isEqualTo("{\"error\":1,\"ok\":3}");
    assertThat(Json.write(json.get("errors"))).isEqualTo("{\"rate_limit\":1}");
    assertThat(Json.write(json.get("providers"))).isEqualTo("[\"OllamaProvider\",\"openai\"]");
    assertThat(Json.write(json.get("models"))).isEqualTo("[\"gpt-5\",\"qwen3:4b\"]");
    assertThat(summary.steps().keySet()).isEqualTo(Set.of("chat", "code_generation"));
    assertThat(summary.models().get("qwen3:4b").tokens()).isEqualTo(112);
    assertThat(Json.write(json.get("date_range")))
        .isEqualTo(
            "{\"first\":\"2026-02-03T04:05:06.700000000Z\","
                + "\"last\":\"2026-02-03T04:05:06.700000000Z\"}");
  }

  @Test
  void percentiles_are_by_nearest_rank_in_any_order() {
    List<Interaction> hundred = new ArrayList<>();
    IntStream.rangeClosed(1, 100).forEach(i -> hundred.add(lasting(Duration.ofMillis(i))));
    Collections.shuffle(hundred, new Random(7));

    Figures.Times times = Interactions.summarize(hundred).all().time();

    assertThat(List.of(times.p50(), times.p90(), times.p95(), times.p99(), times.max()))
        .extracting(Duration::toMillis)
        .containsExactly(50L, 90L, 95L, 99L, 100L);
    assertThat(times.totalMillis()).isEqualTo(5050);
    assertThat(times.averageMillis()).isEqualTo(50.5);
  }

  @Test
  void names_that_callers_make_up_cannot_fill_the_memory() {
    InteractionSummary.Collector collector = InteractionSummary.collector();

    for (int i = 0; i < 3 * InteractionSummary.MAX_NAMES; i++) {
      collector.accept(withStep(Examples.simple("t", "What?", "That."), "step " + i));
    }

    InteractionSummary summary = collector.summary();
    assertThat(summary.steps()).hasSize(InteractionSummary.MAX_NAMES + 1);
    assertThat(summary.steps().get(InteractionSummary.OTHERS).interactions())
        .isEqualTo(2L * InteractionSummary.MAX_NAMES);
  }

  private static Interaction withUsage(@Nullable Usage usage) {
    Interaction simple = Examples.simple("t", "What?", "That.");
    Response response =
        new Response(
            Message.text("assistant", "That."), "stop", null, null, usage, null, null, null, null);
    return Examples.of("t", simple.input(), response, Status.OK);
  }

  private static Interaction lasting(Duration duration) {
    Interaction simple = Examples.simple("t", "What?", "That.");
    Response of = simple.response();
    return Examples.of(
        "t",
        simple.input(),
        new Response(of.message(), of.finishReason(), null, null, null, null, duration, null, null),
        Status.OK);
  }

  private static Interaction withStep(Interaction of, String step) {
    return new Interaction(
        of.traceId(),
        of.sequence(),
        null,
        of.start(),
        of.duration(),
        of.provider(),
        of.model(),
        of.input(),
        of.response(),
        of.status(),
        of.error(),
        of.attempts(),
        of.toolRuns(),
        of.transcript(),
        new JsonObject(Map.of("step_type", JsonValue.of(step))));
  }
}
