// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An 8-byte OpenTelemetry span id, never zero. Immutable; ordered as its hex.
 *
 * @param bits the bytes, big endian
 */
public record SpanId(long bits) implements Comparable<SpanId> {

  /** Refuses the invalid id. */
  public SpanId {
    if (bits == 0) {
      throw new IllegalArgumentException("span id: all zero (expected: a valid span id)");
    }
  }

  /**
   * The id that these hex digits write, in either case.
   *
   * @throws IllegalArgumentException if {@code hex} is not 16 hex digits, or all zero
   */
  public static SpanId of(String hex) {
    if (hex.length() != 16 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("span id: " + hex + " (expected: 16 hex digits)");
    }
    return new SpanId(HexFormat.fromHexDigitsToLong(hex));
  }

  /**
   * The id in these bytes.
   *
   * @throws IllegalArgumentException if there are not 8 bytes, or all are zero
   */
  public static SpanId of(byte[] bytes) {
    if (bytes.length != 8) {
      throw new IllegalArgumentException("span id: " + bytes.length + " bytes (expected: 8 bytes)");
    }
    return new SpanId(ByteBuffer.wrap(bytes).getLong());
  }

  /** 16 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(bits);
  }

  @Override
  public int compareTo(SpanId other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return hex();
  }
}
