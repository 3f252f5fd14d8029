// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What changed from one message list to another, such as from what one step ended with to what the
 * next step saw. Immutable.
 *
 * @param common how many messages both lists begin with, by id: they are not told one by one
 * @param changes what became of the others: every message of both lists once, in the order of the
 *     lists; where messages were exchanged, those that are gone come first; what follows each other
 *     and stands alike is one change
 * @param compacted whether {@value #COMPACTED} messages or more gave way to a single new one
 * @param replaced whether more than {@value #MAX_DIFFERENT} messages differ, so that what lies
 *     between the common beginning and the common end is told as gone and new as a whole
 */
public record Delta(int common, List<Change> changes, boolean compacted, boolean replaced) {

  /** So many messages that give way to one are a compaction. */
  public static final int COMPACTED = 3;

  /** Where more messages than this of either list find no counterpart, none is sought. */
  public static final int MAX_DIFFERENT = 400;

  /** How a message stands. */
  public enum Kind {
    /** In both lists. */
    UNCHANGED,
    /** An answer that came back without its reasoning: counts as unchanged. */
    REASONING_LEFT,
    /** Only in the second list. */
    NEW,
    /** Only in the first list. */
    GONE,
    /** In both lists by role and by more than 60 % of its words. */
    EDITED
  }

  /**
   * Messages that stand alike and follow each other.
   *
   * @param before their ids in the first list; empty if they are new
   * @param after their ids in the second list; empty if they are gone, else as many as before
   */
  public record Change(Kind kind, List<Hash> before, List<Hash> after) {

    /** Copies the lists. */
    public Change {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /** How many messages there are, two that belong together counted as one. */
    public int size() {
      return Math.max(before.size(), after.size());
    }
  }

  /** Copies the list. */
  public Delta {
    changes = List.copyOf(changes);
  }

  /**
   * Compares two lists.
   *
   * @param before the ids of the first list
   * @param after the ids of the second list
   */
  public static Delta between(List<Hash> before, List<Hash> after, Likeness likeness) {
    int common = 0;
    int shorter = Math.min(before.size(), after.size());
    while (common < shorter && before.get(common).equals(after.get(common))) {
      common++;
    }
    List<Hash> gone = before.subList(common, before.size());
    List<Hash> added = after.subList(common, after.size());
    return new Comparison(gone, added, likeness).run(common);
  }

  /** Compares the lists that end at two positions of one replay. */
  public static Delta between(Position before, Position after, Likeness likeness) {
    int common = before.shared(after).length();
    return new Comparison(before.after(common), after.after(common), likeness).run(common);
  }

  /** How many messages are of this kind, those of the common beginning left out. */
  public int count(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).mapToInt(Change::size).sum();
  }

  /** How many messages count as unchanged, those that only lost their reasoning included. */
  public int unchanged() {
    return common + count(Kind.UNCHANGED) + count(Kind.REASONING_LEFT);
  }

  /** Whether the lists are the same. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The ids of the changes of this kind, as the second list has them, else the first. */
  public List<Hash> ids(Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .flatMap(change -> (kind == Kind.GONE ? change.before() : change.after()).stream())
        .toList();
  }

  /** One comparison: the common beginning, the middle, the common end. */
  private static final class Comparison {
    private final List<Hash> before;
    private final List<Hash> after;
    private final Likeness likeness;
    private final List<Change> changes = new ArrayList<>();
    private boolean compacted;

    Comparison(List<Hash> before, List<Hash> after, Likeness likeness) {
      this.before = before;
      this.after = after;
      this.likeness = likeness;
    }

    Delta run(int common) {
      int prefix = 0;
      int shorter = Math.min(before.size(), after.size());
      while (prefix < shorter && likeness.same(before.get(prefix), after.get(prefix))) {
        prefix++;
      }
      int suffix = 0;
      while (suffix < shorter - prefix
          && likeness.same(
              before.get(before.size() - 1 - suffix), after.get(after.size() - 1 - suffix))) {
        suffix++;
      }
      same(before.subList(0, prefix), after.subList(0, prefix));
      boolean compared =
          middle(
              before.subList(prefix, before.size() - suffix),
              after.subList(prefix, after.size() - suffix));
      same(
          before.subList(before.size() - suffix, before.size()),
          after.subList(after.size() - suffix, after.size()));
      return new Delta(common, changes, compacted, !compared);
    }

    private void same(List<Hash> ofBefore, List<Hash> ofAfter) {
      int from = 0;
      for (int i = 1; i <= ofBefore.size(); i++) {
        Kind kind = sameness(ofBefore, ofAfter, from);
        if (i == ofBefore.size() || sameness(ofBefore, ofAfter, i) != kind) {
          add(kind, ofBefore.subList(from, i), ofAfter.subList(from, i));
          from = i;
        }
      }
    }

    private static Kind sameness(List<Hash> before, List<Hash> after, int i) {
      return before.get(i).equals(after.get(i)) ? Kind.UNCHANGED : Kind.REASONING_LEFT;
    }

    private boolean middle(List<Hash> gone, List<Hash> added) {
      // A list of nothing but new messages needs no comparison, however long it is.
      Optional<List<int[]>> pairs =
          gone.isEmpty() || added.isEmpty()
              ? Optional.of(List.of())
              : Matching.of(gone, added, likeness, MAX_DIFFERENT);
      if (pairs.isEmpty()) {
        goneAndNew(gone, added);
        return false;
      }
      int g = 0;
      int a = 0;
      int run = 0;
      for (int[] pair : pairs.get()) {
        if (pair[0] != g + run || pair[1] != a + run) {
          same(gone.subList(g, g + run), added.subList(a, a + run));
          exchange(gone.subList(g + run, pair[0]), added.subList(a + run, pair[1]));
          g = pair[0];
          a = pair[1];
          run = 0;
        }
        run++;
      }
      same(gone.subList(g, g + run), added.subList(a, a + run));
      g += run;
      a += run;
      exchange(gone.subList(g, gone.size()), added.subList(a, added.size()));
      return true;
    }

    /** Messages that gave way to others at one place. */
    private void exchange(List<Hash> gone, List<Hash> added) {
      boolean summary = gone.size() >= COMPACTED && added.size() == 1;
      compacted |= summary;
      List<int[]> edits =
          summary || (long) gone.size() * added.size() > MAX_DIFFERENT
              ? List.of()
              : Alignment.of(gone, added, likeness::edited);
      int g = 0;
      int a = 0;
      for (int[] pair : edits) {
        goneAndNew(gone.subList(g, pair[0]), added.subList(a, pair[1]));
        g = pair[0] + 1;
        a = pair[1] + 1;
        add(Kind.EDITED, gone.subList(g - 1, g), added.subList(a - 1, a));
      }
      goneAndNew(gone.subList(g, gone.size()), added.subList(a, added.size()));
    }

    private void goneAndNew(List<Hash> gone, List<Hash> added) {
      add(Kind.GONE, gone, List.of());
      add(Kind.NEW, List.of(), added);
    }

    private void add(Kind kind, List<Hash> ofBefore, List<Hash> ofAfter) {
      if (ofBefore.isEmpty() && ofAfter.isEmpty()) {
        return;
      }
      int last = changes.size() - 1;
      if (last < 0 || changes.get(last).kind() != kind) {
        changes.add(new Change(kind, ofBefore, ofAfter));
      } else {
        Change before = changes.get(last);
        changes.set(
            last, new Change(kind, joined(before.before, ofBefore), joined(before.after, ofAfter)));
      }
    }

    private static List<Hash> joined(List<Hash> one, List<Hash> other) {
      return Stream.concat(one.stream(), other.stream()).toList();
    }
  }
}
