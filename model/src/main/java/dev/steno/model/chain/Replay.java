// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The commits of one trace, ready to be replayed into whole message lists. For one thread: it
 * remembers what it has resolved.
 */
public final class Replay {
  private final Map<Hash, Commit> byHead = new HashMap<>();
  private final Map<Hash, Commit> byAnswer = new HashMap<>();
  private final Map<Hash, List<Hash>> resolved = new HashMap<>();

  /** A replay of these commits, in any order. */
  public Replay(Collection<Commit> commits) {
    resolved.put(Hash.ZERO, List.of());
    for (Commit commit : commits) {
      if (commit.head() != null) {
        // A commit that needs no other is preferred, so that a base never leads in a circle.
        byHead.merge(commit.head(), commit, Replay::nearer);
        byAnswer.merge(commit.answer(), commit, Replay::nearer);
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
    List<Commit> pending = new ArrayList<>();
    Set<Hash> seen = new HashSet<>();
    Hash at = commit.base();
    while (!resolved.containsKey(at)) {
      Commit next = byHead.getOrDefault(at, byAnswer.get(at));
      if (next == null || !seen.add(at)) {
        return Optional.empty();
      }
      pending.add(next);
      at = next.base();
    }
    Collections.reverse(pending);
    pending.forEach(this::resolve);
    return Optional.ofNullable(resolved.get(commit.base()))
        .map(base -> joined(base, added))
        .filter(ids -> Chain.head(ids).equals(commit.head()));
  }

  private void resolve(Commit commit) {
    List<Hash> base = resolved.get(commit.base());
    if (base == null || commit.added() == null) {
      return;
    }
    List<Hash> messages = joined(base, commit.added());
    resolved.put(commit.headOrZero(), messages);
    if (commit.choices() != null && !commit.choices().isEmpty()) {
      resolved.put(commit.answer(), joined(messages, commit.choices().get(0)));
    }
  }

  private static Commit nearer(Commit one, Commit other) {
    return one.base().equals(Hash.ZERO) ? one : other;
  }

  private static List<Hash> joined(List<Hash> first, List<Hash> second) {
    List<Hash> all = new ArrayList<>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return Collections.unmodifiableList(all);
  }
}
