// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanId;
import dev.steno.model.SpanType;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Delta;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Likeness;
import dev.steno.model.message.Message;
import dev.steno.model.step.Step.Basis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the steps with those that are found by comparing every list with every other. */
class StepsOracleTest {

  private record Told(SpanId span, List<Hash> input, List<Hash> end) {}

  private final Map<SpanId, List<Told>> byLane = new HashMap<>();
  private final Map<SpanId, Told> references = new HashMap<>();

  @Test
  void the_steps_are_those_of_a_comparison_of_all_with_all() {
    for (int seed = 0; seed < 200; seed++) {
      Script script = new Script();
      play(script, new SplittableRandom(seed));

      for (Step step : script.steps()) {
        Told reference = references.get(step.span().spanId());

        assertThat(step.basis()).isEqualTo(reference == null ? Basis.FIRST : Basis.COMPARED);
        if (reference != null) {
          assertThat(step.news().reference().spanId()).isEqualTo(reference.span());
        }
        List<Hash> before = reference == null ? List.of() : reference.end();
        assertThat(step.news().messages())
            .isEqualTo(
                Delta.between(before, step.seen().after(0), Likeness.ofMessages(script::message)));
      }
    }
  }

  /** Agents that take turns; each goes on, now and then drops, edits or sums up what was said. */
  private void play(Script script, SplittableRandom random) {
    byLane.clear();
    references.clear();
    Map<SpanId, List<Message>> agents = new HashMap<>();
    List<SpanId> ids = new ArrayList<>();
    for (int agent = 0; agent < 3; agent++) {
      ids.add(script.below(null).span(SpanType.AGENT, "worker"));
      agents.put(ids.get(agent), new ArrayList<>(List.of(user(random))));
    }
    for (int step = 0; step < 40; step++) {
      SpanId agent = ids.get(random.nextInt(3));
      List<Message> said = agents.get(agent);
      change(said, random);
      Message answer = answer(random);
      SpanId call = script.below(agent).call(List.copyOf(said), answer);
      tell(agent, call, said, answer);
      said.add(random.nextInt(3) == 0 ? answer.withoutReasoning() : answer);
    }
  }

  private void change(List<Message> said, SplittableRandom random) {
    switch (random.nextInt(10)) {
      case 0 -> said.remove(random.nextInt(said.size()));
      case 1 -> said.set(random.nextInt(said.size()), user(random));
      case 2 -> said.subList(0, random.nextInt(said.size())).clear();
      case 3 -> said.addAll(List.of(user(random), user(random)));
      default -> said.add(user(random));
    }
    if (said.isEmpty()) {
      said.add(user(random));
    }
  }

  private void tell(SpanId agent, SpanId call, List<Message> said, Message answer) {
    List<Hash> input = said.stream().map(Chain::id).toList();
    List<Hash> end = new ArrayList<>(input);
    end.add(Chain.id(answer));
    List<Told> earlier = byLane.computeIfAbsent(agent, first -> new ArrayList<>());
    Told best = null;
    for (Told one : earlier) {
      best = best == null || shared(one, input) >= shared(best, input) ? one : best;
    }
    references.put(call, best);
    earlier.add(new Told(call, input, end));
  }

  private static int shared(@Nullable Told one, List<Hash> input) {
    int shared = 0;
    while (shared < Math.min(one.end().size(), input.size())
        && one.end().get(shared).equals(input.get(shared))) {
      shared++;
    }
    return shared;
  }

  private static Message user(SplittableRandom random) {
    return Message.text("user", "one two three " + random.nextInt(6));
  }

  private static Message answer(SplittableRandom random) {
    Message plain = Message.text("assistant", "answer " + random.nextInt(4));
    String thought = random.nextBoolean() ? "Hm." : null;
    return new Message("assistant", plain.content(), thought, List.of(), null, null);
  }
}
