// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.HttpStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of requests the server holds in memory at once. Thread-safe. Whoever asks for more
 * than is left is refused at once and never waits.
 */
public final class Budget {
  private final long total;
  private final AtomicLong used = new AtomicLong();

  /** A budget of {@code total} bytes. */
  public Budget(long total) {
    this.total = total;
  }

  /** Takes {@code bytes}; false, and nothing is taken, if so many are not left. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= total) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** What to answer when nothing is left. */
  public static Refusal exhausted() {
    return Refusal.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "The server holds as many requests in memory as it may: send again later.")
        .retryAfter(Duration.ofSeconds(1));
  }

  /** Gives back what was taken. */
  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  /** The bytes taken and not given back. */
  public long used() {
    return used.get();
  }
}
