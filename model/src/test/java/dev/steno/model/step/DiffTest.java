// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanId;
import dev.steno.model.SpanType;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import dev.steno.model.step.Diff.Divergence;
import dev.steno.model.step.Diff.Part;
import dev.steno.model.step.Diff.Row;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiffTest {
  private static final Message ASKED = Message.text("user", "Where is it?");

  private final Script one = new Script();
  private final Script other = new Script();

  @Test
  void a_run_made_twice_is_the_same_whatever_its_times_tokens_and_call_ids_are() {
    play(one.reading(10L).at(0, 1), "call_1", "here", false);
    play(other.reading(99L).at(50, 7), "call_2", "here", false);

    assertThat(diff().isSame()).isTrue();
    assertThat(diff().rows()).hasSize(5).allMatch(row -> row.differs().isEmpty());
  }

  @Test
  void the_first_difference_is_the_message_that_differs_and_not_what_follows_from_it() {
    play(one, "call_1", "here", false);
    play(other, "call_1", "there", false);

    Divergence first = diff().first();

    assertThat(first.part()).isEqualTo(Part.MESSAGES);
    assertThat(first.index()).isEqualTo(2);
    assertThat(one.message(first.a()).text()).isEqualTo("here");
    assertThat(other.message(first.b()).text()).isEqualTo("there");
    assertThat(first.row().a().step().number()).isEqualTo(2);
  }

  @Test
  void what_an_agent_was_given_is_the_first_difference_only_if_there_is_no_other() {
    one.saying("hello").span(SpanType.AGENT, "clerk");
    other.saying("hi").span(SpanType.AGENT, "clerk");

    assertThat(diff().first().part()).isEqualTo(Part.INPUT);

    one.call(List.of(ASKED));
    other.call(List.of(Message.text("user", "Where was it?")));

    assertThat(diff().first().part()).isEqualTo(Part.MESSAGES);
    assertThat(diff().rows().get(0).differs()).containsExactly(Part.INPUT);
  }

  @Test
  void another_tool_call_leaves_a_gap_of_one_row_and_the_rest_aligned() {
    play(one, "call_1", "here", false);
    play(other, "call_1", "here", true);

    List<Row> rows = diff().rows();

    assertThat(rows).hasSize(6);
    assertThat(rows).filteredOn(row -> row.a() == null).hasSize(1);
    assertThat(diff().first().part()).isEqualTo(Part.MISSING);
    assertThat(diff().first().row().b().span().name()).isEqualTo("look again");
  }

  @Test
  void what_has_no_namesake_is_paired_by_its_type() {
    one.span(SpanType.TOOL, "find");
    other.span(SpanType.TOOL, "search");

    assertThat(diff().rows()).extracting(Row::differs).containsExactly(Set.of(Part.NAME));
  }

  @Test
  void a_changed_prompt_and_changed_tools_are_named() {
    one.system("Be brief.").tools("find:x").call(List.of(ASKED));
    other.system("Be long.").tools("find:y").call(List.of(ASKED));

    assertThat(diff().rows().get(0).differs()).containsExactly(Part.SYSTEM, Part.TOOLS);
    assertThat(diff().first().part()).isEqualTo(Part.SYSTEM);
    assertThat(one.message(diff().first().a()).text()).isEqualTo("Be brief.");
  }

  @Test
  void an_agent_that_only_one_side_has_is_rows_without_a_counterpart() {
    one.call(List.of(ASKED));
    other.call(List.of(ASKED));
    other.below(other.span(SpanType.AGENT, "helper")).call(List.of(ASKED));

    assertThat(diff().rows()).filteredOn(row -> row.a() == null).hasSize(2);
    assertThat(diff().first().row().b().span().type()).isEqualTo(SpanType.AGENT);
  }

  @Test
  void turned_round_the_sides_are_exchanged() {
    play(one, "call_1", "here", true);
    play(other, "call_1", "there", false);

    Diff back = Diff.of(other.side(), one.side());

    assertThat(back.rows())
        .extracting(Row::differs)
        .containsExactlyElementsOf(diff().rows().stream().map(Row::differs).toList());
    assertThat(back.first().a()).isEqualTo(diff().first().b());
  }

  private Diff diff() {
    return Diff.of(one.side(), other.side());
  }

  private static void play(Script script, String id, String result, boolean again) {
    SpanId agent = script.span(SpanType.AGENT, "clerk");
    ToolCall asked = ToolCall.function(id, "look", "{}");
    Message call = new Message("assistant", List.of(), null, List.of(asked), null, null);
    Message found = Message.tool(id, result);
    script.below(agent).call(List.of(ASKED), call);
    script.span(SpanType.TOOL, "look");
    if (again) {
      script.span(SpanType.TOOL, "look again");
    }
    script.call(List.of(ASKED, call, found), Message.text("assistant", "It is " + result));
    script.span(SpanType.GUARDRAIL, "check");
  }
}
