// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue without a lock. Thread-safe for many that offer and one that polls.
 *
 * <p>Design note: ended spans come from all threads of an application, and a lock there would make
 * them wait for each other, or for the thread that empties the queue.
 */
final class Ring<T> {
  private final AtomicReferenceArray<@Nullable T> slots;
  private final AtomicLong tail = new AtomicLong();
  private volatile long head;

  /**
   * @param capacity a power of two
   */
  Ring(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  /** Adds an element and returns how many were added up to and with it; -1 if there is no room. */
  long offer(T element) {
    long position = tail.get();
    while (true) {
      if (position - head >= slots.length()) {
        return -1;
      }
      if (tail.compareAndSet(position, position + 1)) {
        slots.setRelease(slot(position), element);
        return position + 1;
      }
      position = tail.get();
    }
  }

  /** Takes the oldest element; null if there is none, or if it is still being put in its place. */
  @Nullable T poll() {
    int slot = slot(head);
    T element = slots.getAcquire(slot);
    if (element != null) {
      slots.setPlain(slot, null);
      head = head + 1;
    }
    return element;
  }

  /** How many were ever added. */
  long added() {
    return tail.get();
  }

  boolean isEmpty() {
    return tail.get() == head;
  }

  int size() {
    return (int) (tail.get() - head);
  }

  private int slot(long position) {
    return (int) position & slots.length() - 1;
  }
}
