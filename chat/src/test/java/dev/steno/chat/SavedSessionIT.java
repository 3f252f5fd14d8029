// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSessionIT {
  private static final ModelScript SCRIPT =
      ModelScript.turn(
              "weather",
              ModelReply.calls(ModelReply.call("weather", "{}")),
              ModelReply.text("It rains"))
          .or(ModelReply.text("yes"));
  private static final Tool WEATHER =
      Tool.of("weather", "The weather", "{\"type\":\"object\"}", arguments -> "rain");

  @TempDir private Path folder;

  private static TracedModel open(MockModel server) {
    return ChatModels.open(
        "openai",
        "mock-mini",
        o -> o.baseUrl(server.baseUrl().toString()).apiKey("sk-planted-key-1234").tracing(true));
  }

  @Test
  void aSessionThatIsLoadedGoesOnWhereItWasSaved() {
    Path file = folder.resolve("sub/session.json");
    try (MockModel server = MockModel.start(SCRIPT);
        TracedModel model = open(server)) {
      ChatSession session =
          ChatSession.on(model, o -> o.systemPrompt("Be brief").temperature(0.5).tool(WEATHER));
      session.generate("the weather?", o -> o.stepType("forecast"));
      session.compact(0, older -> "It rains");
      session.generate("hello");

      session.save(file);
      ChatSession loaded = ChatSession.load(file, model, o -> o.tool(WEATHER));

      assertThat(loaded.id()).isEqualTo(session.id());
      assertThat(loaded.created()).isEqualTo(session.created());
      assertThat(loaded.messages()).isEqualTo(session.messages());
      assertThat(loaded.compactions()).isEqualTo(session.compactions()).hasSize(1);
      assertThat(loaded.history()).isEqualTo(session.history()).hasSize(2);
      loaded.generate("and now?");
      assertThat(loaded.last(1).get(0).input().systemPrompt()).isEqualTo("Be brief");
      assertThat(loaded.last(1).get(0).input().parameters().get("temperature")).hasToString("0.5");
      assertThat(loaded.last(1).get(0).metadata().text("session_id")).isEqualTo(session.id());
    }
  }

  @Test
  void theFileSaysItsSchemaAndHasNoKeyAndNothingElseIsLeftBeside() throws IOException {
    Path file = folder.resolve("session.json");
    try (MockModel server = MockModel.start(SCRIPT);
        TracedModel model = open(server)) {
      ChatSession session = ChatSession.on(model);
      session.generate("hello");

      session.save(file);
      session.generate("hello again");
      session.save(file);

      assertThat(Files.readString(file))
          .startsWith("{\"schema\":\"steno.session\",\"version\":1,")
          .doesNotContain("planted");
      assertThat(ChatSession.load(file, model).history()).hasSize(2);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
    }
  }

  @Test
  void aToolThatRanHereHasToBeGivenAgain() {
    Path file = folder.resolve("session.json");
    try (MockModel server = MockModel.start(SCRIPT);
        TracedModel model = open(server)) {
      ChatSession.on(model, o -> o.tool(WEATHER)).save(file);

      assertThatThrownBy(() -> ChatSession.load(file, model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tool weather of the session ran here (expected: it to be given again)");

      ChatSession.on(model, o -> o.tool(WEATHER.withoutFunction())).save(file);
      ChatSession loaded = ChatSession.load(file, model);
      assertThat(loaded.generate("the weather?").toolCalls()).hasSize(1);
    }
  }

  @Test
  void whatIsNoSessionOrOfAnotherVersionIsRefusedWithASentence() throws IOException {
    Path file = folder.resolve("session.json");
    try (MockModel server = MockModel.start(SCRIPT);
        TracedModel model = open(server)) {
      Files.writeString(file, "{\"schema\":\"steno.session\",\"version\":2}");
      assertThatThrownBy(() -> ChatSession.load(file, model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              file
                  + ": no session that can be read here (version: 2 (expected: 1; a newer Steno"
                  + " wrote it, which can read it))");

      Files.writeString(file, "{\"schema\":\"session-archive/v1\"}");
      assertThatThrownBy(() -> ChatSession.load(file, model))
          .hasMessageContaining("schema: session-archive/v1 (expected: steno.session)");

      Files.writeString(file, "{\"schema\":\"steno.session\",");
      assertThatThrownBy(() -> ChatSession.load(file, model))
          .isInstanceOf(IllegalArgumentException.class);

      assertThatThrownBy(() -> ChatSession.load(folder.resolve("none.json"), model))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("none.json: cannot be read (expected: a saved session)");
    }
  }
}
