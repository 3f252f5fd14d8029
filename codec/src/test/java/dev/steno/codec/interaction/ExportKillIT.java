// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.interaction.Interaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes. */
class ExportKillIT {
  private static final int MANY = 3_000;
  private static final String LETTERS = "x".repeat(2_000);

  @Test
  void leaves_the_file_as_it_was_or_as_it_was_to_be(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("traces.jsonl");
    List<Integer> lengths = new ArrayList<>();

    for (int kill = 0; kill < 4; kill++) {
      Process process = start(file);
      try (BufferedReader lines = process.inputReader()) {
        for (int line = 0; line <= kill; line++) {
          assertThat(lines.readLine()).as("it writes").startsWith("written");
        }
        process.destroyForcibly().waitFor();
      }
      List<String> left = Files.readAllLines(file);
      assertThat(left).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
      lengths.add(left.size());
    }

    assertThat(lengths).allMatch(length -> length == MANY || length == MANY / 2);
  }

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ExportKillIT.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Writes two exports of different lengths in turn until it is killed. */
  public static void main(String[] arguments) {
    Interactions interactions = new Interactions(Clock.systemUTC());
    Interaction one = Examples.simple("t", LETTERS, "That.");
    List<Interaction> many = Collections.nCopies(MANY, one);
    for (int i = 0; ; i++) {
      List<Interaction> some = i % 2 == 0 ? many : many.subList(0, MANY / 2);
      interactions.export(some, InteractionFormat.JSONL, Path.of(arguments[0]));
      System.out.println("written " + i);
    }
  }
}
