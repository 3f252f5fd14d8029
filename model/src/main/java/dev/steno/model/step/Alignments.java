// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Matching;
import dev.steno.model.chain.Position;
import dev.steno.model.step.Diff.Divergence;
import dev.steno.model.step.Diff.Entry;
import dev.steno.model.step.Diff.Part;
import dev.steno.model.step.Diff.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Aligns two sides. For one thread. */
final class Alignments {
  /** Where more than this finds no counterpart by its name, it is paired in order. */
  private static final int MOST = 1000;

  private final Side a;
  private final Side b;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Row first;
  private int firstAt = Integer.MAX_VALUE;

  private record Key(@Nullable SpanType type, @Nullable String name, @Nullable String model) {
    static Key of(Span span) {
      return new Key(span.type(), span.name(), Alignments.model(span));
    }
  }

  Alignments(Side a, Side b) {
    this.a = a;
    this.b = b;
  }

  Diff diff() {
    align(
        a.strands(),
        b.strands(),
        List.of(
            strand -> List.of(strand.turn(), String.valueOf(strand.lane().name())),
            strand -> List.of(strand.turn(), strand.lane().agent() == null)),
        (one, other) ->
            spans(
                one != null ? one.lane() : Objects.requireNonNull(other).lane(),
                one == null ? List.of() : one.spans(),
                other == null ? List.of() : other.spans()));
    return new Diff(rows, first == null ? null : divergence(first));
  }

  private void spans(Lane lane, List<Span> ofA, List<Span> ofB) {
    int[] at = {ofA.isEmpty() ? Integer.MAX_VALUE - 2 : -1};
    align(
        ofA,
        ofB,
        List.of(Key::of, span -> String.valueOf(span.type())),
        (one, other) -> {
          at[0] = one == null ? at[0] : a.order(one);
          Entry left = one == null ? null : a.entry(one);
          Entry right = other == null ? null : b.entry(other);
          Row row = new Row(lane, left, right, differs(left, right));
          rows.add(row);
          note(row, at[0]);
        });
  }

  /** Keeps the earliest difference; what only echoes others counts where there are none. */
  private void note(Row row, int place) {
    int rank = isEcho(row) ? Integer.MAX_VALUE - 1 : place;
    if (!row.differs().isEmpty() && rank < firstAt) {
      first = row;
      firstAt = rank;
    }
  }

  /** What goes into an agent and comes out of it is what its calls saw and said. */
  private static boolean isEcho(Row row) {
    Entry entry = row.a() != null ? row.a() : row.b();
    return entry != null
        && entry.step() == null
        && (entry.span().type() == SpanType.AGENT || entry.span().type() == SpanType.WORKFLOW)
        && EnumSet.of(Part.INPUT, Part.OUTPUT).containsAll(row.differs());
  }

  /** Takes a pair, or one that nothing belongs to. */
  private interface Taker<T> {
    void take(@Nullable T one, @Nullable T other);
  }

  /** Pairs by the first key; what is left between pairs by the next; the rest goes alone. */
  private static <T> void align(
      List<T> one, List<T> other, List<Function<T, Object>> keys, Taker<T> taker) {
    List<int[]> pairs = keys.isEmpty() ? List.of() : pairs(one, other, keys.get(0));
    List<Function<T, Object>> next = keys.isEmpty() ? keys : keys.subList(1, keys.size());
    int i = 0;
    int j = 0;
    for (int[] pair : pairs) {
      between(one.subList(i, pair[0]), other.subList(j, pair[1]), next, taker);
      taker.take(one.get(pair[0]), other.get(pair[1]));
      i = pair[0] + 1;
      j = pair[1] + 1;
    }
    between(one.subList(i, one.size()), other.subList(j, other.size()), next, taker);
  }

  private static <T> void between(
      List<T> one, List<T> other, List<Function<T, Object>> keys, Taker<T> taker) {
    if (!keys.isEmpty() && !one.isEmpty() && !other.isEmpty()) {
      align(one, other, keys, taker);
    } else {
      one.forEach(alone -> taker.take(alone, null));
      other.forEach(alone -> taker.take(null, alone));
    }
  }

