// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** OTLP's times: nanoseconds since 1970, where 0 is unknown. Stateless. */
public final class Nanos {
  private static final long SECOND = 1_000_000_000;

  private Nanos() {}

  /** Null if the time is unknown, or after April 2262, where signed nanoseconds end. */
  public static @Nullable Instant instant(long nanos) {
    return nanos <= 0 ? null : Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }

  static Instant orEpoch(long nanos) {
    Instant instant = instant(nanos);
    return instant == null ? Instant.EPOCH : instant;
  }
}
