// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells of spans that have begun and do not end at once: one log record each, so that a span which
 * never ends is known with its input. A span that ends within {@link #GRACE} is not told of; by
 * then a longer one has got the attributes that it is given right after its beginning. At most
 * {@link #MOST} spans wait; more are counted. Thread-safe.
 */
public final class Starts {
  /** How long a span runs before it is told of. */
  public static final Duration GRACE = Duration.ofMillis(50);

  /** How many spans may wait. */
  public static final int MOST = 10_000;

  private final Logger logger;
  private final Clock clock;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong skipped = new AtomicLong();

  private record Waiting(ReadableSpan span, long begun) {}

  /**
   * Nothing waits yet.
   *
   * @param logger takes the log records
   */
  public Starts(Logger logger, Clock clock) {
    this.logger = logger;
    this.clock = clock;
  }

  /** Lets a span wait, if it can be read and leaves the application at all. */
  public void begun(Span span) {
    if (!(span instanceof ReadableSpan readable) || !span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      skipped.incrementAndGet();
      return;
    }
    queue.add(new Waiting(readable, clock.nanoTime()));
  }

  /** Tells of the spans that have waited long enough and still run. */
  public void tell() {
    tellBegunBefore(clock.nanoTime() - GRACE.toNanos());
  }

  /** Tells of all spans that still run. */
  public void tellAll() {
    tellBegunBefore(clock.nanoTime() + 1);
  }

  /** How many spans could not wait. */
  public long skipped() {
    return skipped.get();
  }

  private void tellBegunBefore(long nanos) {
    for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (next.begun - nanos > 0) {
        return;
      }
      each.remove();
      waiting.decrementAndGet();
      if (!next.span.hasEnded()) {
        tell(next.span);
      }
    }
  }

  private void tell(ReadableSpan span) {
    SpanData data = span.toSpanData();
    LogRecordBuilder record =
        logger
            .logRecordBuilder()
            .setEventName(StenoAttributes.START)
            .setTimestamp(data.getStartEpochNanos(), TimeUnit.NANOSECONDS)
            .setContext(Context.root().with((Span) span))
            .setAllAttributes(data.getAttributes())
            .setAttribute(StenoAttributes.START_NAME, data.getName())
            .setAttribute(StenoAttributes.START_KIND, data.getKind().name());
    if (data.getParentSpanContext().isValid()) {
      record.setAttribute(StenoAttributes.START_PARENT, data.getParentSpanId());
    }
    record.emit();
  }
}
