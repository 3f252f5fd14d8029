// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents tell a reader to type. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int SECONDS = 60;
  private RunningSteno steno;
  private String traceId;
  private Path data;
  private Path backups;

  @BeforeAll
  void runTheDemo(@TempDir Path data, @TempDir Path backups) {
    this.data = data;
    this.backups = backups;
    steno = RunningSteno.launch(List.of(), "demo", data);
    traceId = RunningSteno.await(() -> lastTrace(), "a trace of the demo");
  }

  @AfterAll
  void stop() {
    steno.close();
  }

  static Stream<String> commands() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.toList().stream())
          .filter(document -> document.toString().endsWith(".md"))
          .flatMap(DocsIT::lines)
          .filter(line -> line.startsWith("    ./steno "))
          .map(line -> line.replaceFirst(" #.*", "").strip())
          .distinct();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_of_the_documents_does_what_it_says(String command) throws Exception {
    String line =
        command
            .replace("TRACE_ID", traceId)
            .replace("~/.steno", data.toString())
            .replace("/backups", backups.toString());
    if (line.matches("./steno (demo|serve|mock-model|chat).*")) {
      line = line.replaceFirst("(./steno \\S+)", "$1 --help");
    }
    if (line.contains(" key ")) {
      // A key makes every later command need one, so it is made in a store of its own.
      line += " --data " + Files.createTempDirectory("steno-key-");
    }
    Process process = start(line);
    if (line.contains(" tail")) {
      assertThat(process.waitFor(3, TimeUnit.SECONDS)).as("tail goes on").isFalse();
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      return;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).isNotBlank();
  }

  @Test
  void the_read_me_is_short() {
    assertThat(lines(ROOT.resolve("README.md"))).hasSizeLessThan(150);
  }

  private Process start(String line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line).directory(ROOT.toFile()).redirectErrorStream(true);
    if (!line.contains(" --data ")) {
      builder.environment().put("STENO_ENDPOINT", steno.uri("").toString());
    }
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private String lastTrace() {
    JsonArray traces = (JsonArray) steno.get("/api/v1/traces?limit=1").get("traces");
    return traces.elements().isEmpty()
        ? null
        : ((JsonObject) traces.elements().get(0)).text("trace_id");
  }

  private static Stream<String> lines(Path document) {
    try {
      return Files.readAllLines(document).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
