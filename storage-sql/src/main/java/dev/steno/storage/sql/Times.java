// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as the store keeps them: nanoseconds since 1970 in 64 bits, 1677 to 2262. Stateless. */
public final class Times {
  private static final long SECOND = 1_000_000_000L;

  private Times() {}

  /** Nanoseconds since 1970; the nearest that 64 bits hold. */
  public static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), SECOND), (long) time.getNano());
    } catch (ArithmeticException outOfRange) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The instant so many nanoseconds after 1970. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  static @Nullable Long nanosOrNull(@Nullable Instant time) {
    return time == null ? null : nanos(time);
  }

  static @Nullable Instant instantOrNull(@Nullable Long nanos) {
    return nanos == null ? null : instant(nanos);
  }
}
