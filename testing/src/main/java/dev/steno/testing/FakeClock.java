// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told otherwise. Always in UTC. Thread-safe. */
public final class FakeClock extends Clock {
  private Instant now;

  private FakeClock(Instant now) {
    this.now = now;
  }

  /** A clock that stands at {@code now}. */
  public static FakeClock at(Instant now) {
    return new FakeClock(now);
  }

  /** A clock that stands at this time, such as {@code 2026-03-04T05:06:07Z}. */
  public static FakeClock at(String now) {
    return at(Instant.parse(now));
  }

  /** Moves the clock, back if {@code by} is negative, and returns the new time. */
  public synchronized Instant advance(Duration by) {
    now = now.plus(by);
    return now;
  }

  /** Sets the clock. */
  public synchronized void set(Instant time) {
    now = time;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /**
   * Refuses any zone but UTC: two clocks that must move together would be needed.
   *
   * @throws UnsupportedOperationException if the zone is not UTC
   */
  @Override
  public Clock withZone(ZoneId zone) {
    if (!zone.equals(ZoneOffset.UTC)) {
      throw new UnsupportedOperationException("zone: " + zone + " (expected: Z, a FakeClock's)");
    }
    return this;
  }
}
