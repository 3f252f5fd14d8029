// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.chain.Delta.Kind;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaTest {
  private final Map<Hash, Message> messages = new HashMap<>();

  @Test
  void the_first_call_is_all_new() {
    Delta delta = delta(List.of(), said("a", "b"));

    assertThat(shape(delta)).isEqualTo("++");
    assertThat(delta.replaced()).isFalse();
  }

  @Test
  void a_next_call_leaves_what_was_said_unchanged() {
    Delta delta = delta(said("a", "b", "c"), said("a", "b", "c", "d", "e"));

    assertThat(shape(delta)).isEqualTo("===++");
    assertThat(delta.unchanged()).isEqualTo(3);
    assertThat(delta.ids(Kind.NEW)).isEqualTo(said("d", "e"));
  }

  @Test
  void messages_may_leave_at_the_beginning_in_the_middle_and_at_the_end() {
    assertThat(shape(delta(said("a", "b", "c"), said("b", "c", "d")))).isEqualTo("-==+");
    assertThat(shape(delta(said("a", "b", "c", "d"), said("a", "d")))).isEqualTo("=--=");
    assertThat(shape(delta(said("a", "b"), said("a")))).isEqualTo("=-");
    assertThat(shape(delta(said("a", "b", "c", "d", "e"), said("x", "b", "y", "d", "z"))))
        .isEqualTo("-+=-+=-+");
  }

  @Test
  void a_message_said_twice_is_two() {
    assertThat(shape(delta(said("a", "a"), said("a", "a", "a")))).isEqualTo("==+");
    assertThat(shape(delta(said("a", "b", "a"), said("a", "a")))).isEqualTo("=-=");
  }

  @Test
  void a_message_of_mostly_the_same_words_was_edited() {
    Delta delta =
        delta(
            said("hello", "The order left our house on Monday morning."),
            said("hello", "The order left our house on Tuesday morning."));

    assertThat(shape(delta)).isEqualTo("=~");
    assertThat(delta.ids(Kind.EDITED))
        .isEqualTo(said("The order left our house on Tuesday morning."));
  }

  @Test
  void sixty_percent_of_the_words_are_not_enough() {
    assertThat(shape(delta(said("a b c d e"), said("a b c x y")))).isEqualTo("-+");
    assertThat(shape(delta(said("a b c d e f g"), said("a b c d e x y")))).isEqualTo("~");
  }

  @Test
  void a_message_of_another_role_was_not_edited() {
    Hash user = keep(Message.text("user", "one two three four"));
    Hash assistant = keep(Message.text("assistant", "one two three four"));

    assertThat(shape(delta(List.of(user), List.of(assistant)))).isEqualTo("-+");
  }

  @Test
  void arguments_of_calls_count_as_words() {
    Hash one = keep(call("{\"path\": \"src/main/App.java\", \"from\": 1}"));
    Hash other = keep(call("{\"path\": \"src/main/App.java\", \"from\": 2}"));

    assertThat(shape(delta(List.of(one), List.of(other)))).isEqualTo("~");
  }

  @Test
  void an_edit_is_found_among_messages_that_come_and_go() {
    List<Hash> before = said("gone words here", "one two three four five", "z");
    List<Hash> after = said("one two three four six", "quite new", "z");

    assertThat(shape(delta(before, after))).isEqualTo("-~+=");
  }

  @Test
  void three_messages_that_give_way_to_one_are_a_compaction() {
    Delta compacted = delta(said("s", "a", "b", "c", "t"), said("s", "summary", "t", "new"));

    assertThat(shape(compacted)).isEqualTo("=---+=+");
    assertThat(compacted.compacted()).isTrue();
    assertThat(delta(said("s", "a", "b"), said("s", "summary")).compacted()).isFalse();
    assertThat(delta(said("a", "b", "c"), said("x", "y")).compacted()).isFalse();
    assertThat(delta(said("a", "b", "c"), said()).compacted()).isFalse();
  }

  @Test
  void a_compaction_is_not_taken_for_an_edit() {
    List<Hash> before = said("a b c d e", "f", "g");
    List<Hash> after = said("a b c d e summary");

    assertThat(shape(delta(before, after))).isEqualTo("---+");
  }

  @Test
  void an_answer_that_comes_back_without_its_reasoning_is_unchanged_and_says_so() {
    Message answer =
        new Message(
            "assistant",
            Message.text("assistant", "42").content(),
            "Let me think.",
            List.of(),
            null,
            null);
    Hash thought = keep(answer);
    Hash bare = keep(answer.withoutReasoning());
    Hash next = keep(Message.text("user", "Why?"));

    Delta delta = delta(List.of(thought), List.of(bare, next));

    assertThat(shape(delta)).isEqualTo("r+");
    assertThat(delta.unchanged()).isEqualTo(1);
    assertThat(delta.changes().get(0))
        .isEqualTo(new Delta.Change(Kind.REASONING_LEFT, List.of(thought), List.of(bare)));
    assertThat(shape(delta(List.of(bare), List.of(thought)))).isNotEqualTo("r");
  }

  @Test
  void reasoning_that_left_is_seen_in_the_middle_too() {
    Message answer = new Message("assistant", List.of(), "Hm.", List.of(), "c", null);
    List<Hash> before = new ArrayList<>(said("a", "b"));
    before.add(keep(answer));
    before.addAll(said("c"));
    List<Hash> after = new ArrayList<>(said("x"));
    after.add(keep(answer.withoutReasoning()));
    after.addAll(said("y"));

    assertThat(shape(delta(before, after))).isEqualTo("--+r-+");
  }

  @Test
  void where_more_than_four_hundred_messages_differ_the_context_was_replaced() {
    List<Hash> before = numbered("a", 402);
    List<Hash> after = numbered("b", 2);
    after.add(before.get(200));

    Delta delta = delta(before, after);

    assertThat(delta.replaced()).isTrue();
    assertThat(delta.compacted()).isFalse();
    assertThat(delta.count(Kind.GONE)).isEqualTo(402);
    assertThat(delta.count(Kind.NEW)).isEqualTo(3);
    assertThat(delta(before.subList(0, 401), after).replaced()).isFalse();
    assertThat(delta(before.subList(0, 401), after).unchanged()).isEqualTo(1);
    assertThat(delta(after, before).replaced()).isTrue();
    assertThat(delta(after, before.subList(0, 401)).unchanged()).isEqualTo(1);
  }

  @Test
  void four_hundred_that_are_all_there_in_another_order_are_told_or_replaced() {
    List<Hash> before = numbered("a", 500);
    List<Hash> after = new ArrayList<>(before);
    Collections.reverse(after);

    assertThat(delta(before, after).replaced()).isTrue();
    assertThat(delta(before.subList(0, 300), after.subList(200, 500)).unchanged()).isEqualTo(1);
  }

  @Test
  void a_long_history_may_lose_its_beginning_at_every_step() {
    List<Hash> before = numbered("a", 2000);
    List<Hash> after = new ArrayList<>(before.subList(7, 2000));
    after.addAll(numbered("b", 3));

    Delta delta = delta(before, after);

    assertThat(shape(delta)).isEqualTo("-".repeat(7) + "=".repeat(1993) + "+++");
    assertThat(delta.changes()).hasSize(3);
  }

  @Test
  void a_long_history_that_only_grew_is_never_replaced() {
    List<Hash> before = numbered("a", 2000);
    List<Hash> after = new ArrayList<>(before);
    after.addAll(numbered("b", 1000));

    Delta delta = delta(before, after);

    assertThat(delta.replaced()).isFalse();
    assertThat(delta.unchanged()).isEqualTo(2000);
    assertThat(delta.count(Kind.NEW)).isEqualTo(1000);
  }

  @Test
  void messages_that_are_not_known_are_compared_by_their_ids() {
    List<Hash> before = said("one two three four", "b");
    List<Hash> after = said("one two three five", "b");

    Delta delta = Delta.between(before, after, Likeness.ofMessages(id -> null));

    assertThat(shape(delta)).isEqualTo("-+=");
  }

  @Test
  void both_lists_can_be_read_from_any_delta() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      List<Hash> before = randomList(random);
      List<Hash> after = randomList(random);

      Delta delta = delta(before, after);

      assertThat(both(before, delta, Delta.Change::before)).isEqualTo(before);
      assertThat(both(before, delta, Delta.Change::after)).isEqualTo(after);
    }
  }

  @Test
  void no_pairing_of_the_same_messages_is_longer() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      List<Hash> before = randomList(random);
      List<Hash> after = randomList(random);

      List<int[]> pairs =
          Matching.of(before, after, Likeness.ofMessages(messages::get), 8).orElseThrow();

      assertThat(pairs).hasSameSizeAs(Alignment.of(before, after, Hash::equals));
      assertThat(pairs).allMatch(pair -> before.get(pair[0]).equals(after.get(pair[1])));
    }
  }

  private static List<Hash> both(
      List<Hash> before, Delta delta, Function<Delta.Change, List<Hash>> side) {
    List<Hash> all = new ArrayList<>(before.subList(0, delta.common()));
    delta.changes().forEach(change -> all.addAll(side.apply(change)));
    return all;
  }

  private List<Hash> randomList(SplittableRandom random) {
    return said(
        IntStream.range(0, random.nextInt(8))
            .mapToObj(i -> "w" + random.nextInt(4) + " common words")
            .toArray(String[]::new));
  }

  private Delta delta(List<Hash> before, List<Hash> after) {
    return Delta.between(before, after, Likeness.ofMessages(messages::get));
  }

  private static String shape(Delta delta) {
    StringBuilder shape = new StringBuilder("=".repeat(delta.common()));
    for (Delta.Change change : delta.changes()) {
      shape.append(
          "=r+-~".substring(change.kind().ordinal()).substring(0, 1).repeat(change.size()));
    }
    return shape.toString();
  }

  private List<Hash> said(String... texts) {
    List<Hash> ids = new ArrayList<>();
    for (String text : texts) {
      ids.add(keep(Message.text("user", text)));
    }
    return ids;
  }

  private List<Hash> numbered(String text, int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(i -> keep(Message.text("user", text + i))).toList());
  }

  private static Message call(String arguments) {
    ToolCall call = ToolCall.function("c", "read_file", arguments);
    return new Message("assistant", List.of(), null, List.of(call), null, null);
  }

  private Hash keep(Message message) {
    Hash id = Chain.id(message);
    messages.put(id, message);
    return id;
  }
}
