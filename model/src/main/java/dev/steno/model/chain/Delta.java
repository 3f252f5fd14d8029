// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one message list to another, such as from what one step ended with to what the
 * next step saw. Immutable.
 *
 * @param changes every message of both lists once, or once for two that belong together, in the
 *     order of the lists; where messages were exchanged, those that are gone come first
 * @param compacted whether {@value #COMPACTED} messages or more gave way to a single new one
 * @param replaced whether so much lay between the common beginning and the common end that it was
 *     not compared: all of it is then gone on one side and new on the other
 */
public record Delta(List<Change> changes, boolean compacted, boolean replaced) {

  /** So many messages that give way to one are a compaction. */
  public static final int COMPACTED = 3;

  /** More messages than this on either side, between the common ends, are not compared. */
  public static final int MAX_COMPARED = 400;

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
   * One message, or two that belong together.
   *
   * @param before its id in the first list; null if it is new
   * @param after its id in the second list; null if it is gone
   */
  public record Change(Kind kind, @Nullable Hash before, @Nullable Hash after) {}

  /** Copies the list. */
  public Delta {
    changes = List.copyOf(changes);
  }

  /**
   * Compares two lists.
   *
   * @param before the ids of the first list
   * @param after the ids of the second list
   * @param message the message of an id; null if it is not known, and then only ids are compared
   */
  public static Delta between(
      List<Hash> before, List<Hash> after, Function<Hash, @Nullable Message> message) {
    return new Comparison(before, after, new Likeness(message)).run();
  }

  /** How many changes are of this kind. */
  public int count(Kind kind) {
    return (int) changes.stream().filter(change -> change.kind() == kind).count();
  }

  /** How many messages count as unchanged, those that only lost their reasoning included. */
  public int unchanged() {
    return count(Kind.UNCHANGED) + count(Kind.REASONING_LEFT);
  }

  /** The ids of the messages of this kind, as the second list has them, else the first. */
  public List<Hash> ids(Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .flatMap(change -> Stream.of(change.after() != null ? change.after() : change.before()))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
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

    Delta run() {
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
      List<Hash> gone = before.subList(prefix, before.size() - suffix);
      List<Hash> added = after.subList(prefix, after.size() - suffix);
      boolean replaced = gone.size() > MAX_COMPARED || added.size() > MAX_COMPARED;
      same(before.subList(0, prefix), after.subList(0, prefix));
      // A list of nothing but new messages needs no comparison, however long it is.
      boolean both = !gone.isEmpty() && !added.isEmpty();
      if (both && !replaced) {
        middle(gone, added);
      } else {
        gone.forEach(id -> changes.add(new Change(Kind.GONE, id, null)));
        added.forEach(id -> changes.add(new Change(Kind.NEW, null, id)));
      }
      same(
          before.subList(before.size() - suffix, before.size()),
          after.subList(after.size() - suffix, after.size()));
      return new Delta(changes, compacted, both && replaced);
    }

    private void same(List<Hash> ofBefore, List<Hash> ofAfter) {
      for (int i = 0; i < ofBefore.size(); i++) {
        Hash one = ofBefore.get(i);
        Hash other = ofAfter.get(i);
        Kind kind = one.equals(other) ? Kind.UNCHANGED : Kind.REASONING_LEFT;
        changes.add(new Change(kind, one, other));
      }
    }

    private void middle(List<Hash> gone, List<Hash> added) {
      int g = 0;
      int a = 0;
      for (int[] pair : Alignment.of(gone, added, likeness::same)) {
        exchange(gone.subList(g, pair[0]), added.subList(a, pair[1]));
        same(List.of(gone.get(pair[0])), List.of(added.get(pair[1])));
        g = pair[0] + 1;
        a = pair[1] + 1;
      }
      exchange(gone.subList(g, gone.size()), added.subList(a, added.size()));
    }

    /** Messages that gave way to others at one place. */
    private void exchange(List<Hash> gone, List<Hash> added) {
      boolean summary = gone.size() >= COMPACTED && added.size() == 1;
      compacted |= summary;
      List<int[]> edits =
          summary || (long) gone.size() * added.size() > MAX_COMPARED
              ? List.of()
              : Alignment.of(gone, added, likeness::edited);
      int g = 0;
      int a = 0;
      for (int[] pair : edits) {
        goneAndNew(gone.subList(g, pair[0]), added.subList(a, pair[1]));
        changes.add(new Change(Kind.EDITED, gone.get(pair[0]), added.get(pair[1])));
        g = pair[0] + 1;
        a = pair[1] + 1;
      }
      goneAndNew(gone.subList(g, gone.size()), added.subList(a, added.size()));
    }

    private void goneAndNew(List<Hash> gone, List<Hash> added) {
      gone.forEach(id -> changes.add(new Change(Kind.GONE, id, null)));
      added.forEach(id -> changes.add(new Change(Kind.NEW, null, id)));
    }
  }
}
