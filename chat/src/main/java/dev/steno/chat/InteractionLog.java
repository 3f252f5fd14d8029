// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.model.interaction.Interaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interactions that ended last, by the order of their ends and by id. When it is full the
 * oldest gives way, and is counted. Thread-safe.
 */
final class InteractionLog {
  private static final int LONGEST_ID = 200;

  private final int most;
  private final Deque<Interaction> order = new ArrayDeque<>();
  private final Map<String, Interaction> byId = new HashMap<>();
  private long evicted;

  /**
   * A log.
   *
   * @throws IllegalArgumentException if {@code most} is negative
   */
  InteractionLog(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          "maxTraces: " + most + " (expected: 0 or more; Integer.MAX_VALUE keeps all)");
    }
    this.most = most;
  }

  static String checkedId(String id) {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "traceId: \"" + id + "\" (expected: 1 to " + LONGEST_ID + " characters, not all blank)");
    }
    return id;
  }

  synchronized void add(Interaction interaction) {
    if (most == 0) {
      evicted++;
      return;
    }
    if (order.size() == most) {
      Interaction oldest = order.removeFirst();
      byId.remove(oldest.traceId(), oldest);
      evicted++;
    }
    order.addLast(interaction);
    byId.put(interaction.traceId(), interaction);
  }

  synchronized List<Interaction> all() {
    return List.copyOf(order);
  }

  synchronized Optional<Interaction> byId(String id) {
    return Optional.ofNullable(byId.get(checkedId(id)));
  }

  /** The last {@code n}, oldest first. */
  synchronized List<Interaction> last(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("last: " + n + " (expected: 0 or more)");
    }
    List<Interaction> last = new ArrayList<>(Math.min(n, order.size()));
    Iterator<Interaction> newest = order.descendingIterator();
    while (last.size() < n && newest.hasNext()) {
      last.add(newest.next());
    }
    Collections.reverse(last);
    return last;
  }

  /** All, which are here no longer. */
  synchronized List<Interaction> drain() {
    List<Interaction> all = List.copyOf(order);
    order.clear();
    byId.clear();
    return all;
  }

  synchronized long evicted() {
    return evicted;
  }
}
