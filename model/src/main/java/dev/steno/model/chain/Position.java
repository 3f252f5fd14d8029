// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a message list ends among all lists of a {@link Replay}. Immutable, and the same object for
 * the same list: so two lists share exactly the positions that lead to both, and telling how far
 * they agree costs no more than their difference is long.
 */
public final class Position {
  private final @Nullable Position before;
  private final Hash id;
  private final Hash head;
  private final int length;

  private Position(@Nullable Position before, Hash id, Hash head) {
    this.before = before;
    this.id = id;
    this.head = head;
    this.length = before == null ? 0 : before.length + 1;
  }

  /** Where the empty list ends. */
  static Position start() {
    return new Position(null, Hash.ZERO, Hash.ZERO);
  }

  /** Where this list ends after one more message; the caller sees to it that there is but one. */
  Position then(Hash message, Hash toHead) {
    return new Position(this, message, toHead);
  }

  /** The head of the list. */
  public Hash head() {
    return head;
  }

  /** How many messages the list has. */
  public int length() {
    return length;
  }

  /** The id of the last message; {@link Hash#ZERO} for the empty list. */
  public Hash id() {
    return id;
  }

  /** Where the list without its last message ends; the empty list's is its own. */
  public Position before() {
    return before == null ? this : before;
  }

  /** Where the first {@code messages} messages of the list end. */
  public Position at(int messages) {
    Position at = this;
    while (at.length > messages) {
      at = at.before();
    }
    return at;
  }

  /** Whether the list begins with all of {@code other}'s. */
  public boolean beginsWith(Position other) {
    return at(other.length) == other;
  }

  /** Where the longest common beginning of this list and {@code other}'s ends. */
  public Position shared(Position other) {
    Position one = at(other.length);
    Position two = other.at(length);
    while (one != two) {
      one = one.before();
      two = two.before();
    }
    return one;
  }

  /** The ids of the messages after the first {@code messages}, oldest first. */
  public List<Hash> after(int messages) {
    Hash[] ids = new Hash[Math.max(0, length - messages)];
    Position at = this;
    for (int i = ids.length - 1; i >= 0; i--) {
      ids[i] = at.id;
      at = at.before();
    }
    return List.copyOf(Arrays.asList(ids));
  }
}
