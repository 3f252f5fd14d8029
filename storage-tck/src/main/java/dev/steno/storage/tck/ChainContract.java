// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Replay;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.testing.generate.AgentTrace;
import dev.steno.testing.generate.Generator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A generation is stored as a commit, and its messages once. */
abstract class ChainContract extends Contract {

  ChainContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  private static final JsonValue TOOL = new JsonObject(Map.of("name", JsonValue.of("look_up")));
  private static final Message SYSTEM = Message.text("system", "Be brief.");

  @Test
  void names_tools_system_messages_and_choices_by_their_ids() {
    Exchange exchange =
        new Exchange(
            List.of(TOOL),
            List.of(SYSTEM),
            List.of(Given.user("a"), Given.assistant("b"), Given.user("c")),
            List.of(List.of(Given.assistant("d")), List.of(Given.assistant("e"))));

    append(Given.call(Given.generation(1, 1), exchange));

    Commit commit = commit(1, 1);
    assertThat(commit.tools()).containsExactly(Chain.id(TOOL));
    assertThat(commit.system()).containsExactly(Chain.id(SYSTEM));
    assertThat(commit.base()).isEqualTo(Hash.ZERO);
    assertThat(commit.added())
        .containsExactly(id(Given.user("a")), id(Given.assistant("b")), id(Given.user("c")));
    assertThat(commit.choices())
        .containsExactly(List.of(id(Given.assistant("d"))), List.of(id(Given.assistant("e"))));
    assertThat(commit.head()).isEqualTo(Chain.head(Objects.requireNonNull(commit.added())));
  }

  @Test
  void stores_heads_that_others_compute_alike() {
    append(Given.call(Given.generation(1, 1), Given.asked("Hello", "Hi")));

    // Computed with Python: hashlib.sha256 over the canonical JSON and over 16 + 16 bytes.
    assertThat(commit(1, 1).head()).isEqualTo(Hash.of("45693b07fbe321cf33b1148984ee0d21"));
    assertThat(commit(1, 1).answer()).isEqualTo(Hash.of("6e15aba1a075438e2eb80ef56544afc2"));
    assertThat(commit(1, 1).context()).isEqualTo(Hash.of("dde862a7e8e6af6db71640a3788338be"));
  }

  @Test
  void gives_every_message_and_tool_that_a_commit_names() {
    Exchange exchange =
        new Exchange(List.of(TOOL), List.of(SYSTEM), List.of(Given.user("a")), null);

    append(Given.call(Given.generation(1, 1), exchange));

    TraceRecord record = trace(Given.traceId(1));
    assertThat(record.messages())
        .containsOnly(
            Map.entry(id(SYSTEM), SYSTEM), Map.entry(id(Given.user("a")), Given.user("a")));
    assertThat(record.tools()).containsOnly(Map.entry(Chain.id(TOOL), TOOL));
  }

  @Test
  void has_no_commit_for_a_span_that_said_nothing() {
    append(Given.part(Given.span(1, 1)));

    assertThat(trace(Given.traceId(1)).commits()).isEmpty();
  }

  @Test
  void tells_an_empty_list_from_an_unknown_one() {
    append(
        Given.call(Given.generation(1, 1), new Exchange(List.of(), null, List.of(), List.of())),
        Given.call(Given.generation(1, 2), new Exchange(null, List.of(), null, null)));

    assertThat(commit(1, 1))
        .isEqualTo(new Commit(List.of(), null, Hash.ZERO, List.of(), Hash.ZERO, List.of()));
    assertThat(commit(1, 2)).isEqualTo(new Commit(null, List.of(), Hash.ZERO, null, null, null));
  }

  @Test
  void replays_every_step_of_an_agent() {
    AgentTrace agent = agent(12);

    agent.parts().forEach(this::append);

    assertReplays(agent);
  }

  @Test
  void replays_every_step_of_an_agent_whose_spans_came_in_one_batch() {
    AgentTrace agent = agent(12);

    append(agent.parts());

    assertReplays(agent);
  }

