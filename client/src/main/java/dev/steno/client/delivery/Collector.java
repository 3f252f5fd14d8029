// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Origin;
import dev.steno.client.delivery.Item.Signal;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what the application handed over and sees to it that what has waited lies on disk in
 * time. One thread runs it; any may {@link #wake} it.
 */
final class Collector implements Runnable {
  private static final int AT_ONCE = 512;
  private static final int ORIGINS = 64;
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LOOK_FOR_OTHERS = TimeUnit.SECONDS.toNanos(10);

  /** What was handed over, when, and how much of the budget was taken for it. */
  record Arrival(Object data, long at, int charge) {}

  private record Source(Resource resource, InstrumentationScopeInfo scope) {}

  private final Ring<Arrival> ring;
  private final Backlog backlog;
  private final Tally tally;
  private final Budget budget;
  private final Notices notices;
  private final OtlpEncoder encoder = new OtlpEncoder();
  private final Map<Source, Origin> origins = new HashMap<>();
  private Source last = new Source(Resource.empty(), InstrumentationScopeInfo.empty());
  private Origin lastOrigin = encoded(last);

  /** Not the backlog's own lock, which is held while a disk takes its time. */
  private final Object progress = new Object();

  private volatile @Nullable Thread thread;
  private volatile boolean idle;
  private volatile boolean stopped;
  private volatile long collected;
  private long looked;

  Collector(Ring<Arrival> ring, Backlog backlog, Tally tally, Budget budget, Notices notices) {
    this.ring = ring;
    this.backlog = backlog;
    this.tally = tally;
    this.budget = budget;
    this.notices = notices;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    lookForOthers();
    while (!stopped) {
      boolean some = collect();
      if (System.nanoTime() - looked > LOOK_FOR_OTHERS) {
        lookForOthers();
      }
      if (some || backlog.holds()) {
        rest(TICK);
      } else {
        idle = true;
        rest(LOOK_FOR_OTHERS);
        idle = false;
      }
    }
    collect();
    backlog.keep(true);
  }

  /** Something was handed over; costs next to nothing unless this sleeps. */
  void arrived() {
    if (idle) {
      idle = false;
      wake();
    }
  }

  /** Ends its rest. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** Lets it end once all that was handed over is encoded, and on disk if there is one. */
  void stop() {
    stopped = true;
    wake();
  }

  /** How many arrivals are in the backlog, and on disk if the disk comes first. */
  long collected() {
    return collected;
  }

  /**
   * Waits until so many arrivals are in the backlog, and on disk if the disk comes first. An
   * interrupt does not end it: a thread that is told to stop still ends its spans.
   *
   * @return false if the time was over before
   */
  boolean await(long arrivals, long nanos) {
    long until = System.nanoTime() + nanos;
    boolean interrupted = false;
    synchronized (progress) {
      for (long left = nanos; collected < arrivals && left > 0; left = until - System.nanoTime()) {
        try {
          TimeUnit.NANOSECONDS.timedWait(progress, Math.max(left, 1_000_000));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return collected >= arrivals;
  }

  private void collected(long arrivals) {
    synchronized (progress) {
      collected = arrivals;
      progress.notifyAll();
    }
  }

  private void rest(long nanos) {
    if (ring.isEmpty() && !stopped) {
      LockSupport.parkNanos(nanos);
    }
  }

  private boolean collect() {
    boolean some = false;
    long until = collected;
    List<Item> items = new ArrayList<>();
    do {
      items.clear();
      int taken = encode(items);
      until += taken;
      some |= taken > 0;
      backlog.add(items);
      backlog.keep(false);
      collected(until);
      backlog.changed();
    } while (items.size() == AT_ONCE);
    return some;
  }

  private int encode(List<Item> items) {
    int taken = 0;
    while (taken < AT_ONCE) {
      Arrival arrival = ring.poll();
      if (arrival == null) {
        return taken;
      }
      taken++;
      try {
        items.add(encoded(arrival));
      } catch (RuntimeException | StackOverflowError e) {
        encoder.reset();
        budget.give(arrival.charge());
        tally.dropped(DropReason.UNENCODABLE, 1, true);
        notices.unencodable(e);
      }
    }
    return taken;
  }

  private Item encoded(Arrival arrival) {
    if (arrival.data() instanceof SpanData span) {
      Origin origin = origin(span.getResource(), span.getInstrumentationScopeInfo());
      return item(Signal.SPANS, origin, encoder.span(span), arrival);
    }
    LogRecordData log = (LogRecordData) arrival.data();
    Origin origin = origin(log.getResource(), log.getInstrumentationScopeInfo());
    return item(Signal.LOGS, origin, encoder.log(log), arrival);
  }

  private Item item(Signal signal, Origin origin, byte[] bytes, Arrival arrival) {
    int charge = Math.max(arrival.charge(), bytes.length);
    budget.give(arrival.charge() - charge);
    return new Item(signal, origin, bytes, arrival.at(), charge, true);
  }

  private Origin origin(Resource resource, InstrumentationScopeInfo scope) {
    Source source = last;
    if (source.resource() != resource || source.scope() != scope) {
      source = new Source(resource, scope);
      if (origins.size() >= ORIGINS) {
        origins.clear();
      }
      lastOrigin = origins.computeIfAbsent(source, this::encoded);
      last = source;
    }
    return lastOrigin;
  }

  private Origin encoded(Source source) {
    return new Origin(encoder.resource(source.resource()), encoder.scope(source.scope()));
  }

  private void lookForOthers() {
    backlog.adopt();
    looked = System.nanoTime();
  }
}
