// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.storage.StorageException;
import java.time.Instant;

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

  /** Whether a time is within it. */
  public boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
