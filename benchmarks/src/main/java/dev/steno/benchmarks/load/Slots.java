// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.model.Span;
import dev.steno.model.TraceId;
import dev.steno.testing.generate.AgentTrace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where an encoded body has ids, times and the numbers in its texts, each eight bytes. Filling them
 * makes new spans and messages of the same size without encoding anything. For one thread.
 */
final class Slots {
  /** Stands before each number in a text. */
  static final String REFERENCE = "ref-";

  private static final int PREFIX =
      ByteBuffer.wrap(REFERENCE.getBytes(StandardCharsets.US_ASCII)).getInt();

  private enum Kind {
    ID,
    TIME,
    NUMBER
  }

  private record Slot(int index, Kind kind, long value) {}

  private final Map<Long, Slot> slots = new HashMap<>();
  private final List<TraceId> traces;
  private final long start;
  private final long[] values;
  private int[] places = new int[1024];
  private int[] slotOfPlace = new int[1024];
  private int count;

  /** Finds the slots of a body that has these traces. */
  Slots(byte[] body, List<AgentTrace> made) {
    traces = made.stream().map(AgentTrace::traceId).toList();
    List<Span> spans =
        made.stream().flatMap(t -> t.parts().stream()).map(part -> part.span()).toList();
    start = spans.stream().mapToLong(s -> OtlpSpans.nanos(s.start())).min().orElse(0);
    for (Span span : spans) {
      slot(Kind.ID, span.traceId().high());
      slot(Kind.ID, span.traceId().low());
      slot(Kind.ID, span.spanId().bits());
      slot(Kind.TIME, OtlpSpans.nanos(span.start()));
      slot(Kind.TIME, OtlpSpans.nanos(span.end()));
    }
    ByteBuffer bytes = ByteBuffer.wrap(body);
    for (int at = 0; at <= body.length - 8; at++) {
      Slot slot = slots.get(bytes.getLong(at));
      if (slot != null) {
        place(at, slot);
      } else if (at <= body.length - 12 && bytes.getInt(at) == PREFIX) {
        place(at + 4, slot(Kind.NUMBER, bytes.getLong(at + 4)));
        at += 11;
      }
    }
    values = new long[slots.size()];
  }

  /**
   * Puts new values everywhere.
   *
   * @param now nanoseconds since 1970, at which the earliest span begins
   * @return the new ids of the traces
   */
  List<TraceId> fill(ByteBuffer body, SplittableRandom random, long now) {
    for (Slot slot : slots.values()) {
      values[slot.index] =
          switch (slot.kind) {
            case ID -> random.nextLong() | 1;
            case TIME -> Long.reverseBytes(Long.reverseBytes(slot.value) - start + now);
            case NUMBER -> hexDigits(random.nextInt());
          };
    }
    for (int i = 0; i < count; i++) {
      body.putLong(places[i], values[slotOfPlace[i]]);
    }
    return traces.stream().map(id -> new TraceId(value(id.high()), value(id.low()))).toList();
  }

  /** How many places there are. */
  int count() {
    return count;
  }

  private long value(long made) {
    @Nullable Slot slot = slots.get(made);
    return slot == null ? made : values[slot.index];
  }

  /** A time stands in the body with its bytes the other way round. */
  private Slot slot(Kind kind, long bits) {
    long value = kind == Kind.TIME ? Long.reverseBytes(bits) : bits;
    return slots.computeIfAbsent(value, v -> new Slot(slots.size(), kind, v));
  }

  private void place(int at, Slot slot) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      slotOfPlace = Arrays.copyOf(slotOfPlace, 2 * count);
    }
    places[count] = at;
    slotOfPlace[count++] = slot.index;
  }

  /** The eight hexadecimal digits of a number as ASCII. */
  private static long hexDigits(int number) {
    long digits = 0;
    for (int shift = 28; shift >= 0; shift -= 4) {
      digits = digits << 8 | "0123456789abcdef".charAt(number >>> shift & 15);
    }
    return digits;
  }
}
