// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README are Java, and the first one does what it says. */
class ReadmeIT {
  private static final String AROUND =
      """
      import dev.steno.chat.*;
      import dev.steno.codec.interaction.*;
      import dev.steno.model.interaction.Interaction;
      import java.nio.file.Path;
      import java.time.Clock;
      public class Example {
        public static void example(%s) throws Exception {
      %s
        }
      }
      """;

  private static List<String> examples() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> examples = new ArrayList<>();
    for (int at = readme.indexOf("```java\n"); at >= 0; at = readme.indexOf("```java\n", at + 1)) {
      int from = at + "```java\n".length();
      examples.add(readme.substring(from, readme.indexOf("```", from)));
    }
    return examples;
  }

  @Test
  void theFirstExampleRuns(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    try (MockModel server = MockModel.start(ModelReply.text("plt.hist(ages)"))) {
      String example =
          examples()
              .get(0)
              .replace("tracing(true)", "tracing(true).baseUrl(\"" + server.address() + "\")");
      assertThat(compiles(AROUND.formatted("", example), folder)).isTrue();

      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
        loader.loadClass("Example").getMethod("example").invoke(null);
      }
    } finally {
      System.setOut(usual);
    }

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .startsWith("plt.hist(ages)")
        .allMatch(
            line -> line.startsWith("plt") || line.matches("code_generation: OK, \\d+ tokens.*"));
  }

  @Test
  void theOthersCompile(@TempDir Path folder) throws IOException {
    for (String example : examples().subList(1, examples().size())) {
      String source = AROUND.formatted("TracedModel model, ChatSession session", example);

      assertThat(compiles(source, folder)).as(example).isTrue();
    }
  }

  private static boolean compiles(String source, Path folder) {
    return ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            null,
            List.of("-proc:none", "-d", folder.toString()),
            null,
            List.of(new Source(source)))
        .call();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
