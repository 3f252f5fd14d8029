// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The spans that ended last, sampled out or not, as they leave the application. Thread-safe; adding
 * takes no lock.
 */
public final class Recent {
  private final AtomicReferenceArray<SpanData> ring;
  private final AtomicLong added = new AtomicLong();

  /**
   * An empty ring.
   *
   * @param size how many spans it holds at most; 0 or more
   */
  public Recent(int size) {
    ring = new AtomicReferenceArray<>(size);
  }

  /** Adds a span, and forgets the oldest if there is no room. */
  public void add(SpanData span) {
    int size = ring.length();
    if (size > 0) {
      ring.set((int) (added.getAndIncrement() % size), span);
    }
  }

  /** The spans, the last one first. */
  public List<SpanData> spans() {
    int size = ring.length();
    long newest = added.get();
    List<SpanData> spans = new ArrayList<>();
    for (long at = newest - 1; at >= Math.max(0, newest - size); at--) {
      SpanData span = ring.get((int) (at % size));
      if (span != null) {
        spans.add(span);
      }
    }
    return spans;
  }

  /** The span of an id, 16 hex digits; empty if it is not among them, or not any more. */
  public Optional<SpanData> find(String spanId) {
    return spans().stream().filter(span -> span.getSpanId().equals(spanId)).findFirst();
  }

  /** The spans of a trace, 32 hex digits, the last one first. */
  public List<SpanData> ofTrace(String traceId) {
    return spans().stream().filter(span -> span.getTraceId().equals(traceId)).toList();
  }
}
