// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one trace or more, ready to be replayed into whole message lists. Immutable.
 *
 * <p>Design note: it works forward from the empty chain and takes a commit when its base has been
 * reached. So neither a missing base nor commits that lead in a circle (the same call made twice
 * names its own head as its base) can hold it up, and each commit is verified once, over what it
 * adds.
 */
public final class Replay {
  private final Map<Hash, Position> positions = new HashMap<>();

  /** A replay of these commits, in any order. */
  public Replay(Collection<Commit> commits) {
    Map<Hash, List<Commit>> byBase = new HashMap<>();
    for (Commit commit : commits) {
      if (commit.added() != null) {
        byBase.computeIfAbsent(commit.base(), base -> new ArrayList<>()).add(commit);
      }
    }
    positions.put(Hash.ZERO, Position.start());
    Deque<Hash> reached = new ArrayDeque<>(List.of(Hash.ZERO));
    while (!reached.isEmpty()) {
      List<Commit> onThis = byBase.remove(reached.remove());
      if (onThis != null) {
        onThis.forEach(commit -> take(commit, reached));
      }
    }
  }

  /**
   * The ids of the messages that {@code commit}'s model saw after its system messages, oldest
   * first; empty if its base is not among the commits or the recomputed head is not the stored one.
   */
  public Optional<List<Hash>> messages(Commit commit) {
    List<Hash> added = commit.added();
    Position base = positions.get(commit.base());
    if (added == null) {
      return Optional.of(List.of());
    }
    if (base == null || !isTrue(commit, added)) {
      return Optional.empty();
    }
    List<Hash> all = new ArrayList<>(base.after(0));
    all.addAll(added);
    return Optional.of(List.copyOf(all));
  }

  /**
   * Where the messages end that {@code commit}'s model saw after its system messages; empty if they
   * are unknown or {@link #messages} is. Of a commit that was given to this replay.
   */
  public Optional<Position> input(Commit commit) {
    Position base = positions.get(commit.base());
    Position input = commit.head() == null ? null : positions.get(commit.head());
    // Another commit may have led to the head that this one only claims.
    return base != null && input != null && input.after(base.length()).equals(commit.added())
        ? Optional.of(input)
        : Optional.empty();
  }

  /** Where the same ends with choice 0 of the answer. */
  public Optional<Position> answer(Commit commit) {
    return input(commit).map(input -> positions.getOrDefault(commit.answer(), input));
  }

  private void take(Commit commit, Deque<Hash> reached) {
    List<Hash> added = commit.added();
    if (added == null || !append(commit.base(), added, commit.head(), reached)) {
      return;
    }
    if (commit.choices() != null && !commit.choices().isEmpty()) {
      append(commit.headOrZero(), commit.choices().get(0), null, reached);
    }
  }

  /** Says false, and does nothing, if the ids do not lead to {@code claimed}. */
  private boolean append(Hash base, List<Hash> ids, @Nullable Hash claimed, Deque<Hash> reached) {
    List<Hash> heads = Chain.heads(base, ids);
    if (claimed != null && !claimed.equals(heads.get(ids.size()))) {
      return false;
    }
    Position at = positions.getOrDefault(base, Position.start());
    for (int i = 0; i < ids.size(); i++) {
      Position next = positions.get(heads.get(i + 1));
      if (next == null) {
        next = at.then(ids.get(i), heads.get(i + 1));
        positions.put(heads.get(i + 1), next);
        reached.add(heads.get(i + 1));
      }
      at = next;
    }
    return true;
  }

  private static boolean isTrue(Commit commit, List<Hash> added) {
    return Chain.head(commit.base(), added).equals(commit.head());
  }
}
