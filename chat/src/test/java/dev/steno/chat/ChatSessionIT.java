// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChatSessionIT {
  private static final Tool WEATHER =
      Tool.of(
          "weather",
          "The weather of a city",
          "{\"type\":\"object\",\"properties\":{}}",
          arguments -> "rain");
  private static final ModelScript RAIN =
      ModelScript.turn(
          "weather",
          ModelReply.calls(ModelReply.call("weather", "{}")),
          ModelReply.text("It rains"));

  private static TracedModel open(MockModel server, boolean tracing) {
    return ChatModels.open(
        "openai",
        "mock-mini",
        o ->
            o.baseUrl(server.baseUrl().toString())
                .apiKey("sk-x")
                .retryDelay(Duration.ZERO)
                .tracing(tracing));
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.role() + ": " + message.text()).toList();
  }

  private static JsonObject metadata(ChatSession session) {
    return session.last(1).get(0).metadata();
  }

  @Test
  void theModelIsToldWhatWasSaidBefore() {
    AtomicReference<List<Message>> seen = new AtomicReference<>();
    ModelScript script =
        call -> {
          seen.set(call.messages());
          return ModelReply.text("answer " + call.lastUser());
        };
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.systemPrompt("Be brief"));
      session.generate("one");

      session.generate("two");

      assertThat(texts(seen.get()))
          .containsExactly("system: Be brief", "user: one", "assistant: answer one", "user: two");
      assertThat(texts(session.messages()))
          .containsExactly(
              "user: one", "assistant: answer one", "user: two", "assistant: answer two");
    }
  }

  @Test
  void aCallHasTheSessionsIdItsStepAndItsAttempt() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);

      session.generate("plain");
      JsonObject plain = metadata(session);
      session.generate("said", o -> o.stepType("code_generation").attemptNumber(2));
      JsonObject said = metadata(session);
      session.generate("own", o -> o.metadata(Map.of("step_type", "mine", "user_id", "u1")));
      JsonObject own = metadata(session);

      assertThat(plain.text("session_id")).isEqualTo(session.id());
      assertThat(plain.text("step_type")).isEqualTo("chat");
      assertThat(plain.get("attempt_number")).hasToString("1");
      assertThat(said.text("step_type")).isEqualTo("code_generation");
      assertThat(said.get("attempt_number")).hasToString("2");
      assertThat(own.text("step_type")).isEqualTo("mine");
      assertThat(own.text("user_id")).isEqualTo("u1");
    }
  }

  @Test
  void aSessionIdOfTheCallersOwnIsRefusedBeforeAnythingIsAsked() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.id("s-1"));

      assertThatThrownBy(() -> session.generate("hi", o -> o.metadata("session_id", "web-7")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "metadata session_id: \"web-7\" (expected: none, since it is this session's, s-1;"
                  + " open the session with that id, or call yours otherwise)");

      assertThat(server.calls()).isZero();
      session.generate("hi", o -> o.metadata("session_id", "s-1"));
      assertThat(session.history()).hasSize(1);
    }
  }

  @Test
  void theSystemPromptOfACallIsForThatCallAlone() {
    List<String> prompts = new ArrayList<>();
    ModelScript script =
        call -> {
          prompts.add(call.messages().get(0).text());
          return ModelReply.text("yes");
        };
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.systemPrompt("usual").temperature(0.5));

      session.generate("a", o -> o.systemPrompt("special").temperature(0));
      session.generate("b");

      assertThat(prompts).containsExactly("special", "usual");
      assertThat(session.history())
          .extracting(interaction -> interaction.input().parameters().get("temperature").toString())
          .containsExactly("0.0", "0.5");
      assertThat(session.messages()).noneMatch(Message::isSystem);
    }
  }

  @Test
  void whatACallWasAskedThatFailedIsNoPartOfTheTalk() {
    ModelScript script =
        call ->
            call.lastUser().equals("bad") ? ModelReply.failure(400, "no") : ModelReply.text("yes");
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);
      session.generate("good");

      assertThatThrownBy(() -> session.generate("bad")).isInstanceOf(ChatException.class);

      assertThat(texts(session.messages())).containsExactly("user: good", "assistant: yes");
      assertThat(session.last(1).get(0).status()).isEqualTo(Status.ERROR);
      session.generate("good again");
      assertThat(session.messages()).hasSize(4);
    }
  }

  @Test
  void toolCallsAndTheirResultsStayInTheTalk() {
    try (MockModel server = MockModel.start(RAIN);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.tool(WEATHER));

      session.generate("the weather?");

      assertThat(session.messages())
          .extracting(Message::role)
          .containsExactly("user", "assistant", "tool", "assistant");
      String id = session.messages().get(1).toolCalls().get(0).id();
      assertThat(session.messages().get(2).toolCallId()).isEqualTo(id);
    }
  }

  @Test
  void anAnswerOfNothingButToolCallsStaysAndItsResultIsGivenNext() {
    try (MockModel server = MockModel.start(RAIN);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.tool(WEATHER.withoutFunction()));
      var reply = session.generate("the weather?");
      String id = reply.toolCalls().get(0).id();

      var answer =
          session.generate(
              ModelRequest.builder().messages(List.of(Message.tool(id, "rain"))).build());

      assertThat(reply.content()).isEmpty();
      assertThat(answer.content()).isEqualTo("It rains");
      assertThat(session.messages())
          .extracting(Message::role)
          .containsExactly("user", "assistant", "tool", "assistant");
    }
  }

  record City(String name) {}

  @Test
  void aStructuredAnswerIsPartOfTheTalk() {
    try (MockModel server = MockModel.start(ModelReply.text("{\"name\":\"Oslo\"}"));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);

      Structured<City> city = session.generateStructured(ModelRequest.of("A city"), City.class);

      assertThat(city.value().name()).isEqualTo("Oslo");
      assertThat(texts(session.messages()))
          .containsExactly("user: A city", "assistant: {\"name\":\"Oslo\"}");
      assertThat(session.history()).hasSize(1);
    }
  }

  @Test
  void aStreamIsPartOfTheTalkOnceItWasRead() {
    try (MockModel server = MockModel.start(ModelReply.text("one two three"));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);

      try (ReplyStream stream = session.stream("count")) {
        assertThat(stream.reply().content()).isEqualTo("one two three");
      }
      try (ReplyStream stream = session.stream("count again")) {
        stream.iterator().next();
      }

      assertThat(texts(session.messages()))
          .containsExactly("user: count", "assistant: one two three");
      assertThat(session.history())
          .extracting(Interaction::status)
          .containsExactly(Status.OK, Status.ABANDONED);
      assertThat(metadata(session).text("session_id")).isEqualTo(session.id());
    }
  }

  @Test
  void aSecondCallWhileOneIsUnderWayFailsAtOnce() {
    try (MockModel server = MockModel.start(ModelReply.text("one two three"));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.id("s-1"));
      ReplyStream stream = session.stream("count");

      assertThatThrownBy(() -> session.generate("and?"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "session s-1: a call is under way (expected: one at a time; read its stream to the"
                  + " end or close it, or open a session for each thread)");
      assertThatThrownBy(() -> session.generateAsync(ModelRequest.of("and?")))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> session.compact(0)).isInstanceOf(IllegalStateException.class);

      stream.close();
      assertThat(session.generate("and?").content()).isEqualTo("one two three");
    }
  }

  @Test
  void aCallOnAnotherThreadHoldsTheSessionUntilItIsCancelled() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    ModelScript script =
        call -> {
          asked.countDown();
          return call.lastUser().equals("slow")
              ? ModelReply.text("late").after(Duration.ofSeconds(30))
              : ModelReply.text("yes");
        };
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);
      CompletableFuture<?> slow = session.generateAsync(ModelRequest.of("slow"));
      asked.await();
      assertThatThrownBy(() -> session.generate("now")).isInstanceOf(IllegalStateException.class);

      slow.cancel(true);
      session.generateAsync(ModelRequest.of("now")).join();

      assertThat(texts(session.messages())).containsExactly("user: now", "assistant: yes");
    }
  }

  @Test
  void sessionsOnOneModelKnowNothingOfEachOther() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server, true)) {
      ChatSession first = ChatSession.on(model);
      ChatSession second = ChatSession.on(model);

      first.generate("Question 1");
      second.generate("Question 2");

      assertThat(first.history()).hasSize(1);
      assertThat(second.history()).hasSize(1);
      assertThat(model.interactions()).hasSize(2);
      assertThat(first.id()).isNotEqualTo(second.id());
      assertThat(second.messages().get(0).text()).isEqualTo("Question 2");
    }
  }

  @Test
  void interactionsAreKeptIfTheSessionOrItsModelHasTracingOn() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel silent = open(server, false);
        TracedModel tracing = open(server, true)) {
      ChatSession neither = ChatSession.on(silent);
      ChatSession session = ChatSession.on(silent, o -> o.tracing(true).maxTraces(2));
      ChatSession model = ChatSession.on(tracing);

      assertThat(neither.generate("a").traceId()).isNull();
      for (int i = 1; i <= 3; i++) {
        session.generate("Test " + i);
      }
      var reply = model.generate("c");

      assertThat(neither.history()).isEmpty();
      assertThat(session.history())
          .extracting(interaction -> interaction.input().prompt())
          .containsExactly("Test 2", "Test 3");
      assertThat(session.evicted()).isEqualTo(1);
      assertThat(silent.interactions()).isEmpty();
      assertThat(model.interaction(reply.traceId())).isPresent();
    }
  }

  @Test
  void interactionsCanBeTakenAndForgottenWhileTheTalkGoesOn() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);
      session.generate("a");

      List<Interaction> taken = session.drain();
      session.generate("b");
      session.clear();

      assertThat(taken).hasSize(1);
      assertThat(session.history()).isEmpty();
      assertThat(session.messages()).hasSize(4);
      assertThat(model.interactions()).hasSize(2);
    }
  }

  @Test
  void theModelSummarisesWhatIsOldAndTheSessionKeepsItsId() {
    ModelScript script =
        call -> ModelReply.text(call.lastUser().startsWith("Summarise") ? "They counted" : "yes");
    try (MockModel server = MockModel.start(script);
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model);
      List.of("one", "two", "three").forEach(session::generate);
      String id = session.id();

      int gone = session.compact(2);

      assertThat(gone).isEqualTo(4);
      assertThat(texts(session.messages()))
          .containsExactly(
              "user: Summary of what was said before:\nThey counted",
              "user: three",
              "assistant: yes");
      assertThat(metadata(session).text("step_type")).isEqualTo("compaction");
      assertThat(metadata(session).text("session_id")).isEqualTo(id);
      assertThat(session.compactions().get(0).messages()).isEqualTo(4);
      assertThat(session.compactions().get(0).traceId())
          .isEqualTo(session.last(1).get(0).traceId());
      session.generate("four");
      assertThat(metadata(session).text("session_id")).isEqualTo(id).isEqualTo(session.id());
    }
  }

  @Test
  void aCompactionPartsNoToolsResultFromItsCall() {
    try (MockModel server = MockModel.start(RAIN.or(ModelReply.text("yes")));
        TracedModel model = open(server, true)) {
      ChatSession session = ChatSession.on(model, o -> o.tool(WEATHER));
      session.generate("hello");
      session.generate("the weather?");

      int gone = session.compact(1, older -> older.size() + " messages");

      assertThat(gone).isEqualTo(2);
      assertThat(session.messages())
          .extracting(Message::role)
          .containsExactly("user", "user", "assistant", "tool", "assistant");
      assertThat(session.compactions().get(0).traceId()).isNull();
      assertThatThrownBy(() -> session.compact(0, older -> " "))
          .hasMessage("summary: blank (expected: what was said until now)");
      assertThat(session.messages()).hasSize(5);
      assertThat(session.compact(4)).isZero();
    }
  }
}
