// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.GenerationSpan;
import dev.steno.client.MessageSpan;
import dev.steno.client.Steno;
import dev.steno.client.Trace;
import dev.steno.client.TraceOptions;
import dev.steno.client.read.StenoReader;
import dev.steno.client.read.TraceRow;
import dev.steno.model.Labels;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.duckdb.DuckDbOptions;
import dev.steno.storage.duckdb.DuckDbStorage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application puts on its traces to find them by is found over REST. */
class LabelsIT {
  @TempDir private static Path folder;
  private static RunningServer server;
  private static String labelled;
  private static String other;

  @BeforeAll
  static void record() {
    server =
        RunningServer.start(
            DuckDbStorage.open(folder, DuckDbOptions.defaults(), Clock.systemUTC()),
            config -> config);
    labelled =
        say(
            "greeting",
            "3",
            trace ->
                trace
                    .tags("beta", "blue tag")
                    .release("web-9")
                    .channelId("phone")
                    .environment("staging")
                    .metadata("customer", "Acme, Inc.")
                    .metadata("seats", 12));
    other = say("farewell", null, trace -> trace.tags("alpha").metadata("customer", "Initech"));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "tag:beta, tag:bet",
        "tag:\"Blue Tag\", tag:blue",
        "tag:b*, tag:c*",
        "release:web-9, release:web-10",
        "release:WEB-*, release:1.4.0 release:web-9",
        "prompt:greeting, prompt:greet",
        "prompt:greeting@3, prompt:greeting@4",
        "channel:phone, channel:web",
        "environment:staging, environment:production",
        "'metadata.customer:\"acme, inc.\"', metadata.customer:acme",
        "metadata.seats:12, metadata.seats:1",
        "'metadata:customer:acme*', metadata:city:*",
        "-tag:alpha, -tag:beta -tag:alpha",
        "release:web-9 tag:beta prompt:greeting, release:web-9 tag:alpha"
      })
  void a_trace_is_found_by_what_was_put_on_it_and_by_nothing_else(String found, String nothing) {
    assertThat(found(found)).containsExactly(labelled);
    assertThat(found(nothing)).isEmpty();
  }

  @Test
  void the_release_of_a_trace_without_its_own_is_the_version_of_the_service() {
    assertThat(found("release:1.4.0")).containsExactly(other);
  }

  @Test
  void a_row_has_the_labels_and_the_channel() {
    TraceRow row = reader().traces("tag:beta").toList().get(0);

    assertThat(row.labels())
        .isEqualTo(
            new Labels(List.of("beta", "blue tag"), "web-9", List.of("greeting@3"), List.of()));
    assertThat(row.grouping().channel()).isEqualTo("phone");
    assertThat(row.grouping().environment()).isEqualTo("staging");
  }

  @Test
  void a_trace_has_its_labels_and_each_span_its_own() {
    JsonObject trace = server.get("/api/v1/traces/" + labelled).json();

    assertThat(trace.get("tags")).hasToString("[\"beta\",\"blue tag\"]");
    assertThat(trace.text("release")).isEqualTo("web-9");
    assertThat(trace.get("prompts")).hasToString("[\"greeting@3\"]");
    JsonObject message = element(trace.get("spans"), 0);
    JsonObject call = element(trace.get("spans"), 1);
    assertThat(message.get("tags")).hasToString("[\"beta\",\"blue tag\"]");
    assertThat(message.get("prompt")).isNull();
    assertThat(call.text("prompt")).isEqualTo("greeting@3");
    assertThat(call.get("tags")).isNull();
  }

  @Test
  void an_overview_counts_traces_by_tag_release_and_prompt() {
    JsonObject overview =
        server.get("/api/v1/overview?facets=tag,release,prompt&time=1d&buckets=1").json();

    assertThat(overview.get("facets"))
        .asString()
        .contains("{\"traces\":1,\"value\":\"alpha\"}", "{\"traces\":1,\"value\":\"blue tag\"}")
        .contains("{\"traces\":1,\"value\":\"web-9\"}", "{\"traces\":1,\"value\":\"1.4.0\"}")
        .contains(
            "{\"traces\":1,\"value\":\"farewell\"}", "{\"traces\":1,\"value\":\"greeting@3\"}");
  }

  private static JsonObject element(Object list, int index) {
    return (JsonObject) ((JsonArray) list).elements().get(index);
  }

  private static List<String> found(String query) {
    return reader().traces(query).map(row -> row.traceId().hex()).toList();
  }

  private static StenoReader reader() {
    return StenoReader.builder(server.uri("/").toString()).build();
  }

  private static String say(String prompt, String version, Consumer<TraceOptions> options) {
    try (Steno steno =
            Steno.builder()
                .endpoint(URI.create("http://127.0.0.1:" + server.port()))
                .release("1.4.0")
                .build();
        Trace trace = steno.trace(options)) {
      MessageSpan message = trace.message("Hi");
      GenerationSpan call = message.generation("answer");
      call.model("example-large").prompt(prompt, version).end("Hello.");
      message.end("Hello.");
      assertThat(steno.flush(Duration.ofSeconds(30))).isTrue();
      return trace.id();
    }
  }
}
