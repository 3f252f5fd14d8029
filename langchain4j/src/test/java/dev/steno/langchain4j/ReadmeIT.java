// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import static dev.steno.testing.ModelReply.call;
import static dev.steno.testing.ModelReply.calls;
import static dev.steno.testing.ModelReply.text;
import static dev.steno.testing.ModelScript.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.Steno;
import dev.steno.junit.RecordSteno;
import dev.steno.junit.RecordedSpan;
import dev.steno.junit.RecordedSpans;
import dev.steno.model.SpanType;
import dev.steno.testing.MockModel;
import dev.steno.testing.ReadmeExample;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README is run against a scripted model. */
@RecordSteno
class ReadmeIT {
  private static final String AROUND =
      """
      import dev.langchain4j.agent.tool.*;
      import dev.langchain4j.model.chat.ChatModel;
      import dev.langchain4j.model.openai.OpenAiChatModel;
      import dev.langchain4j.service.AiServices;
      import dev.steno.client.Steno;
      import dev.steno.langchain4j.*;
      import java.util.List;
      public class Example {
        public interface Desk { String answer(String question); }
        public static class Orders {
          @Tool public String status(@P("order") String order) { return "in Kassel"; }
        }
        public static String run(Steno steno) {
          %s
          return answer;
        }
      }
      """;

  @Test
  void the_example_answers_and_is_recorded(Steno steno, RecordedSpans spans, @TempDir Path folder)
      throws Exception {
    String example =
        ReadmeExample.java(Path.of("README.md")).replaceFirst("Steno steno = .*\n", "");
    Class<?> shown = ReadmeExample.compiled("Example", AROUND.formatted(example), folder);

    Object answer;
    try (MockModel server =
        MockModel.start(
            turn("1042", calls(call("status", "{\"order\":\"1042\"}")), text("In Kassel.")))) {
      System.setProperty("model.url", server.baseUrl().toString());
      answer = shown.getMethod("run", Steno.class).invoke(null, steno);
    } finally {
      System.clearProperty("model.url");
    }

    RecordedSpan message = spans.ofType(SpanType.MESSAGE).only().hasOutput("In Kassel.");
    assertThat(answer).isEqualTo("In Kassel.");
    assertThat(spans.below(message).all())
        .extracting(RecordedSpan::type)
        .containsExactly(SpanType.GENERATION, SpanType.TOOL, SpanType.GENERATION);
  }
}
