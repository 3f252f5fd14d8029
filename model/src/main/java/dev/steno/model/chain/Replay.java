// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commits of one trace, ready to be replayed into whole message lists. Immutable.
 *
 * <p>Design note: it works forward from the empty chain and takes a commit when its base has been
 * reached. So neither a missing base nor commits that lead in a circle (the same call made twice
 * names its own head as its base) can hold it up, and each commit is verified once, over what it
 * adds.
 */
public final class Replay {
  private final Map<Hash, Step> steps = new HashMap<>();

  /** How a head is reached: the messages {@code ids} after those of {@code base}. */
  private record Step(Hash base, List<Hash> ids) {}

  /** A replay of these commits, in any order. */
  public Replay(Collection<Commit> commits) {
    Map<Hash, List<Commit>> byBase = new HashMap<>();
    for (Commit commit : commits) {
      if (commit.added() != null) {
        byBase.computeIfAbsent(commit.base(), base -> new ArrayList<>()).add(commit);
      }
    }
    Deque<Hash> reached = new ArrayDeque<>();
    reach(Hash.ZERO, new Step(Hash.ZERO, List.of()), reached);
    while (!reached.isEmpty()) {
      for (Commit commit : byBase.getOrDefault(reached.remove(), List.of())) {
        take(commit, reached);
      }
    }
  }

  /**
   * The ids of the messages that {@code commit}'s model saw after its system messages, oldest
   * first; empty if its base is not among the commits or the recomputed head is not the stored one.
   */
  public Optional<List<Hash>> messages(Commit commit) {
    List<Hash> added = commit.added();
    if (added == null) {
      return Optional.of(List.of());
    }
    if (!steps.containsKey(commit.base()) || !isTrue(commit, added)) {
      return Optional.empty();
    }
    List<List<Hash>> runs = new ArrayList<>(List.of(added));
    for (Hash at = commit.base(); !at.equals(Hash.ZERO); ) {
      Step step = steps.getOrDefault(at, new Step(Hash.ZERO, List.of()));
      runs.add(step.ids());
      at = step.base();
    }
    Collections.reverse(runs);
    List<Hash> all = new ArrayList<>();
    runs.forEach(all::addAll);
    return Optional.of(Collections.unmodifiableList(all));
  }

  private void take(Commit commit, Deque<Hash> reached) {
    List<Hash> added = commit.added();
    if (added == null || !isTrue(commit, added)) {
      return;
    }
    Hash head = commit.headOrZero();
    reach(head, new Step(commit.base(), added), reached);
    if (commit.choices() != null && !commit.choices().isEmpty()) {
      reach(commit.answer(), new Step(head, commit.choices().get(0)), reached);
    }
  }

  private void reach(Hash head, Step step, Deque<Hash> reached) {
    if (steps.putIfAbsent(head, step) == null) {
      reached.add(head);
    }
  }

  private static boolean isTrue(Commit commit, List<Hash> added) {
    return Chain.head(commit.base(), added).equals(commit.head());
  }
}
