// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final List<Hash> IDS =
      IntStream.range(0, 40).mapToObj(i -> Chain.id(JsonValue.of(i))).toList();

  @Test
  void commits_are_replayed_over_heads_and_answers() {
    Commit first = commit(0, 2, 3);
    Commit onAnswer = commit(3, 5, 6);
    Commit onHead = commit(2, 8, null);

    Replay replay = new Replay(List.of(first, onAnswer, onHead));

    assertThat(replay.messages(first)).contains(IDS.subList(0, 2));
    assertThat(replay.messages(onAnswer)).contains(IDS.subList(0, 5));
    assertThat(replay.messages(onHead)).contains(IDS.subList(0, 8));
  }

  @Test
  void a_long_chain_is_replayed_in_whatever_order_its_commits_are_given() {
    List<Commit> commits = new ArrayList<>();
    for (int step = 0; step < 19; step++) {
      commits.add(commit(step * 2, step * 2 + 1, step * 2 + 2));
    }
    for (int seed = 0; seed < 20; seed++) {
      List<Commit> shuffled = new ArrayList<>(commits);
      Collections.shuffle(shuffled, new Random(seed));

      Replay replay = new Replay(shuffled);

      for (int step = 0; step < 19; step++) {
        assertThat(replay.messages(commits.get(step))).contains(IDS.subList(0, step * 2 + 1));
      }
    }
  }

  @Test
  void a_missing_base_is_nothing_that_can_be_replayed() {
    Commit first = commit(0, 2, 3);
    Commit lost = commit(3, 5, 6);
    Commit onLost = commit(6, 8, null);

    Replay replay = new Replay(List.of(first, onLost));

    assertThat(replay.messages(lost)).contains(IDS.subList(0, 5));
    assertThat(replay.messages(onLost)).isEmpty();
    assertThat(new Replay(List.of()).messages(lost)).isEmpty();
  }

  @Test
  void the_same_call_made_again_does_not_lead_in_a_circle() {
    Commit first = commit(0, 2, 3);
    Commit second = commit(3, 5, 6);
    Commit again = commit(5, 5, 6);
    Commit onAgain = commit(5, 7, null);
    for (List<Commit> order :
        List.of(List.of(first, second, again, onAgain), List.of(onAgain, again, second, first))) {

      Replay replay = new Replay(order);

      assertThat(replay.messages(again)).contains(IDS.subList(0, 5));
      assertThat(replay.messages(onAgain)).contains(IDS.subList(0, 7));
    }
  }

  @Test
  void a_circle_is_nothing_that_can_be_replayed() {
    Commit self = commit(5, 5, null);

    assertThat(new Replay(List.of(self)).messages(self)).isEmpty();
  }

  @Test
  void a_head_that_is_not_the_one_of_its_messages_is_not_believed() {
    Commit first = commit(0, 2, 3);
    Commit forged =
        new Commit(null, null, Hash.ZERO, IDS.subList(0, 4), Chain.head(IDS.subList(0, 5)), null);
    Commit onForged = commit(5, 6, null);

    Replay replay = new Replay(List.of(first, forged, onForged));

    assertThat(replay.messages(first)).isPresent();
    assertThat(replay.messages(forged)).isEmpty();
    assertThat(replay.messages(onForged)).isEmpty();
  }

  @Test
  void a_commit_of_unknown_messages_has_none() {
    assertThat(new Replay(List.of(Commit.EMPTY)).messages(Commit.EMPTY)).contains(List.of());
  }

  /** A commit over the first messages: from, to, and up to and including the answer, if any. */
  private static Commit commit(int base, int head, @Nullable Integer answer) {
    return new Commit(
        null,
        null,
        Chain.head(IDS.subList(0, base)),
        IDS.subList(base, head),
        Chain.head(IDS.subList(0, head)),
        answer == null ? null : List.of(IDS.subList(head, answer)));
  }
}
