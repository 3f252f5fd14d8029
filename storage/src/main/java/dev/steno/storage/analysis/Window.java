// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time. Immutable.
 *
 * @param from the first instant of it
 * @param to the first instant after it; after {@code from}
 */
public record Window(Instant from, Instant to) {

  /** Checks the order. */
  public Window {
    if (!from.isBefore(to)) {
      throw new StorageException(
          StorageException.Kind.INVALID,
          "to: " + to + " (expected: a time after from, which is " + from + ")");
    }
  }

  /**
   * Its parts, as many equally long ones as asked for; the last one is longer by less than a
   * nanosecond for each if it cannot be cut evenly.
   */
  public List<Window> cut(int parts) {
    Duration width = width(parts);
    List<Window> cut = new ArrayList<>();
    Instant begin = from;
    while (begin.isBefore(to) && cut.size() < parts) {
      Instant end = cut.size() + 1 == parts ? to : begin.plus(width);
      cut.add(new Window(begin, end));
      begin = end;
    }
    return cut;
  }

  /** How long each of so many parts is, at least a nanosecond. */
  public Duration width(int parts) {
    Duration width = Duration.between(from, to).dividedBy(parts);
    return width.isZero() ? Duration.ofNanos(1) : width;
  }

  /** Whether a time is within it. */
  public boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
