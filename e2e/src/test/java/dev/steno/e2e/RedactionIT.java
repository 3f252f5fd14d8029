// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.storage.tck.files.Remains;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that is sent through any door is in no file, no line of the log, no export or answer. */
class RedactionIT {
  private static final List<String> DEBUG =
      List.of("env", "JAVA_TOOL_OPTIONS=-Dorg.slf4j.simpleLogger.defaultLogLevel=debug");

  private final PlantedKeys keys = new PlantedKeys();
  @TempDir Path temporary;

  @Test
  void a_planted_key_is_in_no_file_log_export_or_answer() throws Exception {
    Place open = new Place(temporary.resolve("open"));
    Place safe = new Place(temporary.resolve("safe"));
    steno("project", "set", "*", "--redact", "secrets", "--data", safe.data.toString());

    assertThatAllIsFound(play(open, open));
    Seen seen = play(safe, open);

    assertThat(keys.places(seen.killed.keySet())).isEmpty();
    assertThat(keys.places(seen.closed.keySet())).isEmpty();
    assertThat(keys.places(seen.exported.keySet())).isEmpty();
    assertThat(seen.said).contains(keys.marker(), "[redacted:openai]").doesNotContain(keys.all());
    for (Path directory : List.of(safe.data, safe.exports)) {
      assertThat(Remains.find(directory, List.of(keys.marker()))).isNotEmpty();
    }
  }

  /** The test of the test: where nothing is taken out, the same search finds every key. */
  private void assertThatAllIsFound(Seen seen) {
    assertThat(keys.missing(seen.killed.keySet())).containsExactly("command: comment");
    assertThat(keys.missing(seen.closed.keySet())).isEmpty();
    assertThat(seen.killed.values()).anyMatch(where -> where.toString().contains(".duckdb.wal"));
    assertThat(seen.closed.values()).anyMatch(where -> where.toString().contains("zstd week-"));
    assertThat(seen.closed.values()).anyMatch(where -> where.toString().contains("catalog"));
    for (String lines : List.of("default.jsonl", "lines.jsonl")) {
      assertThat(keys.missing(seen.in(lines))).containsExactly("command: comment");
    }
    for (String spans : List.of("default.otlp", "otlp.jsonl")) {
      assertThat(keys.missing(seen.in(spans)))
          .allMatch(place -> place.matches("command.*|feedback.*|.* logs.*: evaluation .*"));
    }
    assertThat(keys.places(seen.in("spans.parquet")))
        .contains("http: name", "grpc: status", "http: attribute name", "http: input.value")
        .contains("json: argument", "json: argument name", "grpc: user.id", "grpc logs: log value");
    assertThat(keys.places(seen.in("messages.parquet")))
        .contains("http: system", "http: user text", "http: user note", "grpc: assistant argument")
        .contains("grpc: assistant reasoning", "http logs: user text", "grpc logs: user odd name");
    assertThat(keys.places(seen.in("server.log"))).isEmpty();
    assertThat(seen.said).contains(keys.all().iterator().next().substring(0, 8));
  }

  /** Where a server keeps its record, and what was let out of it. */
  private record Place(Path data, Path exports) {
    Place(Path directory) {
      this(directory.resolve("data"), directory.resolve("exports"));
    }
  }

  /**
   * In which files keys were found, by key, and what was said.
   *
   * @param killed of the data directory when nothing had been brought into its files yet
   * @param closed of the data directory after that
   * @param exported of the exports, and the server's log
   */
  private record Seen(
      Map<String, Set<String>> killed,
      Map<String, Set<String>> closed,
      Map<String, Set<String>> exported,
      String said) {

    /** The keys in one of the exported files. */
    Set<String> in(String file) {
      return exported.entrySet().stream()
          .filter(entry -> entry.getValue().stream().anyMatch(where -> where.endsWith(" " + file)))
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }
  }

  /** Sends keys through every door and looks for them wherever they may be. */
  private Seen play(Place place, Place source) throws Exception {
    Files.createDirectories(place.exports);
    StringBuilder said = new StringBuilder();
    try (RunningSteno steno = RunningSteno.launch(DEBUG, "serve", place.data)) {
      Doors doors = new Doors(steno, keys);
      doors.sendAll();
      doors.sendWhatIsRefused();
      export(doors, steno, place, source);
      said.append(doors.answers());
      assertThat(steno.output()).contains("DEBUG");
      Files.writeString(place.exports.resolve("server.log"), steno.output());
      // What was appended is in the log of the engine until a checkpoint.
      steno.kill();
    }
    Map<String, Set<String>> killed = Remains.find(place.data, keys.all());
    String data = place.data.toString();
    String comment = keys.text("command", "comment");
    said.append(steno("feedback", Doors.trace(1), "--comment", comment, "--data", data));
    said.append(steno("show", Doors.trace(1), "--messages", "--data", data));
    Map<String, Set<String>> closed = Remains.find(place.data, keys.all());
    return new Seen(killed, closed, Remains.find(place.exports, keys.all()), said.toString());
  }

  /** Exports in every format, and again what was imported from the exports of a source. */
  private static void export(Doors doors, RunningSteno steno, Place place, Place source)
      throws Exception {
    String server = steno.uri("").toString();
    doors.export("default", "jsonl", place.exports.resolve("default.jsonl"));
    doors.export("default", "otlp-json", place.exports.resolve("default.otlp"));
    for (String project : List.of("lines", "otlp")) {
      String file = project.equals("lines") ? "default.jsonl" : "default.otlp";
      String from = source.exports.resolve(file).toString();
      steno("import", from, "--project", project, "--server", server);
      doors.export(project, "jsonl", place.exports.resolve(project + ".jsonl"));
    }
    for (String table : List.of("spans", "messages")) {
      String to = place.exports.resolve(table + ".parquet").toString();
      steno("export", "--format", "parquet", "--table", table, "-o", to, "--server", server);
    }
  }

  @Test
  void one_option_redacts_every_project() throws Exception {
    Path data = temporary.resolve("data");
    try (RunningSteno steno = RunningSteno.serve(data, "--redact", "secrets,email")) {
      Doors doors = new Doors(steno, keys);
      String body = doors.bodies("option").json(Doors.trace(1));

      assertThat(steno.post("/v1/traces", body)).isEqualTo(200);
      assertThat(doors.answers()).contains(keys.marker()).doesNotContain(keys.all());
    }
  }

  /** Runs a command to its end and returns what it printed. */
  private static String steno(String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(RunningSteno.java(), "-jar", RunningSteno.jar().toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("STENO_"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