  @Test
  void replays_every_step_of_an_agent_whose_spans_came_in_any_order() {
    AgentTrace agent = agent(12);
    List<SpanPart> shuffled = new ArrayList<>(agent.parts());
    Collections.shuffle(shuffled, new Random(7));

    shuffled.forEach(this::append);

    assertReplays(agent);
  }

  @Test
  void replays_every_step_of_an_agent_at_work_over_midnight_of_sunday() {
    AgentTrace agent =
        AgentTrace.of(
            Generator.seeded(3), Given.PROJECT, "c", Instant.parse("2026-11-01T23:59:54Z"), 12);

    agent.parts().forEach(this::append);

    assertReplays(agent);
  }

  @Test
  void replays_the_same_call_made_again_and_again() {
    List<Message> said = List.of(Given.user("a"), Given.assistant("b"), Given.user("c"));
    for (int span = 1; span <= 4; span++) {
      append(
          Given.call(
              Given.generation(1, span), Given.exchange(said, Given.assistant("d " + span))));
    }

    TraceRecord record = trace(Given.traceId(1));
    Replay replay = new Replay(record.commits().values());
    assertThat(record.commits().values())
        .hasSize(4)
        .allSatisfy(commit -> assertThat(said(replay, record, commit)).isEqualTo(said));
  }

  @Test
  void lets_late_content_revise_a_commit() {
    append(Given.call(Given.generation(1, 1), Given.asked("cut…", "an answer")));
    Exchange whole = new Exchange(null, List.of(SYSTEM), List.of(Given.user("cut no more")), null);

    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            5,
            NOW.plus(Duration.ofHours(3)),
            Given.bare("shop", 1, 1),
            whole));

    Commit commit = commit(1, 1);
    assertThat(commit.system()).containsExactly(id(SYSTEM));
    assertThat(commit.added()).containsExactly(id(Given.user("cut no more")));
    assertThat(commit.choices()).containsExactly(List.of(id(Given.assistant("an answer"))));
    assertThat(trace(Given.traceId(1)).messages()).doesNotContainValue(Given.user("cut…"));
  }

  @Test
  void replays_what_was_built_on_a_commit_that_late_content_revised() {
    List<Message> first = List.of(Given.user("a"));
    List<Message> second = List.of(Given.user("a"), Given.assistant("b"), Given.user("c"));
    append(Given.call(Given.generation(1, 1), Given.exchange(first, Given.assistant("b"))));
    append(Given.call(Given.generation(1, 2), Given.exchange(second, Given.assistant("d"))));

    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            5,
            NOW,
            Given.bare("shop", 1, 1),
            new Exchange(null, null, List.of(Given.user("other")), null)));

    TraceRecord record = trace(Given.traceId(1));
    Replay replay = new Replay(record.commits().values());
    assertThat(said(replay, record, commit(1, 1))).containsExactly(Given.user("other"));
    assertThat(said(replay, record, commit(1, 2))).isEqualTo(second);
  }

  private AgentTrace agent(int steps) {
    return AgentTrace.of(Generator.seeded(11), Given.PROJECT, null, NOW.minusSeconds(60), steps);
  }

  private void assertReplays(AgentTrace agent) {
    TraceRecord record = trace(agent.traceId());
    Replay replay = new Replay(record.commits().values());
    List<SpanId> generations =
        agent.parts().stream()
            .filter(part -> part.exchange() != null)
            .map(part -> part.span().spanId())
            .toList();
    assertThat(record.commits()).containsOnlyKeys(generations);
    for (int step = 0; step < generations.size(); step++) {
      Commit commit = Objects.requireNonNull(record.commits().get(generations.get(step)));
      assertThat(said(replay, record, commit)).isEqualTo(agent.messages().subList(0, 1 + 2 * step));
    }
  }

  private static List<Message> said(Replay replay, TraceRecord record, Commit commit) {
    return replay.messages(commit).orElseThrow().stream()
        .map(hash -> Objects.requireNonNull(record.messages().get(hash)))
        .toList();
  }

  private Commit commit(int trace, int span) {
    return Objects.requireNonNull(trace(Given.traceId(trace)).commits().get(Given.spanId(span)));
  }

  private static Hash id(Message message) {
    return Chain.id(message);
  }
}
