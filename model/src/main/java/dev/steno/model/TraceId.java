// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A 16-byte OpenTelemetry trace id, never all zero. Immutable; ordered as its hex.
 *
 * @param high bytes 0 to 7, big endian
 * @param low bytes 8 to 15, big endian
 */
public record TraceId(long high, long low) implements Comparable<TraceId> {

  /** Refuses the invalid id. */
  public TraceId {
    if (high == 0 && low == 0) {
      throw new IllegalArgumentException("trace id: all zero (expected: a valid trace id)");
    }
  }

  /**
   * The id that these hex digits write, in either case.
   *
   * @throws IllegalArgumentException if {@code hex} is not 32 hex digits, or all zero
   */
  public static TraceId of(String hex) {
    if (hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("trace id: " + hex + " (expected: 32 hex digits)");
    }
    return new TraceId(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /**
   * The id in these bytes.
   *
   * @throws IllegalArgumentException if there are not 16 bytes, or all are zero
   */
  public static TraceId of(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException(
          "trace id: " + bytes.length + " bytes (expected: 16 bytes)");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new TraceId(buffer.getLong(), buffer.getLong());
  }

  /** 32 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  @Override
  public int compareTo(TraceId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
