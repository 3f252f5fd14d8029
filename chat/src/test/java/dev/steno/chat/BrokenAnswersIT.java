// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.chat.provider.FailureKind;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers do when they fail in the middle, on every wire. */
class BrokenAnswersIT {
  private static final ModelReply.Answer COUNT =
      ModelReply.text("one two three four five six").paced(Duration.ofMillis(10));

  private static TracedModel open(String provider, MockModel server, Duration timeout) {
    return ChatModels.open(
        provider,
        "mock-mini",
        o ->
            o.baseUrl((provider.equals("ollama") ? server.address() : server.baseUrl()).toString())
                .retryDelay(Duration.ZERO)
                .timeout(timeout)
                .tracing(true));
  }

  private static TracedModel open(String provider, MockModel server) {
    return open(provider, server, Duration.ofSeconds(20));
  }

  private static List<Function<ModelRequest, dev.steno.chat.ModelReply>> ways(TracedModel model) {
    return List.of(model::generate, request -> model.stream(request).reply());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void aStreamThatBreaksKeepsWhatHadCome(String provider) {
    try (MockModel server = MockModel.start(COUNT.cutAfter(6));
        TracedModel model = open(provider, server)) {

      ChatException failure =
          catchThrowableOfType(
              ChatException.class, () -> model.stream(ModelRequest.of("count")).reply());

      assertThat(failure.kind()).isEqualTo(FailureKind.NETWORK);
      Interaction interaction = model.last(1).get(0);
      assertThat(interaction.status()).isEqualTo(Status.ERROR);
      assertThat(interaction.attempts()).hasSize(1);
      assertThat(interaction.response().message().text()).startsWith("one ");
      assertThat(interaction.response().timing().firstToken()).isPositive();
      assertThat(interaction.transcript()).containsExactly(interaction.response().message());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void anErrorInTheMiddleOfAStreamIsTheProviders(String provider) {
    try (MockModel server =
            MockModel.start(COUNT.failingAfter(6, ModelReply.failure(529, "Overloaded now.")));
        TracedModel model = open(provider, server)) {

      ChatException failure =
          catchThrowableOfType(
              ChatException.class, () -> model.stream(ModelRequest.of("count")).reply());

      assertThat(failure.kind()).isEqualTo(FailureKind.SERVER);
      assertThat(failure).hasMessageContaining("Overloaded now.");
      assertThat(model.last(1).get(0).response().message().text()).startsWith("one ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void anAnswerThatStallsIsTimedOut(String provider) {
    try (MockModel server = MockModel.start(COUNT.stallingAfter(4));
        TracedModel model = open(provider, server, Duration.ofMillis(300))) {
      for (var way : ways(model)) {

        ChatException failure =
            catchThrowableOfType(ChatException.class, () -> way.apply(ModelRequest.of("count")));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(model.last(1).get(0).status()).isEqualTo(Status.TIMEOUT);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void whatIsNoAnswerFailsAndNeverWaits(String provider) {
    List<ModelReply> nonsense =
        List.of(
            ModelReply.raw(200, "application/json", "{\"id\":"),
            ModelReply.raw(200, "text/event-stream", "data: {\"id\":\n\n"),
            ModelReply.raw(200, "application/json", ""),
            ModelReply.raw(502, "text/html", "<h1>Bad Gateway"));
    for (ModelReply reply : nonsense) {
      try (MockModel server = MockModel.start(reply);
          TracedModel model = open(provider, server)) {
        for (var way : ways(model)) {

          ChatException failure =
              catchThrowableOfType(ChatException.class, () -> way.apply(ModelRequest.of("count")));

          assertThat(failure.kind())
              .as(String.valueOf(reply))
              .isIn(FailureKind.INVALID_ANSWER, FailureKind.NETWORK, FailureKind.SERVER);
          assertThat(model.last(1).get(0).status()).isEqualTo(Status.ERROR);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic"})
  void aRefusalIsAnAnswerThatSaysSo(String provider) {
    try (MockModel server =
            MockModel.start(
                ModelReply.text("I cannot help with that").ending(ModelReply.Ending.REFUSED));
        TracedModel model = open(provider, server)) {
      for (var way : ways(model)) {

        var reply = way.apply(ModelRequest.of("count"));

        assertThat(reply.refused()).isTrue();
        assertThat(reply.content()).isEqualTo("I cannot help with that");
        assertThat(model.last(1).get(0).status()).isEqualTo(Status.REFUSED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "ollama"})
  void aTruncatedAnswerSaysWhy(String provider) {
    try (MockModel server = MockModel.start(COUNT.ending(ModelReply.Ending.LENGTH));
        TracedModel model = open(provider, server)) {
      for (var way : ways(model)) {

        var reply = way.apply(ModelRequest.of("count"));

        assertThat(reply.finishReason()).isIn("length", "max_output_tokens", "max_tokens");
        assertThat(reply.refused()).isFalse();
      }
    }
  }
}
