// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids out of the bytes and hex digits of either encoding. Stateless. */
public final class Ids {
  private static final int TRACE = 16;
  private static final int SPAN = 8;
  private static final byte[] NONE = new byte[0];

  private Ids() {}

  static TraceId trace(byte[] bytes) throws Rejection {
    if (bytes.length != TRACE || isZero(bytes)) {
      throw wrong("trace id", bytes, TRACE);
    }
    return TraceId.of(bytes);
  }

  /** Null for a log record outside of any trace. */
  static @Nullable TraceId traceOrNone(byte[] bytes) throws Rejection {
    return isZero(bytes) ? null : trace(bytes);
  }

  /** The trace that a link leads to; null if the id is not valid. */
  static @Nullable TraceId linkedTrace(byte[] bytes) {
    return bytes.length == TRACE && !isZero(bytes) ? TraceId.of(bytes) : null;
  }

  /** The span that a link leads to; null if the id is not valid. */
  static @Nullable SpanId linkedSpan(byte[] bytes) {
    return bytes.length == SPAN && !isZero(bytes) ? SpanId.of(bytes) : null;
  }

  static SpanId span(byte[] bytes) throws Rejection {
    if (bytes.length != SPAN || isZero(bytes)) {
      throw wrong("span id", bytes, SPAN);
    }
    return SpanId.of(bytes);
  }

  /** Null for a root, whose parent is written as nothing or as zeros. */
  static @Nullable SpanId parent(byte[] bytes) throws Rejection {
    if (isZero(bytes)) {
      return null;
    }
    if (bytes.length != SPAN) {
      throw wrong("parent span id", bytes, SPAN);
    }
    return SpanId.of(bytes);
  }

  /**
   * The parent that hex digits name; null for a root.
   *
   * @throws Rejection if they are not 16
   */
  public static @Nullable SpanId parent(String name, String hex) throws Rejection {
    return parent(bytes(name, hex));
  }

  /** The bytes that hex digits of either case write. */
  static byte[] bytes(String name, String hex) throws Rejection {
    if (hex.isEmpty()) {
      return NONE;
    }
    if (hex.length() > 2 * TRACE || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new Rejection(name + ": " + Rejection.quote(hex) + " (expected: hex digits)");
    }
    if (hex.length() % 2 != 0) {
      throw new Rejection(name + ": " + hex + " (expected: an even number of hex digits)");
    }
    return HexFormat.of().parseHex(hex);
  }

  static void required(@Nullable TraceId trace, @Nullable SpanId span) throws Rejection {
    if (trace == null || span == null) {
      throw new Rejection(
          (trace == null ? "trace id" : "span id")
              + ": absent (expected: the id of a span; log records belong to /v1/logs)");
    }
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static Rejection wrong(String name, byte[] bytes, int expected) {
    String found =
        isZero(bytes)
            ? bytes.length + " zero bytes"
            : HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 32)));
    return new Rejection(
        name + ": " + found + " (expected: " + expected + " bytes, not all of them zero)");
  }
}
