// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failed logins by address: after {@value #MAX_FAILURES} within a minute the next is not even
 * looked at until the minute is over. Thread-safe; remembers {@value #MAX_ADDRESSES} addresses.
 */
final class Attempts {
  static final int MAX_FAILURES = 10;
  static final int MAX_ADDRESSES = 10_000;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final Map<String, Failures> byAddress = new LinkedHashMap<>();
  private final Clock clock;

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** How long the address must wait; zero if it need not. */
  synchronized Duration wait(String address) {
    Failures failures = current(address);
    return failures == null || failures.count() < MAX_FAILURES
        ? Duration.ZERO
        : Duration.between(clock.instant(), failures.since().plus(WINDOW));
  }

  synchronized void failed(String address) {
    Failures failures = current(address);
    if (failures == null && byAddress.size() >= MAX_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    byAddress.put(
        address,
        failures == null
            ? new Failures(clock.instant(), 1)
            : new Failures(failures.since(), failures.count() + 1));
  }

  synchronized void succeeded(String address) {
    byAddress.remove(address);
  }

  private @Nullable Failures current(String address) {
    Failures failures = byAddress.get(address);
    if (failures != null && !failures.since().plus(WINDOW).isAfter(clock.instant())) {
      byAddress.remove(address);
      return null;
    }
    return failures;
  }

  private record Failures(Instant since, int count) {}
}
