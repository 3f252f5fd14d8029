// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before each further attempt: twice as long each time, half of it by chance, so
 * that many clients do not come back together. For one thread.
 */
final class Backoff {
  private final long first;
  private final long longest;
  private final RandomGenerator random;
  private long next;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first.toNanos();
    this.longest = longest.toNanos();
    this.random = random;
    this.next = this.first;
  }

  /** The next wait in nanoseconds, at least what the server asked for. */
  long next(@Nullable Duration retryAfter) {
    long wait = next / 2 + (long) (next / 2 * random.nextDouble());
    next = Math.min(longest, next * 2);
    return retryAfter == null ? wait : Math.max(wait, retryAfter.toNanos());
  }

  /** An attempt succeeded: the next failure is a first one. */
  void reset() {
    next = first;
  }
}
