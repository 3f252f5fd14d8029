// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Delta;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Likeness;
import dev.steno.model.chain.Position;
import dev.steno.model.chain.Replay;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.model.step.Step.Basis;
import dev.steno.model.step.Step.News;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the model calls of a record as steps. Made and used up by {@link #of}, for one thread. */
public final class Steps {
  private final Replay replay;
  private final Likeness ofMessages;
  private final Likeness ofTools;
  private final Sizes sizes;
  private final Map<@Nullable String, Earlier> byAgent = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Steps(
      List<Turn> turns,
      Function<Hash, @Nullable Message> message,
      Function<Hash, @Nullable JsonValue> tool) {
    this.replay =
        new Replay(turns.stream().flatMap(turn -> turn.commits().values().stream()).toList());
    this.ofMessages = Likeness.ofMessages(message);
    this.ofTools = Likeness.ofTools(tool);
    this.sizes = new Sizes(message, tool);
  }

  /**
   * The steps of a trace, or of a conversation of several.
   *
   * @param turns the traces, earliest first
   * @param message the message of an id; null if it is not known
   * @param tool the tool definition of an id; null if it is not known
   * @return trace by trace, in order of start; one of unknown start last
   */
  public static List<Step> of(
      List<Turn> turns,
      Function<Hash, @Nullable Message> message,
      Function<Hash, @Nullable JsonValue> tool) {
    Steps steps = new Steps(turns, message, tool);
    turns.forEach(steps::tell);
    return List.copyOf(steps.steps);
  }

  private void tell(Turn turn) {
    Lanes lanes = new Lanes(turn.spans());
    Map<Lane, Earlier> told = new LinkedHashMap<>();
    for (Span span : lanes.calls()) {
      Lane lane = lanes.lane(span);
      Earlier earlier = told.computeIfAbsent(lane, first -> new Earlier());
      Optional<Call> call =
          Optional.ofNullable(turn.commits().get(span.spanId()))
              .flatMap(commit -> call(span, commit));
      int number = earlier.size() + 1;
      steps.add(
          call.map(known -> step(lane, number, earlier, known))
              .orElseGet(() -> new Step(span, lane, number, Basis.UNKNOWN, null, null)));
      earlier.add(span, call.orElse(null));
    }
    // Only now: within a trace each agent at work is a lane of its own, even of one name.
    told.forEach(
        (lane, calls) ->
            byAgent.computeIfAbsent(lane.name(), first -> new Earlier()).addAll(calls));
  }

  private Optional<Call> call(Span span, Commit commit) {
    return replay
        .input(commit)
        .map(input -> new Call(span, commit, input, replay.answer(commit).orElse(input)));
  }

  private Step step(Lane lane, int number, Earlier earlier, Call call) {
    boolean first = earlier.isEmpty();
    Optional<Call> reference =
        first
            ? byAgent.getOrDefault(lane.name(), earlier).sharing(call)
            : earlier.sharing(call).or(() -> earlier.only(call.span()));
    if (reference.isPresent()) {
      News news = news(reference.get(), call);
      return new Step(call.span(), lane, number, Basis.COMPARED, call.input(), news);
    }
    return first
        ? new Step(call.span(), lane, number, Basis.FIRST, call.input(), news(null, call))
        : new Step(call.span(), lane, number, Basis.UNDETERMINED, call.input(), null);
  }

  private News news(@Nullable Call reference, Call call) {
    Position end = reference == null ? call.input().at(0) : reference.end();
    Delta messages = Delta.between(end, call.input(), ofMessages);
    return new News(
        reference == null ? null : reference.span(),
        messages,
        delta(reference, call, Commit::system, ofMessages),
        delta(reference, call, Commit::tools, ofTools),
        StepTokens.of(call, messages, reference, sizes));
  }

  private static @Nullable Delta delta(
      @Nullable Call reference,
      Call call,
      Function<Commit, @Nullable List<Hash>> list,
      Likeness likeness) {
    List<Hash> before = reference == null ? List.of() : list.apply(reference.commit());
    List<Hash> after = list.apply(call.commit());
    return before == null || after == null ? null : Delta.between(before, after, likeness);
  }
}
