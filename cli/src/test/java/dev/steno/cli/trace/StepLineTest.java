// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import org.junit.jupiter.api.Test;

class StepLineTest {

  @Test
  void tells_what_stayed_what_came_and_what_left_with_estimated_tokens() {
    assertThat(
            line(
                """
                "basis":"compared","unchanged":14,"new":2,"gone":3,"edited":1,"reasoning_left":0,
                "tokens":{"estimated":true,"unchanged":11240,"new":940,"gone":4000,"edited":12}\
                """))
        .isEqualTo(
            "14 unchanged (11.2k tok) · 1 edited (12 tok) · 2 new (940 tok)"
                + " · 3 left the context (4.0k tok)");
  }

  @Test
  void tells_a_compaction_a_changed_prompt_and_changed_tools() {
    assertThat(
            line(
                """
                "basis":"compared","unchanged":1,"new":1,"gone":20,"edited":0,"compacted":true,
                "reasoning_left":1,"system":{"edited":1,"new":0,"gone":0},
                "tools":{"edited":0,"new":1,"gone":2}\
                """))
        .isEqualTo(
            "1 unchanged · 1 new · 20 left the context · compacted · 1 without the reasoning"
                + " · system prompt ~1 · tools +1 −2");
  }

  @Test
  void says_why_there_is_nothing_to_compare_with() {
    assertThat(line("\"basis\":\"first\",\"new\":3,\"system\":{\"new\":1}"))
        .isEqualTo("first call · 3 new");
    assertThat(line("\"basis\":\"undetermined\",\"seen\":1234"))
        .isEqualTo("1,234 messages · no earlier call to compare with");
    assertThat(line("\"basis\":\"unknown\""))
        .isEqualTo("what the model saw was not recorded from its beginning");
  }

  @Test
  void a_span_that_is_no_step_has_no_label() {
    StepLine lines = new StepLine(new Node(null));

    assertThat(lines.label(new Node(Json.parse("{\"span_id\":\"a\"}")))).isEmpty();
  }

  private static String line(String members) {
    String document = "{\"steps\":[{\"span_id\":\"a\",\"number\":7," + members + "}]}";
    StepLine lines = new StepLine(new Node(Json.parse(document)));
    Node span = new Node(Json.parse("{\"span_id\":\"a\"}"));
    assertThat(lines.label(span)).isEqualTo("step 7");
    return lines.text(span);
  }
}
