// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import java.util.Locale;

/**
 * How a span stands. The wire form is the name in lower case. OpenTelemetry knows {@link #UNSET},
 * {@link #OK} and {@link #ERROR}; the other two are those of a span without an end.
 */
public enum SpanStatus {
  /** Ended, and nobody said how. */
  UNSET,
  /** Ended well. */
  OK,
  /** Begun, and too long ago to be still at work. */
  UNFINISHED,
  /** Failed. */
  ERROR,
  /** Begun and not ended yet. */
  RUNNING;

  /** The name in lower case. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a whole of which this and {@code other} are parts: the one that says more. */
  public SpanStatus and(SpanStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
