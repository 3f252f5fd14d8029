// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Position;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A trace or a conversation as one side of a {@link Diff}. For one thread. */
public final class Side {
  private final Function<Hash, @Nullable Message> message;
  private final List<Strand> strands = new ArrayList<>();
  private final Map<Span, Step> steps = new IdentityHashMap<>();
  private final Map<Span, Integer> order = new IdentityHashMap<>();
  private final Map<Span, Commit> commits = new IdentityHashMap<>();
  private final Map<Hash, Hash> nameless = new HashMap<>();
  private final Map<Position, Hash> heads = new HashMap<>();

  /** The spans of a lane in order of start, an agent's own being in the lane that it works for. */
  record Strand(int turn, Lane lane, List<Span> spans) {}

  /**
   * A side.
   *
   * @param turns the traces, earliest first
   * @param message the message of an id; null if it is not known
   * @param tool the tool definition of an id; null if it is not known
   */
  public Side(
      List<Turn> turns,
      Function<Hash, @Nullable Message> message,
      Function<Hash, @Nullable JsonValue> tool) {
    this.message = message;
    Steps.of(turns, message, tool).forEach(step -> steps.put(step.span(), step));
    for (int turn = 0; turn < turns.size(); turn++) {
      add(turn, turns.get(turn));
    }
  }

  private void add(int number, Turn turn) {
    Lanes ofTurn = new Lanes(turn.spans());
    Map<Lane, Strand> lanes = new HashMap<>();
    Map<SpanId, Integer> places = new HashMap<>();
    for (Span span : turn.spans().stream().sorted(Lanes.BY_START).toList()) {
      places.put(span.spanId(), places.size());
      order.put(span, order.size());
      lanes
          .computeIfAbsent(ofTurn.laneOf(span), lane -> new Strand(number, lane, new ArrayList<>()))
          .spans()
          .add(span);
      Commit commit = turn.commits().get(span.spanId());
      commits.put(span, commit == null ? Commit.EMPTY : commit);
    }
    // An agent's first call may begin with it: only the agents' own order is the same in each run.
    lanes.values().stream()
        .sorted(Comparator.comparing(one -> place(one, places)))
        .forEach(strands::add);
  }

  private static int place(Strand strand, Map<SpanId, Integer> places) {
    SpanId agent = strand.lane().agent();
    return agent == null ? -1 : places.getOrDefault(agent, 0);
  }

  List<Strand> strands() {
    return strands;
  }

  Diff.Entry entry(Span span) {
    return new Diff.Entry(span, steps.get(span));
  }

  int order(Span span) {
    return order.getOrDefault(span, Integer.MAX_VALUE);
  }

  Commit commit(Diff.Entry entry) {
    return commits.getOrDefault(entry.span(), Commit.EMPTY);
  }

  /** The ids of messages as they are without the ids of tool calls. */
  List<Hash> nameless(@Nullable List<Hash> ids) {
    return ids == null ? List.of() : ids.stream().map(this::nameless).toList();
  }

  /** The head of the list that ends there, so seen. */
  Hash head(Position end) {
    Deque<Position> open = new ArrayDeque<>();
    Position at = end;
    while (at.length() > 0 && !heads.containsKey(at)) {
      open.push(at);
      at = at.before();
    }
    Hash head = heads.getOrDefault(at, Hash.ZERO);
    for (Position next : open) {
      head = Chain.next(head, nameless(next.id()));
      heads.put(next, head);
    }
    return head;
  }

  private Hash nameless(Hash id) {
    Hash known = nameless.get(id);
    if (known == null) {
      Message said = message.apply(id);
      known = said == null ? id : withoutIds(id, said);
      nameless.put(id, known);
    }
    return known;
  }

  private static Hash withoutIds(Hash id, Message said) {
    if (said.toolCallId() == null && said.toolCalls().isEmpty()) {
      return id;
    }
    List<ToolCall> calls =
        said.toolCalls().stream()
            .map(call -> new ToolCall(null, call.type(), call.name(), call.arguments()))
            .toList();
    return Chain.id(
        new Message(
            said.role(), said.content(), said.reasoningContent(), calls, null, said.name()));
  }
}
