// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.testing.ReadmeExample;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is Java. */
class ReadmeTest {
  private static final String AROUND =
      """
      import dev.steno.client.*;
      import dev.steno.model.message.Message;
      import java.util.List;
      import java.util.Map;
      class Example {
        record Reply(String text, long inputTokens, long outputTokens) {}
        static List<Map<String, Object>> search(String query) { return List.of(); }
        static String prompt(List<Map<String, Object>> documents) { return ""; }
        static Reply ask(List<Map<String, Object>> documents) { return new Reply("", 0, 0); }
        void example() {
      %s
        }
      }
      """;

  @Test
  void the_example_compiles(@TempDir Path folder) throws IOException {
    String example = ReadmeExample.java(Path.of("README.md"));

    Class<?> compiled = ReadmeExample.compiled("Example", AROUND.formatted(example), folder);

    assertThat(compiled.getSimpleName()).isEqualTo("Example");
  }
}
