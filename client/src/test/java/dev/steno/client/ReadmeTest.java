// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("```java\n") + "```java\n".length();
    String source = AROUND.formatted(readme.substring(from, readme.indexOf("```", from)));
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();

    boolean compiles =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                said,
                List.of("-proc:none", "-d", folder.toString()),
                null,
                List.of(new Source(source)))
            .call();

    assertThat(said.getDiagnostics()).isEmpty();
    assertThat(compiles).isTrue();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Example.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
