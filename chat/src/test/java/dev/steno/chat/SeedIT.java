// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the documents of AbstractCore show of interaction tracing, in Java, one test an example. */
class SeedIT {
  private static final ModelScript SAYS =
      call ->
          call.lastUser().startsWith("Complex")
              ? ModelReply.failure(400, "The prompt is too complex.")
              : ModelReply.text("Python is a programming language");

  /** The first histogram that the model writes has a mistake. */
  private static final ModelScript WRITES_CODE =
      ModelScript.turn("Create a histogram", ModelReply.text("plt.hist(age)"))
          .or(ModelScript.turn("NameError", ModelReply.text("plt.hist(ages)")))
          .or(ModelScript.turn("methodology", ModelReply.text("Ages were binned.")));

  private static TracedModel model(MockModel server, Consumer<ModelOptions> options) {
    return ChatModels.open(
        "ollama",
        "qwen3:4b",
        o -> {
          o.baseUrl(server.address().toString()).retryDelay(Duration.ZERO);
          options.accept(o);
        });
  }

  private static TracedModel model(MockModel server) {
    return model(server, o -> o.tracing(true));
  }

  @Test
  void quickStartOfAModel() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server, o -> o.tracing(true).maxTraces(100))) {

      var reply =
          model.generate(
              ModelRequest.builder()
                  .prompt("Write a Python function to add two numbers")
                  .temperature(0)
                  .metadata(Map.of("step", "code_generation", "attempt", 1, "user_id", "user_123"))
                  .build());

      Interaction trace = model.interaction(reply.traceId()).orElseThrow();
      assertThat(trace.input().prompt()).isEqualTo("Write a Python function to add two numbers");
      assertThat(trace.response().message().text()).isEqualTo("Python is a programming language");
      assertThat(trace.response().usage().totalTokens()).isPositive();
      assertThat(trace.response().generationTime()).isPositive();
      assertThat(trace.metadata().text("step")).isEqualTo("code_generation");
      assertThat(trace.metadata().get("attempt")).hasToString("1");
      assertThat(trace.metadata().text("user_id")).isEqualTo("user_123");
    }
  }

  @Test
  void quickStartOfASession() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server)) {
      ChatSession session = ChatSession.on(model, o -> o.tracing(true));

      session.generate("What is Python?");
      session.generate("Give me an example");

      List<Interaction> traces = session.history();
      assertThat(traces).hasSize(2);
      assertThat(traces)
          .extracting(trace -> trace.metadata().text("session_id"))
          .containsOnly(session.id());
      assertThat(traces)
          .extracting(trace -> trace.input().prompt())
          .containsExactly("What is Python?", "Give me an example");
      assertThat(traces).allMatch(trace -> trace.response().usage().totalTokens() > 0);
      assertThat(traces.get(1).input().messages()).hasSize(2);
    }
  }

  @Test
  void retrievingAllOneAndTheLast() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server)) {
      for (int i = 0; i < 12; i++) {
        model.generate("Test " + i);
      }
      var reply =
          model.generate(ModelRequest.builder().prompt("Test").metadata("step", "test").build());

      List<Interaction> all = model.interactions();
      Optional<Interaction> one = model.interaction(reply.traceId());
      List<Interaction> recent = model.last(10);

      assertThat(all).hasSize(13).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
      assertThat(one).contains(all.get(12));
      assertThat(one.orElseThrow().metadata().text("step")).isEqualTo("test");
      assertThat(recent).isEqualTo(all.subList(3, 13));
    }
  }

  @Test
  void generatingCodeInStepsWithRetries() {
    try (MockModel server = MockModel.start(WRITES_CODE);
        TracedModel model = model(server)) {
      ChatSession session = ChatSession.on(model, o -> o.tracing(true));

      workflow(session);

      List<Interaction> traces = session.history();
      assertThat(traces)
          .extracting(trace -> trace.metadata().text("step_type"))
          .containsExactly("code_generation", "code_generation", "methodology_generation");
      assertThat(traces)
          .extracting(trace -> trace.metadata().get("attempt_number").toString())
          .containsExactly("1", "2", "1");
      assertThat(traces)
          .extracting(trace -> trace.input().systemPrompt())
          .containsExactly("You are a Python code generator", null, null);
      assertThat(traces.get(2).response().message().text()).isEqualTo("Ages were binned.");
      assertThat(traces).allMatch(trace -> trace.response().usage().totalTokens() > 0);
      assertThat(traces).noneMatch(trace -> trace.response().generationTime().isNegative());
      assertThat(session.messages()).hasSize(6);
    }
  }

  private static void workflow(ChatSession session) {
    String code =
        session
            .generate(
                "Create a histogram of ages",
                o ->
                    o.systemPrompt("You are a Python code generator")
                        .stepType("code_generation")
                        .attemptNumber(1))
            .content();
    Optional<String> error = run(code);
    for (int attempt = 2; attempt < 4 && error.isPresent(); attempt++) {
      int number = attempt;
      code =
          session
              .generate(
                  "Previous code failed with error: " + error.get() + ". Fix the code.",
                  o -> o.stepType("code_generation").attemptNumber(number))
              .content();
      error = run(code);
    }
    if (error.isEmpty()) {
      session.generate(
          "Generate scientific methodology text for the histogram analysis",
          o -> o.stepType("methodology_generation"));
    }
  }

  /** Runs code, simulated: only the right name is known. */
  private static Optional<String> run(String code) {
    return code.contains("ages")
        ? Optional.empty()
        : Optional.of("NameError: name 'age' is not defined");
  }

  @Test
  void theRingBuffer() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server, o -> o.tracing(true).maxTraces(50))) {
      for (int i = 0; i < 100; i++) {
        model.generate("Test " + i);
      }

      assertThat(model.interactions()).hasSize(50);
      assertThat(model.interactions().get(0).input().prompt()).isEqualTo("Test 50");
      assertThat(model.evicted()).isEqualTo(50);
    }
  }

  @Test
  void theIsolationOfSessions() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server)) {
      ChatSession first = ChatSession.on(model, o -> o.tracing(true));
      ChatSession second = ChatSession.on(model, o -> o.tracing(true));

      first.generate("Question 1");
      second.generate("Question 2");

      assertThat(first.history()).hasSize(1);
      assertThat(second.history()).hasSize(1);
      assertThat(model.interactions()).hasSize(2);
    }
  }

  @Test
  void tracingOnlyWhenItIsNeeded() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel production = model(server, o -> {})) {

      var reply = production.generate("What is Python?");

      assertThat(reply.content()).isEqualTo("Python is a programming language");
      assertThat(reply.traceId()).isNull();
      assertThat(production.interactions()).isEmpty();
    }
  }

  @Test
  void metadataForContext() {
    Map<String, Object> metadata =
        Map.of(
            "user_id", "user_123",
            "workflow", "code_generation",
            "step", "initial_generation",
            "attempt", 1,
            "environment", "production");
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server)) {

      model.generate(ModelRequest.builder().prompt("Write it").metadata(metadata).build());

      assertThat(model.last(1).get(0).metadata().members().keySet()).isEqualTo(metadata.keySet());
    }
  }

  @Test
  void takingTheInteractionsAwayEveryHundred() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server)) {
      ChatSession session = ChatSession.on(model, o -> o.tracing(true));
      int taken = 0;

      for (int i = 0; i < 250; i++) {
        session.generate("Test " + i);
        if (session.history().size() >= 100) {
          taken += session.drain().size();
        }
      }

      assertThat(taken).isEqualTo(200);
      assertThat(session.history()).hasSize(50);
      assertThat(session.evicted()).isZero();
    }
  }

  @Test
  void rawResponsesOnlyWhenAskedFor() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel usual = model(server);
        TracedModel verbatim = model(server, o -> o.tracing(true).verbatim(true))) {

      usual.generate("What is Python?");
      verbatim.generate("What is Python?");

      assertThat(usual.last(1).get(0).response().raw()).isNull();
      assertThat(verbatim.last(1).get(0).response().raw().response())
          .contains("Python is a programming language");
    }
  }

  @Test
  void debuggingAGenerationThatFailed() {
    try (MockModel server = MockModel.start(SAYS);
        TracedModel model = model(server)) {
      model.generate("What is Python?");

      ChatException failure =
          catchThrowableOfType(
              ChatException.class,
              () ->
                  model.generate(
                      ModelRequest.builder()
                          .prompt("Complex prompt...")
                          .temperature(0.7)
                          .maxOutputTokens(2000)
                          .build()));

      Interaction trace = model.last(1).get(0);
      assertThat(trace.traceId()).isEqualTo(failure.traceId());
      assertThat(trace.status()).isEqualTo(Status.ERROR);
      assertThat(trace.input().prompt()).isEqualTo("Complex prompt...");
      assertThat(trace.input().parameters())
          .hasToString("{\"max_output_tokens\":2000,\"max_tokens\":null,\"temperature\":0.7}");
      assertThat(trace.error().message()).contains("The prompt is too complex.");
    }
  }
}
