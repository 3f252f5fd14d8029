// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffLineTest {

  @Test
  void marks_the_words_that_differ() {
    assertThat(WordDiff.of("It left on Monday.", "It left on Tuesday."))
        .isEqualTo("It left on [-Monday-]{+Tuesday+}.");
    assertThat(WordDiff.of("", "new")).isEqualTo("{+new+}");
    assertThat(WordDiff.of("same", "same")).isEqualTo("(the words are the same)");
    assertThat(WordDiff.of("a b", "a b c")).isEqualTo("a b{+ c+}");
  }

  @Test
  void leaves_out_what_is_the_same_far_from_a_change() {
    String long1 = "word ".repeat(100);

    String line = WordDiff.of(long1 + "one " + long1, long1 + "two " + long1);

    assertThat(line).contains(" … ", "[-one-]{+two+}").hasSizeLessThan(120);
  }

  @Test
  void cuts_what_is_wholly_different() {
    assertThat(WordDiff.of("a ".repeat(5000), "b ".repeat(5000))).hasSizeLessThan(830);
  }

  @Test
  void tells_both_sides_the_first_difference_and_what_differs() {
    List<String> lines = report(false);

    assertThat(lines)
        .containsExactly(
            "A  trace 0a · 1.20 s · 1,200 → 34 tokens · $0.0012 reported",
            "B  trace 0b · 1.50 s · 1,210 → 30 tokens",
            "   time +300 ms · tokens +10 → −4",
            "",
            "First difference  GENERATION chat m · step 2 of clerk · message 3",
            "    tool: It is [-here-]{+there+}.",
            "",
            "~ GENERATION chat m · step 2 of clerk              messages, answer       +300 ms"
                + "         +10 → −4",
            "+ TOOL look again of clerk",
            "  1 span the same (--all tells them too)");
    assertThat(lines).allMatch(line -> Cells.width(line) <= 100);
    assertThat(report(true)).anyMatch(line -> line.startsWith("= AGENT clerk"));
  }

  private static List<String> report(boolean all) {
    String json =
        """
        {"same":false,
         "a":{"trace_id":"0a","duration_ms":1200.0,"input_tokens":1200,"output_tokens":34,"cost":"0.0012","cost_source":"reported"},
         "b":{"trace_id":"0b","duration_ms":1500.0,"input_tokens":1210,"output_tokens":30,"cost":null},
         "delta":{"duration_ms":300.0,"input_tokens":10,"output_tokens":-4,"cost":null},
         "counts":{"rows":3,"different":2,"only_a":0,"only_b":1},
         "first":{"row":1,"part":"messages","index":2,
          "a":{"role":"tool","content":[{"type":"text","text":"It is here."}]},
          "b":{"role":"tool","content":[{"type":"text","text":"It is there."}]}},
         "rows":[
          {"lane":{},"a":{"type":"AGENT","name":"clerk"},"b":{"type":"AGENT","name":"clerk"},"differs":[]},
          {"lane":{"name":"clerk"},"a":{"type":"GENERATION","name":"chat m","step":2},
           "b":{"type":"GENERATION","name":"chat m","step":2},
           "delta":{"duration_ms":300.0,"input_tokens":10,"output_tokens":-4},
           "differs":["messages","answer"]},
          {"lane":{"name":"clerk"},"b":{"type":"TOOL","name":"look again"},"differs":["missing"]}]}""";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), stream, stream, false, false, 100);
    new DiffReport(terminal, new Node(Json.parse(json)), all).print();
    return out.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing).toList();
  }
}
