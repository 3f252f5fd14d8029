// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import java.util.Arrays;

/** Durations, each kept, so that percentiles are exact. Thread-safe. */
public final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  /** Adds one. */
  public synchronized void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  /** How many there are. */
  public synchronized int count() {
    return count;
  }

  /**
   * The smallest duration that a share of all does not exceed, in milliseconds; NaN of none.
   *
   * @param share from 0 to 1, such as 0.99
   */
  public synchronized double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
  }
}