  private static <T> List<int[]> pairs(List<T> one, List<T> other, Function<T, Object> key) {
    Optional<List<int[]>> pairs =
        Matching.of(one.stream().map(key).toList(), other.stream().map(key).toList(), MOST);
    return pairs.orElseGet(List::of);
  }

  private Set<Part> differs(@Nullable Entry left, @Nullable Entry right) {
    if (left == null || right == null) {
      return EnumSet.of(Part.MISSING);
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    Span one = left.span();
    Span other = right.span();
    add(parts, Part.NAME, Objects.equals(one.name(), other.name()));
    add(parts, Part.MODEL, Objects.equals(model(one), model(other)));
    add(parts, Part.INPUT, Objects.equals(one.input(), other.input()));
    add(parts, Part.OUTPUT, Objects.equals(one.output(), other.output()));
    add(parts, Part.STATUS, isError(one) == isError(other));
    if (left.step() != null && right.step() != null) {
      Commit ofA = a.commit(left);
      Commit ofB = b.commit(right);
      add(parts, Part.SYSTEM, a.nameless(ofA.system()).equals(b.nameless(ofB.system())));
      add(parts, Part.TOOLS, Objects.equals(ofA.tools(), ofB.tools()));
      add(parts, Part.MESSAGES, head(a, left).equals(head(b, right)));
      add(parts, Part.ANSWER, answers(a, ofA).equals(answers(b, ofB)));
    }
    return parts;
  }

  private static void add(Set<Part> parts, Part part, boolean same) {
    if (!same) {
      parts.add(part);
    }
  }

  private static Optional<Hash> head(Side side, Entry entry) {
    Position seen = entry.step() == null ? null : entry.step().seen();
    return Optional.ofNullable(seen).map(side::head);
  }

  private static List<List<Hash>> answers(Side side, Commit commit) {
    List<List<Hash>> choices = commit.choices();
    return choices == null ? List.of() : choices.stream().map(side::nameless).toList();
  }

  private static boolean isError(Span span) {
    return span.status() == SpanStatus.ERROR;
  }

  private static @Nullable String model(Span span) {
    return span.generation() == null ? null : span.generation().model();
  }

  private Divergence divergence(Row row) {
    Part part = row.differs().iterator().next();
    for (Part said : List.of(Part.SYSTEM, Part.MESSAGES, Part.TOOLS, Part.ANSWER)) {
      if (row.a() != null && row.b() != null && row.differs().contains(said)) {
        return divergence(row, said, ids(a, row.a(), said), ids(b, row.b(), said));
      }
    }
    return new Divergence(row, part, -1, null, null);
  }

  private Divergence divergence(Row row, Part part, List<Hash> ofA, List<Hash> ofB) {
    List<Hash> one = part == Part.TOOLS ? ofA : a.nameless(ofA);
    List<Hash> other = part == Part.TOOLS ? ofB : b.nameless(ofB);
    int index = 0;
    while (index < Math.min(one.size(), other.size()) && one.get(index).equals(other.get(index))) {
      index++;
    }
    return new Divergence(row, part, index, at(ofA, index), at(ofB, index));
  }

  private static @Nullable Hash at(List<Hash> ids, int index) {
    return index < ids.size() ? ids.get(index) : null;
  }

  private static List<Hash> ids(Side side, Entry entry, Part part) {
    Commit commit = side.commit(entry);
    Position seen = entry.step() == null ? null : entry.step().seen();
    List<Hash> ids =
        switch (part) {
          case SYSTEM -> commit.system();
          case TOOLS -> commit.tools();
          case MESSAGES -> seen == null ? List.of() : seen.after(0);
          default ->
              commit.choices() == null
                  ? List.of()
                  : commit.choices().stream().flatMap(List::stream).toList();
        };
    return ids == null ? List.of() : ids;
  }
}
