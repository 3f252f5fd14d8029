// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanId;
import dev.steno.model.SpanType;
import dev.steno.model.chain.Delta;
import dev.steno.model.chain.Delta.Kind;
import dev.steno.model.message.Message;
import dev.steno.model.step.Step.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final Script script = new Script();

  @Test
  void to_a_first_call_everything_is_new() {
    script.call(said("a", "b"), bot("c"));

    assertThat(told()).containsExactly("FIRST ++");
  }

  @Test
  void a_call_is_compared_with_what_the_one_before_saw_and_answered() {
    script.call(said("a"), bot("b"));
    script.call(said("a", "=b", "c"), bot("d"));
    script.call(said("a", "=b", "c", "=d", "e", "f"), bot("g"));

    assertThat(told()).containsExactly("FIRST +", "1 ==+", "2 ====++");
    assertThat(script.steps()).extracting(Step::number).containsExactly(1, 2, 3);
  }

  @Test
  void messages_that_left_the_context_a_compaction_and_an_edit_are_seen() {
    script.call(said("a", "b", "c", "d", "e"), bot("f"));
    script.call(said("a", "b", "d", "e", "=f", "g"), bot("h"));
    script.call(said("a", "in short: b to h"), bot("i"));
    script.call(said("a", "in short: b to i", "=i", "j"), bot("k"));

    assertThat(told()).containsExactly("FIRST +++++", "1 ==-===+", "2 =------+", "3 =~=+");
    assertThat(script.steps().get(2).news().messages().compacted()).isTrue();
  }

  @Test
  void the_calls_of_each_agent_are_a_lane_of_their_own() {
    SpanId planner = script.span(SpanType.AGENT, "planner");
    script.below(planner).call(said("plan"), bot("p1"));
    SpanId one = script.span(SpanType.AGENT, "worker");
    SpanId other = script.span(SpanType.AGENT, "worker");
    script.below(one).call(said("work"), bot("w1"));
    script.below(other).call(said("work"), bot("v1"));
    script.below(script.below(one).span(SpanType.WORKFLOW, "loop"));
    script.call(said("work", "=w1", "on"), bot("w2"));
    script.below(other).call(said("work", "=v1", "on"), bot("v2"));
    script.below(planner).call(said("plan", "=p1", "done"), bot("p2"));

    assertThat(told()).containsExactly("FIRST +", "FIRST +", "FIRST +", "2 ==+", "3 ==+", "1 ==+");
    assertThat(script.steps().get(3).lane()).isEqualTo(script.steps().get(1).lane());
    assertThat(script.steps().get(3).number()).isEqualTo(2);
    assertThat(script.steps().get(3).lane().agent()).isEqualTo(one);
    assertThat(script.steps().get(3).lane().name()).isEqualTo("worker");
  }

  @Test
  void of_calls_side_by_side_that_one_counts_with_which_most_is_shared() {
    script.at(0, 1).call(said("q"), bot("fork"));
    script.at(1, 1).call(said("q", "=fork", "left"), bot("l1"));
    script.at(1.1, 9).call(said("q", "=fork", "right"), bot("r1"));
    script.at(3, 1).call(said("q", "=fork", "left", "=l1", "l2"), bot("l3"));
    script.at(20, 1).call(said("q", "=fork", "right", "=r1", "r2"), bot("r3"));

    assertThat(told()).containsExactly("FIRST +", "1 ==+", "1 ==+", "2 ====+", "3 ====+");
  }

  @Test
  void of_equals_the_latest_counts() {
    script.call(said("a", "b", "c"), bot("d"));
    script.call(said("a", "x"), bot("y"));
    script.call(said("a", "z"), bot("y"));

    assertThat(told()).containsExactly("FIRST +++", "1 =---+", "2 =--+");
  }

  @Test
  void a_call_that_shares_nothing_follows_the_one_before_it() {
    script.call(said("a", "b"), bot("c"));
    script.call(said("b", "=c", "d"), bot("e"));

    assertThat(told()).containsExactly("FIRST ++", "1 -==+");
  }

  @Test
  void where_two_ran_at_once_nobody_guesses_which_one_goes_on() {
    script.at(0, 2).call(said("a"), bot("b"));
    script.at(1, 2).call(said("x"), bot("y"));
    script.at(5, 1).call(said("new"), bot("z"));

    assertThat(told()).containsExactly("FIRST +", "UNDETERMINED", "UNDETERMINED");
    assertThat(script.steps().get(2).seen().length()).isEqualTo(1);
  }

  @Test
  void a_call_of_which_nothing_is_known_is_no_reference() {
    script.call(said("a"), bot("b"));
    script.silentCall();
    script.call(said("a", "=b", "c"), bot("d"));
    script.silentCall();
    script.call(said("x"), bot("y"));

    assertThat(told()).containsExactly("FIRST +", "UNKNOWN", "1 ==+", "UNKNOWN", "UNDETERMINED");
  }

  @Test
  void a_call_whose_beginning_is_missing_is_unknown() {
    SpanId lost = script.call(said("a"), bot("b"));
    script.call(said("a", "=b", "c"), bot("d"));
    script.forget(lost);

    assertThat(told()).containsExactly("UNKNOWN", "UNKNOWN");
  }

  @Test
  void a_generation_that_wraps_another_is_no_step_but_one_that_a_tool_asks_for_is() {
    SpanId outer = script.call(said("a"), bot("b"));
    script.below(outer).call(said("a"), bot("b"));
    SpanId tool = script.span(SpanType.TOOL, "ask");
    SpanId asked = script.below(tool).call(said("asked"), bot("told"));

    assertThat(script.steps()).hasSize(2);
    assertThat(script.steps().get(1).span().spanId()).isEqualTo(asked);

    Script alone = new Script();
    SpanId asking = alone.call(said("a"), bot("b"));
    alone.below(alone.below(asking).span(SpanType.TOOL, "ask")).call(said("c"), bot("d"));

    assertThat(alone.steps()).hasSize(2);
  }

  @Test
  void parents_in_a_circle_end_somewhere() {
    script.below(new SpanId(2)).span(SpanType.WORKFLOW, "one");
    script.below(new SpanId(1)).span(SpanType.WORKFLOW, "other");
    script.call(said("a"), bot("b"));

    assertThat(script.steps().get(0).lane().agent()).isNull();
  }

  @Test
  void reasoning_that_the_client_did_not_send_back_counts_as_unchanged() {
    Message thought = new Message("assistant", bot("b").content(), "Hm.", List.of(), null, null);
    script.call(said("a"), thought);
    script.call(said("a", "=b", "c"), bot("d"));

    assertThat(told()).containsExactly("FIRST +", "1 =r+");
    assertThat(script.steps().get(1).news().messages().unchanged()).isEqualTo(2);
  }

  @Test
  void a_changed_prompt_and_changed_tools_are_told_apart_from_the_messages() {
    script.system("You are a helpful clerk.", "Be brief.").tools("find:x", "send:y");
    script.call(said("a"), bot("b"));
    script.system("You are a helpful baker.", "Be brief.").tools("find:z", "stop:y");
    script.call(said("a", "=b", "c"), bot("d"));

    Step.News news = script.steps().get(1).news();
    assertThat(shape(news.system())).isEqualTo("~=");
    assertThat(shape(news.tools())).isEqualTo("~-+");
    assertThat(shape(news.messages())).isEqualTo("==+");
    assertThat(shape(script.steps().get(0).news().tools())).isEqualTo("++");
  }

  @Test
  void a_turn_goes_on_where_the_same_agent_ended_in_an_earlier_one() {
    script.below(script.span(SpanType.AGENT, "clerk")).call(said("a"), bot("b"));
    script.endTrace();
    script.below(script.span(SpanType.AGENT, "clerk")).call(said("a", "=b", "c"), bot("d"));
    script.below(null).below(script.span(SpanType.AGENT, "other"));
    script.call(said("a", "=b"), bot("e"));
    script.endTrace();
    script.below(script.span(SpanType.AGENT, "clerk")).call(said("x"), bot("y"));

    assertThat(told()).containsExactly("FIRST +", "1 ==+", "FIRST ++", "FIRST +");
    assertThat(script.steps().get(1).news().reference().traceId())
        .isNotEqualTo(script.steps().get(1).span().traceId());
  }

  private List<String> told() {
    List<Step> steps = script.steps();
    List<SpanId> ids = steps.stream().map(step -> step.span().spanId()).toList();
    return steps.stream().map(step -> told(step, ids)).toList();
  }

  /** The basis, or the number of the reference, and a mark for each message. */
  private static String told(Step step, List<SpanId> ids) {
    Step.News news = step.news();
    if (news == null) {
      return step.basis().name();
    }
    return (step.basis() == Basis.FIRST
            ? "FIRST"
            : String.valueOf(ids.indexOf(news.reference().spanId()) + 1))
        + " "
        + shape(news.messages());
  }

  private static String shape(Delta delta) {
    return "=".repeat(delta.common())
        + delta.changes().stream()
            .map(change -> mark(change.kind()).repeat(change.size()))
            .collect(Collectors.joining());
  }

  private static String mark(Kind kind) {
    return "=r+-~".substring(kind.ordinal(), kind.ordinal() + 1);
  }

  /** Messages of a user, and of an assistant where there is an equals sign. */
  private static List<Message> said(String... texts) {
    List<Message> said = new ArrayList<>();
    for (String text : texts) {
      said.add(text.startsWith("=") ? bot(text.substring(1)) : Message.text("user", text));
    }
    return said;
  }

  private static Message bot(String text) {
    return Message.text("assistant", text);
  }
}
