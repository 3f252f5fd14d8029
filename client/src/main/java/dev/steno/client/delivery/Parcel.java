// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items that are being sent together, and what is left of that work. Thread-safe. */
final class Parcel {
  private final Deque<List<Item>> requests = new ArrayDeque<>();
  private final long oldest;
  private final long charge;
  private List<Segment.Place> places;

  /**
   * @param places where it lies on disk; empty if it does not
   */
  Parcel(List<Item> items, List<Segment.Place> places) {
    for (Signal signal : Signal.values()) {
      List<Item> request = items.stream().filter(item -> item.signal() == signal).toList();
      if (!request.isEmpty()) {
        requests.add(request);
      }
    }
    this.oldest = items.get(0).arrived();
    this.charge = items.stream().mapToLong(Item::charge).sum();
    this.places = places;
  }

  /** The items of the next request; null if nothing is left. */
  synchronized @Nullable List<Item> next() {
    return requests.peekFirst();
  }

  /** The next request needs nothing more. */
  synchronized void settled() {
    requests.removeFirst();
  }

  /** Makes two requests of the next one, which has several items. */
  synchronized void split() {
    List<Item> whole = requests.removeFirst();
    requests.addFirst(whole.subList(whole.size() / 2, whole.size()));
    requests.addFirst(whole.subList(0, whole.size() / 2));
  }

  /** All that is left. */
  synchronized List<Item> rest() {
    List<Item> rest = new ArrayList<>();
    requests.forEach(rest::addAll);
    return rest;
  }

  /** Where it lies on disk. */
  synchronized List<Segment.Place> places() {
    return places;
  }

  /** It was written to disk. */
  synchronized void isAt(List<Segment.Place> written) {
    places = written;
  }

  /** Whether it is only in memory. */
  synchronized boolean isInMemoryOnly() {
    return places.isEmpty() && !requests.isEmpty();
  }

  /** When its oldest item was handed over; only if it came from memory. */
  long oldest() {
    return oldest;
  }

  /** How much of the queue's bytes it takes. */
  long charge() {
    return charge;
  }
}
