// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Position;
import java.time.Instant;

/**
 * A call whose messages are known, as one that others can be compared with. Immutable.
 *
 * @param input where what it saw ends
 * @param end where that ends with the answer
 */
record Call(Span span, Commit commit, Position input, Position end) {

  /** Whether both may have been at work at the same time; so they may if a time is unknown. */
  static boolean overlap(Span one, Span other) {
    return !isBefore(one, other) && !isBefore(other, one);
  }

  /**
   * Whether a call that began later, and shares the list that ends at {@code shared} with this one,
   * may go on from here: not while this one still ran, unless the answer is in what was seen.
   */
  boolean mayLeadTo(Span later, Position shared) {
    Instant end = span.end();
    Instant start = later.start();
    return end == null || start == null || !end.isAfter(start) || shared.length() > input.length();
  }

  private static boolean isBefore(Span one, Span other) {
    Instant end = one.end();
    Instant start = other.start();
    return end != null && start != null && !end.isAfter(start);
  }
}
