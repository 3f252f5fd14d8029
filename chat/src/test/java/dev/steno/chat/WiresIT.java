// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.chat.provider.FailureKind;
import dev.steno.codec.Json;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same on every provider's wire, whole and streamed. */
class WiresIT {
  private static final Tool WEATHER =
      Tool.of(
          "weather",
          "The weather of a city",
          "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}",
          arguments -> "rain in " + arguments.text("city"));

  private static TracedModel open(String provider, MockModel server) {
    String root = "http://127.0.0.1:" + server.port();
    return ChatModels.open(
        provider,
        "mock-think",
        o ->
            o.baseUrl(provider.equals("ollama") ? root : root + "/v1")
                .apiKey("sk-planted-key-1234")
                .retryDelay(Duration.ZERO)
                .tracing(true));
  }

  private static List<Function<ModelRequest, dev.steno.chat.ModelReply>> ways(TracedModel model) {
    return List.of(model::generate, request -> model.stream(request).reply());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void textReasoningUsageAndFinishReasonAreThere(String provider) {
    ModelScript script = ModelReply.text("The answer is 42").thinking("let me think");
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(provider, server)) {
      for (var way : ways(model)) {

        var reply =
            way.apply(
                ModelRequest.builder().systemPrompt("Be short").prompt("The answer?").build());

        assertThat(reply.content()).isEqualTo("The answer is 42");
        assertThat(reply.reasoning()).isEqualTo("let me think");
        assertThat(reply.finishReason()).isIn("stop", "end_turn", "completed");
        assertThat(reply.servedModel()).isEqualTo("mock-think");
        assertThat(reply.usage().inputTokens()).isPositive();
        assertThat(reply.usage().outputTokens()).isPositive();
        assertThat(reply.usage().source().isEmpty()).isFalse();
      }
      assertThat(model.interactions()).hasSize(2);
      assertThat(model.interactions())
          .extracting(interaction -> interaction.response().usage())
          .containsOnly(model.last(1).get(0).response().usage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void toolsAreCalledAndAnswered(String provider) {
    ModelScript script =
        ModelScript.turn(
            "weather",
            ModelReply.calls(
                ModelReply.call("weather", "{\"city\":\"Oslo\"}"),
                ModelReply.call("weather", "{\"city\":\"Bergen\"}")),
            ModelReply.text("It rains everywhere"));
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(provider, server)) {
      for (var way : ways(model)) {

        var reply = way.apply(ModelRequest.builder().prompt("weather?").tool(WEATHER).build());

        assertThat(reply.content()).isEqualTo("It rains everywhere");
        Interaction interaction = model.last(1).get(0);
        assertThat(interaction.toolRuns())
            .extracting(run -> run.output())
            .containsExactly("rain in Oslo", "rain in Bergen");
        assertThat(interaction.transcript())
            .extracting(message -> message.role())
            .containsExactly("assistant", "tool", "tool", "assistant");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void failuresHaveTheKindOfTheirStatus(String provider) {
    ModelScript script =
        call ->
            ModelReply.failure(
                Integer.parseInt(call.lastUser().replaceAll("[^0-9]", "")), "no such luck");
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(provider, server)) {
      for (var way : ways(model)) {

        assertThat(kind(way, 400)).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(kind(way, 401)).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(kind(way, 404)).isEqualTo(FailureKind.MODEL_NOT_FOUND);
        assertThat(kind(way, 429)).isEqualTo(FailureKind.RATE_LIMIT);
        assertThat(kind(way, 503)).isEqualTo(FailureKind.SERVER);
        Interaction last = model.last(1).get(0);
        assertThat(last.status()).isEqualTo(Status.ERROR);
        assertThat(last.attempts()).hasSize(3);
        assertThat(last.error().httpStatus()).isEqualTo(503);
        assertThat(last.error().message()).contains("no such luck");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void theSchemaOfAToolReachesTheProviderWordByWord(String provider) {
    String schema =
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\","
            + "\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":3,\"x-hint\":[1]}},"
            + "\"patternProperties\":{\"^x-\":{\"type\":\"string\"}},\"minProperties\":1}";
    StringBuilder seen = new StringBuilder();
    ModelScript script =
        call -> {
          seen.append(Json.write(call.request()));
          return ModelReply.text("yes");
        };
    Tool tool = Tool.of("count", "Counts", schema, arguments -> 1);
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(provider, server)) {

      model.generate(ModelRequest.builder().prompt("well?").tool(tool).build());

      assertThat(seen).contains(schema);
    }
  }

  private static FailureKind kind(
      Function<ModelRequest, dev.steno.chat.ModelReply> way, int status) {
    return catchThrowableOfType(
            ChatException.class, () -> way.apply(ModelRequest.of("fail with " + status)))
        .kind();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "ollama", "openai-responses"})
  void parametersReachTheProviderAndTraceKeysDoNot(String provider) {
    StringBuilder seen = new StringBuilder();
    ModelScript script =
        call -> {
          seen.append(call.request());
          return ModelReply.text("yes");
        };
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(provider, server)) {

      model.generate(
          ModelRequest.builder()
              .prompt("well?")
              .temperature(0.25)
              .maxOutputTokens(77)
              .parameter("max_tokens", 8_000)
              .parameter("vendor_option", "planted-option")
              .traceId("planted-trace-id")
              .metadata("planted_key", "planted-value")
              .build());

      assertThat(seen)
          .contains("0.25")
          .contains("77")
          .contains("\"vendor_option\":\"planted-option\"")
          .doesNotContain("8000")
          .doesNotContain("planted_key")
          .doesNotContain("planted-value")
          .doesNotContain("planted-trace-id");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void aServerThatIsNotThereIsANetworkFailure(String provider) {
    MockModel server = MockModel.start(ModelReply.text("yes"));
    server.close();
    try (TracedModel model = open(provider, server)) {
      for (var way : ways(model)) {

        FailureKind kind = kind(way, 0);

        assertThat(kind).isEqualTo(FailureKind.NETWORK);
        assertThat(model.last(1).get(0).attempts()).hasSize(3);
      }
    }
  }
}
