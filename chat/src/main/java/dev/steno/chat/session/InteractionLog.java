// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.session;

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
public final class InteractionLog {
  private static final int LONGEST_ID = 200;

  private final int most;
  private final Deque<Interaction> order = new ArrayDeque<>();
  private final Map<String, Interaction> byId = new HashMap<>();
  private long evicted;

  /**
   * An empty log.
   *
   * @param most how many it holds
   * @throws IllegalArgumentException if {@code most} is negative
   */
  public InteractionLog(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          "maxTraces: " + most + " (expected: 0 or more; Integer.MAX_VALUE keeps all)");
    }
    this.most = most;
  }

  /**
   * An interaction's id that can be one.
   *
   * @throws IllegalArgumentException if it is blank or longer than 200 characters
   */
  public static String checkedId(String id) {
    return checkedId("traceId", id);
  }

  /**
   * Another id that can be one.
   *
   * @param name what the sentence calls it
   * @throws IllegalArgumentException if it is blank or longer than 200 characters
   */
  public static String checkedId(String name, String id) {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          name + ": \"" + id + "\" (expected: 1 to " + LONGEST_ID + " characters, not all blank)");
    }
    return id;
  }

  /**
   * Checks how many are asked for.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static void checkCount(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("last: " + n + " (expected: 0 or more)");
    }
  }

  /** Adds one that has ended. */
  public synchronized void add(Interaction interaction) {
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

  /** All of them, oldest first. */
  public synchronized List<Interaction> all() {
    return List.copyOf(order);
  }

  /**
   * The one of that id, if it is still here.
   *
   * @throws IllegalArgumentException if the id cannot be one
   */
  public synchronized Optional<Interaction> byId(String id) {
    return Optional.ofNullable(byId.get(checkedId(id)));
  }

  /**
   * The last {@code n}, oldest first.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public synchronized List<Interaction> last(int n) {
    checkCount(n);
    List<Interaction> last = new ArrayList<>(Math.min(n, order.size()));
    Iterator<Interaction> newest = order.descendingIterator();
    while (last.size() < n && newest.hasNext()) {
      last.add(newest.next());
    }
    Collections.reverse(last);
    return last;
  }

  /** All, which are here no longer. */
  public synchronized List<Interaction> drain() {
    List<Interaction> all = List.copyOf(order);
    order.clear();
    byId.clear();
    return all;
  }

  /** How many had to give way. */
  public synchronized long evicted() {
    return evicted;
  }
}
