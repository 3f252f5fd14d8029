// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.steno.chat.provider.FailureKind;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.ToolRun;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TracedModelIT {

  private static TracedModel open(MockModel server, Consumer<ModelOptions> options) {
    return ChatModels.open(
        "openai",
        "mock-mini",
        o -> {
          o.baseUrl(server.baseUrl().toString())
              .apiKey("sk-planted-key-1234")
              .retryDelay(Duration.ZERO)
              .tracing(true);
          options.accept(o);
        });
  }

  private static TracedModel open(MockModel server) {
    return open(server, o -> {});
  }

  @Test
  void aCallIsOneInteractionWithAllFieldsOfTheSeed() {
    try (MockModel server = MockModel.start(ModelReply.text("def add(a, b): return a + b"));
        TracedModel model = open(server)) {

      var reply =
          model.generate(
              ModelRequest.builder()
                  .systemPrompt("You write Python")
                  .prompt("Write a function to add two numbers")
                  .temperature(0)
                  .metadata(Map.of("step", "code_generation", "attempt", 1, "user_id", "user_123"))
                  .build());

      Interaction interaction = model.interaction(reply.traceId()).orElseThrow();
      assertThat(interaction.status()).isEqualTo(Status.OK);
      assertThat(interaction.provider()).isEqualTo("openai");
      assertThat(interaction.model()).isEqualTo("mock-mini");
      assertThat(interaction.input().systemPrompt()).isEqualTo("You write Python");
      assertThat(interaction.input().prompt()).isEqualTo("Write a function to add two numbers");
      assertThat(interaction.input().parameters())
          .hasToString("{\"max_output_tokens\":null,\"max_tokens\":null,\"temperature\":0.0}");
      assertThat(interaction.response().message().text()).isEqualTo("def add(a, b): return a + b");
      assertThat(interaction.response().finishReason()).isEqualTo("stop");
      assertThat(interaction.response().usage().totalTokens()).isPositive();
      assertThat(interaction.response().generationTime()).isPositive();
      assertThat(interaction.response().raw()).isNull();
      assertThat(interaction.metadata())
          .hasToString("{\"attempt\":1,\"step\":\"code_generation\",\"user_id\":\"user_123\"}");
      assertThat(interaction.attempts()).hasSize(1);
      assertThat(reply.content()).isEqualTo("def add(a, b): return a + b");
    }
  }

  @Test
  void anImageBesideThePromptReachesTheModelAndIsKept() {
    StringBuilder seen = new StringBuilder();
    ModelScript script =
        call -> {
          seen.append(call.request());
          return ModelReply.text("a cat");
        };
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server)) {

      model.generate(
          ModelRequest.builder().prompt("What is this?").image("https://example.org/cat").build());

      assertThat(seen).contains("https://example.org/cat").contains("What is this?");
      assertThat(model.last(1).get(0).input().prompt()).isNull();
      assertThat(model.last(1).get(0).input().messages().toString())
          .contains("https://example.org/cat")
          .contains("What is this?");
    }
  }

  @Test
  void withoutTracingNothingIsKeptAndNoIdIsGiven() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server, o -> o.tracing(false))) {
      for (int i = 0; i < 10; i++) {

        var reply = model.generate("well?");

        assertThat(reply.traceId()).isNull();
      }
      assertThat(model.interactions()).isEmpty();
    }
  }

  @Test
  void theRingKeepsTheLastOfThem() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server, o -> o.maxTraces(3))) {
      for (int i = 1; i <= 5; i++) {
        model.generate("Test " + i);
      }

      assertThat(prompts(model.interactions())).containsExactly("Test 3", "Test 4", "Test 5");
      assertThat(prompts(model.last(2))).containsExactly("Test 4", "Test 5");
      assertThat(model.last(9)).hasSize(3);
      assertThat(model.last(0)).isEmpty();
      assertThat(model.evicted()).isEqualTo(2);
      assertThat(model.interaction("never")).isEmpty();
      assertThatThrownBy(() -> model.last(-1)).hasMessage("last: -1 (expected: 0 or more)");
      assertThatThrownBy(() -> model.interaction(" "))
          .hasMessage("traceId: \" \" (expected: 1 to 200 characters, not all blank)");
    }
  }

  private static List<String> prompts(List<Interaction> interactions) {
    return interactions.stream().map(interaction -> interaction.input().prompt()).toList();
  }

  @Test
  void aFailureIsOneInteractionWhoseIdTheExceptionCarries() {
    try (MockModel server = MockModel.start(ModelReply.failure(401, "Incorrect API key provided"));
        TracedModel model = open(server)) {
      model.core();

      ChatException failure =
          catchThrowableOfType(ChatException.class, () -> model.generate("Complex prompt..."));

      assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
      assertThat(failure.attempts()).hasSize(1);
      Interaction interaction = model.last(1).get(0);
      assertThat(interaction.traceId()).isEqualTo(failure.traceId());
      assertThat(interaction.status()).isEqualTo(Status.ERROR);
      assertThat(interaction.input().prompt()).isEqualTo("Complex prompt...");
      assertThat(interaction.error().kind()).isEqualTo("authentication");
      assertThat(interaction.error().httpStatus()).isEqualTo(401);
    }
  }

  @Test
  void anErrorThatPassesIsAnAttemptOfTheSameInteraction() {
    ModelScript script =
        ModelScript.times(
            1,
            ModelReply.failure(429, "slow down").retryAfter(Duration.ofSeconds(1)),
            ModelReply.text("here"));
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server)) {

      model.generate("well?");

      Interaction interaction = model.last(1).get(0);
      assertThat(model.interactions()).hasSize(1);
      assertThat(interaction.status()).isEqualTo(Status.OK);
      assertThat(interaction.attempts())
          .extracting(Attempt::reason)
          .containsExactly(Attempt.Reason.FIRST, Attempt.Reason.RETRY);
      assertThat(interaction.attempts().get(0).error().kind()).isEqualTo("rate_limit");
      assertThat(interaction.attempts().get(1).delay()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void aProviderThatAsksForMoreThanAMinuteIsNotWaitedFor() {
    try (MockModel server =
            MockModel.start(ModelReply.failure(429, "tomorrow").retryAfter(Duration.ofHours(24)));
        TracedModel model = open(server)) {

      assertThatThrownBy(() -> model.generate("well?")).isInstanceOf(ChatException.class);

      assertThat(server.calls()).isEqualTo(1);
    }
  }

  @Test
  void aStreamIsOneInteractionWithTheTimesOfItsChunks() {
    try (MockModel server =
            MockModel.start(ModelReply.text("one two three four").thinking("let me count"));
        TracedModel model = open(server)) {
      StringBuilder text = new StringBuilder();
      StringBuilder thoughts = new StringBuilder();

      try (ReplyStream stream = model.stream(ModelRequest.of("count"))) {
        for (ReplyChunk chunk : stream) {
          (chunk.kind() == ReplyChunk.Kind.TEXT ? text : thoughts).append(chunk.text());
        }
        assertThat(stream.reply().content()).isEqualTo("one two three four");
      }

      assertThat(text).hasToString("one two three four");
      assertThat(thoughts).hasToString("let me count");
      Interaction interaction = model.last(1).get(0);
      assertThat(interaction.status()).isEqualTo(Status.OK);
      assertThat(interaction.response().message().reasoningContent()).isEqualTo("let me count");
      assertThat(interaction.response().timing().times()).hasSizeGreaterThan(3).isSorted();
      assertThat(interaction.response().usage().reasoning()).isPositive();
    }
  }

  @Test
  void anAbandonedStreamKeepsWhatHadCome() {
    try (MockModel server =
            MockModel.start(ModelReply.text("one two three four").paced(Duration.ofMillis(20)));
        TracedModel model = open(server)) {

      try (ReplyStream stream = model.stream(ModelRequest.of("count"))) {
        stream.iterator().next();
      }

      Interaction interaction = model.last(1).get(0);
      assertThat(interaction.status()).isEqualTo(Status.ABANDONED);
      assertThat(interaction.response().message().text())
          .isNotEmpty()
          .startsWith("one".substring(0, 1));
      assertThat(model.interactions()).hasSize(1);
    }
  }

  @Test
  void evenAnErrorOfTheMachineLeavesAnInteraction() {
    TracedModel model =
        ChatModels.of(
            new ChatModel() {
              @Override
              public ChatResponse doChat(ChatRequest request) {
                throw new StackOverflowError("deep");
              }
            },
            o -> o.tracing(true));

    assertThatThrownBy(() -> model.generate("well?")).isInstanceOf(StackOverflowError.class);

    assertThat(model.last(1).get(0).error().kind()).isEqualTo("internal");
  }

  @Test
  void aForgottenStreamIsAbandoned() {
    try (MockModel server =
            MockModel.start(ModelReply.text("word ".repeat(5_000)).paced(Duration.ofMillis(1)));
        TracedModel model = open(server)) {
      assertThat(model.stream(ModelRequest.of("count")).iterator().next()).isNotNull();

      while (model.interactions().isEmpty()) {
        System.gc();
        Thread.onSpinWait();
      }

      assertThat(model.last(1).get(0).status()).isEqualTo(Status.ABANDONED);
    }
  }

  @Test
  void aStreamIsReadOnce() {
    try (MockModel server = MockModel.start(ModelReply.text("one two"));
        TracedModel model = open(server)) {
      ReplyStream stream = model.stream(ModelRequest.of("count"));
      var unused = stream.iterator();

      assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);

      stream.close();
      stream.close();
      assertThat(model.interactions()).hasSize(1);
      assertThatThrownBy(stream::reply).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void toolsAreRunAndLinkedToTheirCalls() {
    ModelScript script =
        ModelScript.turn(
            "weather",
            ModelReply.calls(ModelReply.call("weather", "{\"city\":\"Oslo\"}")),
            ModelReply.text("It rains in Oslo"));
    Tool tool =
        Tool.of(
            "weather",
            "The weather of a city",
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}",
            arguments -> Map.of("sky", "rain in " + arguments.text("city")));
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server)) {

      var reply =
          model.generate(ModelRequest.builder().prompt("weather in Oslo?").tool(tool).build());

      assertThat(reply.content()).isEqualTo("It rains in Oslo");
      Interaction interaction = model.last(1).get(0);
      ToolRun run = interaction.toolRuns().get(0);
      assertThat(run.output()).isEqualTo("{\"sky\":\"rain in Oslo\"}");
      assertThat(interaction.transcript())
          .extracting(message -> message.role())
          .containsExactly("assistant", "tool", "assistant");
      assertThat(interaction.transcript().get(0).toolCalls().get(0).id()).isEqualTo(run.callId());
      assertThat(interaction.transcript().get(1).toolCallId()).isEqualTo(run.callId());
      assertThat(interaction.attempts()).hasSize(2);
      assertThat(interaction.input().tools()).hasSize(1);
    }
  }

  @Test
  void aToolThatThrowsTellsTheModel() {
    ModelScript script =
        ModelScript.turn(
            "weather",
            ModelReply.calls(ModelReply.call("weather", "{}")),
            ModelReply.text("I could not find out"));
    Tool tool =
        Tool.of(
            "weather",
            "The weather",
            "{\"type\":\"object\",\"properties\":{}}",
            arguments -> {
              throw new IllegalStateException("the station is closed");
            });
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server)) {

      model.generate(ModelRequest.builder().prompt("weather?").tool(tool).build());

      ToolRun run = model.last(1).get(0).toolRuns().get(0);
      assertThat(run.failed()).isTrue();
      assertThat(run.output()).isEqualTo("Error: the station is closed");
    }
  }

  record City(String name, int people) {}

  @Test
  void aStructuredAnswerIsCorrectedWithinTheSameInteraction() {
    ModelScript script =
        call ->
            call.lastUser().startsWith("Your answer")
                ? ModelReply.text("```json\n{\"name\":\"Oslo\",\"people\":700000}\n```")
                : ModelReply.text("{\"name\":\"Oslo\",\"people\":\"many\"}");
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server)) {

      Structured<City> city =
          model.generateStructured(ModelRequest.of("A city in Norway"), City.class);

      assertThat(city.value()).isEqualTo(new City("Oslo", 700_000));
      assertThat(model.interactions()).hasSize(1);
      Interaction interaction = model.last(1).get(0);
      assertThat(interaction.attempts())
          .extracting(Attempt::reason)
          .containsExactly(Attempt.Reason.FIRST, Attempt.Reason.CORRECTION);
      assertThat(interaction.attempts().get(0).validationError()).contains("/people");
      assertThat(interaction.attempts().get(1).validationError()).isNull();
    }
  }

  @Test
  void aRefusalIsNoStructuredAnswerAndIsNotCorrected() {
    try (MockModel server =
            MockModel.start(ModelReply.text("I will not").ending(ModelReply.Ending.REFUSED));
        TracedModel model = open(server)) {
      for (int way = 0; way < 2; way++) {
        boolean inSession = way == 1;

        ChatException failure =
            catchThrowableOfType(
                ChatException.class,
                () -> {
                  ModelRequest request = ModelRequest.of("A city in Norway");
                  if (inSession) {
                    ChatSession.on(model).generateStructured(request, City.class);
                  } else {
                    model.generateStructured(request, City.class);
                  }
                });

        assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure).hasMessage("I will not");
      }
      assertThat(server.calls()).isEqualTo(2);
    }
  }

  @Test
  void aCancelledFutureCancelsTheRequest() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    ModelScript script =
        call -> {
          asked.countDown();
          return ModelReply.text("late").after(Duration.ofSeconds(30));
        };
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server)) {
      CompletableFuture<?> future = model.generateAsync(ModelRequest.of("well?"));
      asked.await();

      future.cancel(true);

      assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
      while (model.interactions().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(model.last(1).get(0).status()).isEqualTo(Status.ABANDONED);
    }
  }

  @Test
  void whatIsChangedAfterTheCallChangesNoInteraction() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server)) {
      Map<String, Object> metadata = new HashMap<>(Map.of("k", new ArrayList<>(List.of("a"))));
      ModelRequest request = ModelRequest.builder().prompt("well?").metadata(metadata).build();
      metadata.put("k", "changed");

      model.generate(request);

      assertThat(model.last(1).get(0).metadata()).hasToString("{\"k\":[\"a\"]}");
    }
  }

  @Test
  void listenersAreToldWithTheIdAndWhatTheyThrowIsCounted() {
    List<ChatEvent> events = new ArrayList<>();
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model =
            open(
                server,
                o ->
                    o.listener(events::add)
                        .listener(
                            event -> {
                              throw new IllegalStateException("broken");
                            }))) {

      var reply = model.generate("well?");

      assertThat(events).hasSize(2);
      assertThat(events).allMatch(event -> event.traceId().equals(reply.traceId()));
      assertThat(model.listenerFailures()).isEqualTo(2);
    }
  }

  @Test
  void aPlantedKeyIsMaskedInWhatIsKeptVerbatim() {
    try (MockModel server =
            MockModel.start(ModelReply.failure(400, "your key sk-planted-key-1234 is bad"));
        TracedModel model = open(server, o -> o.verbatim(true))) {

      ChatException failure =
          catchThrowableOfType(ChatException.class, () -> model.generate("sk-planted-key-1234?"));

      assertThat(failure).hasMessageNotContaining("planted");
      assertThat(model.last(1).get(0).error().message()).contains("***").doesNotContain("planted");
    }
  }
}
