// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.interaction.Interaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More interactions than memory has room for. */
class InteractionWriterIT {
  private static final int MANY = 20_000;
  private static final String LETTERS = "x".repeat(8_000);

  @ParameterizedTest
  @EnumSource
  void writes_hundreds_of_megabytes_in_a_heap_of_forty(InteractionFormat format)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InteractionWriterIT.class.getName(),
                format.name())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(Long.parseLong(said.strip())).isGreaterThan((long) MANY * LETTERS.length());
  }

  /** Writes in a format and says how many characters that were. */
  public static void main(String[] arguments) throws IOException {
    Interaction one = Examples.simple("t", LETTERS, "That.");
    Counting out = new Counting();
    InteractionFormat format = InteractionFormat.of(arguments[0]);
    try (Writer buffered = new BufferedWriter(out);
        InteractionWriter writer = new InteractionWriter(format, buffered, Examples.START)) {
      for (int i = 0; i < MANY; i++) {
        writer.write(one);
      }
      writer.finish();
    }
    System.out.println(out.characters);
  }

  private static final class Counting extends Writer {
    private long characters;

    @Override
    public void write(char[] text, int offset, int length) {
      characters += length;
    }

    @Override
    public void flush() {
      // Nothing is kept.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
