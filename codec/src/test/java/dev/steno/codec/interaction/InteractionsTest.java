// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.codec.Json;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InteractionsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<Interaction> TWO =
      List.of(Examples.simple("one", "What?", "That."), Examples.rich());
  private final Interactions interactions = new Interactions(Clock.fixed(NOW, ZoneOffset.UTC));
  @TempDir private Path folder;

  @Test
  void there_is_a_line_for_each_interaction_and_the_file_ends_with_a_line_feed()
      throws IOException {
    Path file = folder.resolve("not/there/yet/traces.jsonl");

    String text = interactions.export(TWO, InteractionFormat.JSONL, file);

    assertThat(text.lines())
        .extracting(line -> InteractionJson.fromJson(Json.parse(line)))
        .isEqualTo(TWO);
    assertThat(text).doesNotEndWith("\n");
    assertThat(file).hasContent(text + "\n");
    assertThat(Files.readString(file)).endsWith("}\n");
  }

  @Test
  void json_is_one_indented_array() {
    String text = interactions.export(TWO, InteractionFormat.JSON);

    assertThat(text).startsWith("[\n  {\n    \"trace_id\": \"one\",\n").endsWith("\n  }\n]");
    assertThat(((JsonArray) Json.parse(text)).elements())
        .extracting(InteractionJson::fromJson)
        .isEqualTo(TWO);
  }

  @Test
  void of_none_there_is_nothing_an_empty_array_or_a_report_that_counts_0() {
    assertThat(interactions.export(List.of(), InteractionFormat.JSONL)).isEmpty();
    assertThat(interactions.export(List.of(), InteractionFormat.JSON)).isEqualTo("[]");
    assertThat(interactions.export(List.of(), InteractionFormat.MARKDOWN))
        .startsWith("# LLM Interaction Trace Report\n")
        .contains("**Total Interactions:** 0");
  }

  @Test
  void a_second_export_replaces_the_first_and_a_second_append_doubles_the_lines()
      throws IOException {
    Path replaced = folder.resolve("replaced.jsonl");
    Path appended = folder.resolve("appended.jsonl");

    for (int i = 0; i < 2; i++) {
      interactions.export(TWO, InteractionFormat.JSONL, replaced);
      interactions.append(TWO, InteractionFormat.JSONL, appended);
    }

    assertThat(Files.readAllLines(replaced)).hasSize(2);
    assertThat(Files.readAllLines(appended)).hasSize(4);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing else is left").hasSize(2);
    }
  }

  @Test
  void appends_below_a_line_that_somebody_left_without_its_end() throws IOException {
    Path file = Files.writeString(folder.resolve("torn.jsonl"), "{\"torn\":1}");

    interactions.append(TWO, InteractionFormat.JSONL, file);

    assertThat(Files.readAllLines(file)).hasSize(3).first().isEqualTo("{\"torn\":1}");
  }

  @Test
  void appends_of_several_threads_lose_no_line() throws IOException {
    Path file = folder.resolve("together.jsonl");

    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 10; i++) {
                  interactions.append(TWO, InteractionFormat.JSONL, file);
                }
              }));
    }
    threads.forEach(CompletableFuture::join);

    assertThat(Files.readAllLines(file)).hasSize(80);
  }

  @Test
  void an_array_cannot_be_appended_to() {
    assertThatThrownBy(
            () -> interactions.append(TWO, InteractionFormat.JSON, folder.resolve("a.json")))
        .hasMessage("format: json (expected: jsonl or markdown, to which more can be added)");
  }

  @Test
  void names_the_formats_where_one_is_not_known() {
    assertThat(InteractionFormat.of("Jsonl")).isEqualTo(InteractionFormat.JSONL);
    assertThatThrownBy(() -> InteractionFormat.of("xml"))
        .hasMessage("format: xml (expected: one of jsonl, json, markdown)");
  }

  @Test
  void names_the_file_that_cannot_be_written() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(directory.resolve("child"));

    assertThatThrownBy(() -> interactions.export(TWO, InteractionFormat.JSONL, directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("taken: cannot be written");
  }

  @Test
  void a_report_is_laid_out_as_its_readers_know_it() throws IOException {
    Interaction failed =
        Examples.of(
            "failed",
            new Input(null, null, List.of(), List.of(), JsonObject.EMPTY),
            null,
            Status.ERROR);

    String report =
        interactions.export(
            List.of(Examples.simple("one", "What?", "That."), Examples.rich(), failed),
            InteractionFormat.MARKDOWN);

    assertThat(report).isEqualTo(golden("report.md"));
  }

  @ParameterizedTest
  @EnumSource
  void written_one_by_one_it_is_the_same(InteractionFormat format) throws IOException {
    StringBuilder out = new StringBuilder();

    try (InteractionWriter writer = new InteractionWriter(format, out, NOW)) {
      for (Interaction each : TWO) {
        writer.write(each);
      }
      writer.finish();
    }

    assertThat(out.toString().stripTrailing())
        .isEqualTo(interactions.export(TWO, format).stripTrailing());
  }

  @ParameterizedTest
  @EnumSource
  void written_one_by_one_none_is_the_same(InteractionFormat format) throws IOException {
    StringBuilder out = new StringBuilder();

    try (InteractionWriter writer = new InteractionWriter(format, out, NOW)) {
      writer.finish();
    }

    assertThat(out.toString().stripTrailing())
        .isEqualTo(interactions.export(List.of(), format).stripTrailing());
  }

  @Test
  void a_fence_is_longer_than_any_run_of_backticks_in_it() {
    String prompt = "a ``` b ```````` c\n```\n# no heading\n```";

    String report =
        interactions.export(List.of(Examples.simple("t", prompt, "x")), InteractionFormat.MARKDOWN);

    String fence = "`".repeat(9);
    assertThat(report).contains(fence + "\n" + prompt + "\n" + fence + "\n");
  }

  @Test
  void what_others_wrote_is_shown_and_does_nothing() {
    Interaction hostile =
        Examples.simple("x\n# y [a](http://b) <script>", "\u001b]0;title\u0007\r\nok", "\u009b31m");

    String report = interactions.export(List.of(hostile), InteractionFormat.MARKDOWN);

    assertThat(report)
        .contains("## Interaction 1: x # y \\[a\\](http://b) \\<script>\n")
        .contains("␛]0;title␇\nok\n")
        .doesNotContain("\u001b", "\u0007", "\u009b", "\r");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = InteractionsTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
