// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.steno.testing.ReadmeExample;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The test that the README shows is run. */
class ReadmeTest {
  private static final String AROUND =
      """
      import dev.steno.client.*;
      import dev.steno.junit.*;
      import dev.steno.model.SpanType;
      import org.junit.jupiter.api.Test;
      record Support(Steno steno) {
        void answer(String question) {
          steno.trace().message(question).call(message -> {
            message.tool("{\\"order\\":\\"1042\\"}").toolName("order_status").end("in Kassel");
            message.feedback("like", "at once");
            return "In Kassel.";
          });
        }
      }
      """;

  @Test
  void the_example_is_a_test_that_passes(@TempDir Path folder) throws IOException {
    String example = ReadmeExample.java(Path.of("README.md"));

    Class<?> shown = ReadmeExample.compiled("SupportTest", AROUND + example, folder);

    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(shown))
        .execute()
        .testEvents()
        .assertStatistics(tests -> tests.started(1).succeeded(1));
    assertThat(shown).hasAnnotation(RecordSteno.class);
  }
}
