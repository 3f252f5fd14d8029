// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.codec.interaction.InteractionFormat;
import dev.steno.codec.interaction.InteractionSummary;
import dev.steno.codec.interaction.Interactions;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents of AbstractCore show of exports and summaries, with a session's interactions.
 */
class SeedExportIT {
  private static final Interactions WRITER = new Interactions(Clock.systemUTC());

  @TempDir private Path folder;

  private static TracedModel model(MockModel server) {
    return ChatModels.open(
        "ollama", "qwen3:4b", o -> o.baseUrl(server.address().toString()).tracing(true));
  }

  @Test
  void linesAnArrayAndAReport() throws IOException {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = model(server)) {
      ChatSession session = ChatSession.on(model);
      session.generate("What is Python?");
      session.generate("Give me an example");

      WRITER.export(session.history(), InteractionFormat.JSONL, folder.resolve("traces.jsonl"));
      WRITER.export(session.history(), InteractionFormat.JSON, folder.resolve("traces.json"));
      WRITER.export(session.history(), InteractionFormat.MARKDOWN, folder.resolve("report.md"));
      String text = WRITER.export(session.history(), InteractionFormat.JSON);

      List<String> lines = Files.readAllLines(folder.resolve("traces.jsonl"));
      assertThat(lines).hasSize(2);
      JsonObject first = (JsonObject) Json.parse(lines.get(0));
      JsonObject metadata = (JsonObject) first.get("metadata");
      assertThat(first.text("prompt")).isEqualTo("What is Python?");
      assertThat(metadata.text("session_id")).isEqualTo(session.id());
      assertThat(metadata.text("step_type")).isEqualTo("chat");
      assertThat(((JsonArray) Json.parse(text)).elements()).hasSize(2);
      assertThat(folder.resolve("traces.json")).content().isEqualToIgnoringWhitespace(text);
      assertThat(folder.resolve("report.md"))
          .content()
          .contains("# LLM Interaction Trace Report", "Give me an example");
    }
  }

  @Test
  void aSummaryOfASession() {
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = model(server)) {
      ChatSession session = ChatSession.on(model);
      session.generate("What is Python?");
      session.generate("Give me an example", o -> o.stepType("example"));

      InteractionSummary summary = Interactions.summarize(session.history());

      String json = Json.write(summary.toJson());
      assertThat(json)
          .contains("\"total_interactions\":2", "\"ollama\"", "\"qwen3:4b\"", "\"example\"");
    }
  }

  @Test
  void exportingAndForgettingEveryHundred() throws IOException {
    Path file = folder.resolve("traces.jsonl");
    try (MockModel server = MockModel.start(ModelReply.text("yes"));
        TracedModel model = model(server)) {
      ChatSession session = ChatSession.on(model);
      for (int i = 0; i < 250; i++) {
        session.generate("Test " + i);
        if (session.history().size() >= 100) {
          List<Interaction> taken = session.drain();
          WRITER.append(taken, InteractionFormat.JSONL, file);
        }
      }

      assertThat(Files.readAllLines(file)).hasSize(200);
      assertThat(session.history()).hasSize(50);
    }
  }
}
