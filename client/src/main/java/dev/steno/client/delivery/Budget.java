// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that items may take in memory. Thread-safe. */
final class Budget {
  private final AtomicLong taken = new AtomicLong();
  private final long most;

  Budget(long most) {
    this.most = most;
  }

  /** Takes bytes; false, and takes nothing, if there are not as many. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) > most) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Gives back what was taken, or takes more without asking if {@code bytes} is negative. */
  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  long most() {
    return most;
  }
}
