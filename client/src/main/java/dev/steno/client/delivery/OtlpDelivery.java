// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends over OTLP/HTTP in protobuf. Thread-safe.
 *
 * <p>Handing something over costs an estimate of its size and a place in a queue: no encoding, no
 * lock, no input or output. With {@link DeliveryOptions#spoolFirst} it returns once the item is
 * written to disk and synced, or after two seconds at the latest.
 *
 * <p>What is not acknowledged 150 ms after it was handed over is written to the spool, if there is
 * one, at once if the server was away already; from then on it outlives the process. What is on
 * disk is sent in the order in which it came, after a restart too, by this or another process with
 * the same spool, endpoint and project. A process that is killed can make a batch arrive twice; a
 * span has the same ids then.
 */
public final class OtlpDelivery implements Delivery {
  private static final long SYNC_WITHIN = TimeUnit.SECONDS.toNanos(2);
  private static final long WRITE_WITHIN = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  private final DeliveryOptions options;
  private final Tally tally = new Tally();
  private final Notices notices;
  private final Budget budget;
  private final Ring<Collector.Arrival> ring;
  private final Backlog backlog;
  private final Collector collector;
  private final Thread collecting;
  private final Thread sending;
  private final List<ObservableLongCounter> metrics;
  private final @Nullable Thread hook;
  private volatile boolean closed;
  private boolean ended;
  private boolean safe;

  /** Begins to deliver; touches neither the network nor the disk before it returns. */
  public static OtlpDelivery start(DeliveryOptions options) {
    OtlpDelivery delivery = new OtlpDelivery(options);
    delivery.collecting.start();
    delivery.sending.start();
    if (delivery.hook != null) {
      delivery.register(delivery.hook);
    }
    return delivery;
  }

  private OtlpDelivery(DeliveryOptions options) {
    this.options = options;
    notices = new Notices(options, System::nanoTime);
    budget = new Budget(options.queueBytes());
    ring = new Ring<>(options.queueItems());
    Path folder = options.spool();
    Spool spool = folder == null ? null : new Spool(folder, options.spoolBytes(), tally, notices);
    backlog = new Backlog(options, spool, budget, notices);
    collector = new Collector(ring, backlog, tally, budget, notices);
    collecting = daemon("steno-collect", collector);
    sending = daemon("steno-send", new Sender(options, backlog, tally, notices));
    MeterProvider provider = options.meterProvider();
    metrics = provider == null ? List.of() : tally.offer(provider);
    hook = options.shutdownWithin().isZero() ? null : new Thread(this::close, "steno-shutdown");
  }

  @Override
  public void span(SpanData span) {
    arrive(span, () -> Sized.of(span));
  }

  @Override
  public void log(LogRecordData record) {
    arrive(record, () -> Sized.of(record));
  }

  /**
   * Sends what was handed over so far. Returns as soon as it arrived; or, if nobody answers, lies
   * in the spool; or was dropped; or the time is over.
   */
  @Override
  public boolean flush(Duration within) {
    return flush(System.nanoTime() + nanos(within));
  }

  /**
   * Sends what was handed over and takes nothing more. The last quarter of the time, but 200 ms at
   * least, is for writing to the spool what has not arrived.
   */
  @Override
  public boolean close(Duration within) {
    long until = System.nanoTime() + nanos(within);
    long writing = Math.max(WRITE_WITHIN, nanos(within) / 4);
    closed = true;
    // A thread that was told to stop may be the one that closes, and has as much to keep.
    boolean interrupted = Thread.interrupted();
    flush(until - writing);
    boolean kept = end(Math.max(until, System.nanoTime() + WRITE_WITHIN));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return kept;
  }

  /** Closes within {@link DeliveryOptions#shutdownWithin}, or five seconds if that is zero. */
  @Override
  public void close() {
    close(options.shutdownWithin().isZero() ? Duration.ofSeconds(5) : options.shutdownWithin());
  }

  @Override
  public DeliveryCounts counts() {
    return tally.counts();
  }

  private void arrive(Object data, IntSupplier estimate) {
    if (closed) {
      tally.turnedAway(DropReason.CLOSED);
      return;
    }
    try {
      arrive(data, estimate.getAsInt());
    } catch (RuntimeException e) {
      tally.turnedAway(DropReason.UNENCODABLE);
      notices.unencodable(e);
    }
  }

  private void arrive(Object data, int size) {
    if (size > budget.most()) {
      tally.turnedAway(DropReason.TOO_LARGE);
      notices.tooLarge(size);
      return;
    }
    if (budget.take(size)) {
      long position = ring.offer(new Collector.Arrival(data, System.nanoTime(), size));
      if (position > 0) {
        awaken(position);
        return;
      }
      budget.give(size);
    }
    DropReason reason = backlog.spoolFails() ? DropReason.SPOOL_FAILED : DropReason.QUEUE_FULL;
    tally.turnedAway(reason);
    notices.full(reason);
  }

  private void awaken(long position) {
    if (options.spoolFirst()) {
      collector.wake();
      if (!collector.await(position, SYNC_WITHIN)) {
        notices.unsynced(TimeUnit.NANOSECONDS.toMillis(SYNC_WITHIN));
      }
    } else if (position % (options.queueItems() / 2) == 0) {
      collector.wake();
    } else {
      collector.arrived();
    }
  }

  private boolean flush(long until) {
    long all = ring.added();
    DeliveryCounts before = counts();
    backlog.hurry();
    collector.wake();
    try {
      boolean done = await(() -> tally.settled() >= all || isSafe(all), until) || isSafe(all);
      return done && counts().dropped() == before.dropped();
    } finally {
      backlog.relax();
    }
  }

  private boolean isSafe(long all) {
    return collector.collected() >= all && backlog.isSafe();
  }

  private synchronized boolean end(long until) {
    if (ended) {
      return safe;
    }
    ended = true;
    metrics.forEach(ObservableLongCounter::close);
    backlog.stop();
    collector.stop();
    join(collecting, until);
    join(sending, until);
    sending.interrupt();
    int lost = backlog.close() + ring.size();
    if (lost > 0) {
      tally.dropped(DropReason.CLOSED, lost, true);
      notices.lost(lost);
    }
    safe = lost == 0;
    unregister();
    return safe;
  }

  private boolean await(BooleanSupplier done, long until) {
    try {
      long left = until - System.nanoTime();
      while (!done.getAsBoolean() && left > 0) {
        backlog.await(Math.min(left, LOOK));
        left = until - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return done.getAsBoolean();
  }

  /** A thread that keeps no application alive. */
  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void join(Thread thread, long until) {
    boolean interrupted = Thread.interrupted();
    long left = 1;
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = until - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void register(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // Whoever starts to trace now closes by himself or not at all.
    }
  }

  private void unregister() {
    try {
      if (hook != null && Thread.currentThread() != hook) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException ending) {
      // The hook runs, and finds this closed.
    }
  }

  private static long nanos(Duration within) {
    return within.compareTo(Duration.ofDays(365)) > 0
        ? TimeUnit.DAYS.toNanos(365)
        : Math.max(0, within.toNanos());
  }
}
