// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.net.http.HttpHeaders;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request came to, by the rules of OTLP/HTTP. Immutable.
 *
 * @param said what happened, for a person: {@code it answered 503}
 * @param rejected how many items of a request that was taken were not
 * @param retryAfter how long the server wants to be left alone; null if it did not say
 */
record Answer(Kind kind, String said, long rejected, @Nullable Duration retryAfter) {
  /** A server that asks for more rest than this is asked again nevertheless. */
  static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  /** What is to be done with the items. */
  enum Kind {
    TAKEN,
    TOO_LARGE,
    KEY_REFUSED,
    REFUSED,
    /** No TLS connection came about. */
    INSECURE,
    /** Nobody answered, or the server asks to be asked again. */
    LATER
  }

  /** Nobody answered. */
  static Answer none(String said) {
    return new Answer(Kind.LATER, said, 0, null);
  }

  /** There is somebody, but not with whom a request may be shared. */
  static Answer insecure(String said) {
    return new Answer(Kind.INSECURE, said, 0, null);
  }

  /**
   * An answer of HTTP.
   *
   * @param body its beginning at least
   */
  static Answer of(int status, HttpHeaders headers, byte[] body) {
    if (kind(status) == Kind.TAKEN && isPage(headers)) {
      return new Answer(Kind.REFUSED, "it answered " + status + " with a web page", 0, null);
    }
    String said = "it answered " + status;
    Kind kind = kind(status);
    return switch (kind) {
      case TAKEN -> new Answer(kind, said, rejected(body), null);
      case LATER -> new Answer(kind, said, 0, retryAfter(headers));
      default -> new Answer(kind, said, 0, null);
    };
  }

  private static Kind kind(int status) {
    if (status >= 200 && status < 300) {
      return Kind.TAKEN;
    }
    return switch (status) {
      case 401, 403 -> Kind.KEY_REFUSED;
      case 413 -> Kind.TOO_LARGE;
      case 408, 429, 502, 503, 504 -> Kind.LATER;
      default -> Kind.REFUSED;
    };
  }

  /** What a proxy or another program says with 200 is not what OTLP's receivers say. */
  private static boolean isPage(HttpHeaders headers) {
    return headers
        .firstValue("content-type")
        .orElse("")
        .strip()
        .toLowerCase(Locale.ROOT)
        .startsWith("text/html");
  }

  /** Seconds, or a date, which is read against the server's own clock and not against this one. */
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    Optional<String> after = headers.firstValue("retry-after").map(String::strip);
    if (after.isEmpty()) {
      return null;
    }
    if (after.get().matches("\\d{1,9}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(after.get())));
    }
    try {
      Optional<String> now = headers.firstValue("date");
      return now.isEmpty() ? null : bounded(Duration.between(date(now.get()), date(after.get())));
    } catch (DateTimeException notADate) {
      return null;
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static Duration bounded(Duration rest) {
    if (rest.isNegative()) {
      return Duration.ZERO;
    }
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  /**
   * How many items an {@code ExportTraceServiceResponse}, or its like for logs, says were rejected;
   * 0 if the answer does not say so, or is not what it should be.
   */
  private static long rejected(byte[] answer) {
    try {
      ByteBuffer partial = message(ByteBuffer.wrap(answer));
      return partial == null ? 0 : Math.max(0, number(partial));
    } catch (BufferUnderflowException | IndexOutOfBoundsException notProtobuf) {
      return 0;
    }
  }

  /** Field 1, {@code partial_success}; null if there is none. */
  private static @Nullable ByteBuffer message(ByteBuffer in) {
    while (in.hasRemaining()) {
      long tag = varint(in);
      if ((tag & 7) != LENGTH) {
        return null;
      }
      int length = (int) Math.min(Integer.MAX_VALUE, varint(in));
      ByteBuffer content = in.slice(in.position(), length);
      in.position(in.position() + length);
      if (tag >>> 3 == 1) {
        return content;
      }
    }
    return null;
  }

  /** Field 1, {@code rejected_spans} or {@code rejected_log_records}, which comes first. */
  private static long number(ByteBuffer in) {
    return in.hasRemaining() && varint(in) == (1 << 3 | VARINT) ? varint(in) : 0;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number of more than 64 bits");
  }
}
