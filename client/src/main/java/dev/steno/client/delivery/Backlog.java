// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was encoded and has not arrived: in memory while it is young, else on disk if there is a
 * spool. First in, first out, so what is on disk goes first. Thread-safe.
 */
final class Backlog {
  /** An answer may take this long before what waits for it is written to disk. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(150);

  private static final long REST_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

  private final DeliveryOptions options;
  private final @Nullable Spool spool;
  private final Budget budget;
  private final Notices notices;
  private final Deque<Item> fresh = new ArrayDeque<>();
  private long freshBytes;
  private @Nullable Parcel open;
  private long lastTaken = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
  private long spoolFailed;
  private volatile boolean spoolFails;
  private volatile boolean away;
  private int hurries;
  private int waiters;
  private boolean stopped;

  Backlog(DeliveryOptions options, @Nullable Spool spool, Budget budget, Notices notices) {
    this.options = options;
    this.spool = spool;
    this.budget = budget;
    this.notices = notices;
  }

  synchronized void add(List<Item> items) {
    fresh.addAll(items);
    freshBytes += items.stream().mapToLong(item -> item.bytes().length).sum();
    notifyAll();
  }

  /**
   * Writes to disk what has to be there by now: all of it if nobody answers or the disk comes
   * first, else what has waited for too long.
   *
   * @param all whether to write everything in any case
   */
  synchronized void keep(boolean all) {
    long now = System.nanoTime();
    if (spool == null || spoolFails && !all && now - spoolFailed < REST_AFTER_FAILURE) {
      return;
    }
    long before = all || away || options.spoolFirst() ? now : now - PATIENCE;
    try {
      keepOpen(spool, before);
      List<Item> late = young(before);
      while (!late.isEmpty()) {
        spool.append(late, false);
        forget(late.size(), true);
        late = young(before);
      }
      if (options.spoolFirst()) {
        spool.sync();
      }
      spoolFails = false;
    } catch (IOException e) {
      spoolFails = true;
      spoolFailed = now;
      notices.spoolFails(e);
    }
    notifyAll();
  }

  /** Takes over what processes that have ended left on disk. */
  synchronized void adopt() {
    try {
      if (spool != null) {
        spool.adopt();
        notifyAll();
      }
    } catch (IOException e) {
      notices.spoolFails(e);
    }
  }

  /** Waits for what is to be sent next; null once this was stopped. */
  synchronized @Nullable Parcel take() throws InterruptedException {
    while (!stopped) {
      long due = dueIn(System.nanoTime());
      if (due <= 0) {
        Parcel parcel = next();
        if (parcel != null) {
          lastTaken = System.nanoTime();
          open = parcel;
          return parcel;
        }
      } else {
        sleep(due);
      }
    }
    return null;
  }

  /** Nothing of what was taken has to be sent any more. */
  synchronized void done(Parcel parcel) {
    if (spool != null) {
      spool.done(parcel.places());
    }
    budget.give(parcel.charge());
    open = null;
    notifyAll();
  }

  /**
   * Waits before something is tried again.
   *
   * @param hurry whether a flush ends it
   * @return false if this was stopped
   */
  synchronized boolean pause(long nanos, boolean hurry) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    int seen = hurries;
    long left = nanos;
    while (left > 0 && !stopped && !(hurry && hurries != seen)) {
      sleep(left);
      left = until - System.nanoTime();
    }
    return !stopped;
  }

  /** Notes whether the server answers; what it does not take is written to disk at once. */
  synchronized void isAway(boolean away) {
    this.away = away;
    notifyAll();
  }

  /** Whether there is a spool and it can be written. */
  boolean keeps() {
    return spool != null && !spoolFails;
  }

  /** Whether there is a spool that cannot be written. */
  boolean spoolFails() {
    return spoolFails;
  }

  /** Whether something is nowhere but in memory. */
  synchronized boolean holds() {
    Parcel sending = open;
    return !fresh.isEmpty() || sending != null && sending.isInMemoryOnly();
  }

  /** Whether nobody answers and nothing is lost if that stays so. */
  synchronized boolean isSafe() {
    return away && keeps() && !holds();
  }

  /** What waits is sent without delay until {@link #relax} was called as often. */
  synchronized void hurry() {
    hurries++;
    waiters++;
    notifyAll();
  }

  synchronized void relax() {
    waiters--;
  }

  /** Waits until something may have changed, or for so long. */
  synchronized void await(long nanos) throws InterruptedException {
    if (nanos > 0) {
      sleep(nanos);
    }
  }

  /** Wakes whoever waits for something that may have happened elsewhere. */
  synchronized void changed() {
    notifyAll();
  }

  /** Lets nobody take anything more. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Closes the spool; how many items are nowhere but in memory. */
  synchronized int close() {
    Parcel sending = open;
    int lost = fresh.size();
    lost += sending != null && sending.isInMemoryOnly() ? sending.rest().size() : 0;
    fresh.clear();
    try {
      if (spool != null) {
        spool.close(spool.isEmpty());
      }
    } catch (IOException e) {
      notices.spoolFails(e);
    }
    return lost;
  }

  private void keepOpen(Spool disk, long before) throws IOException {
    Parcel sending = open;
    if (sending != null && sending.isInMemoryOnly() && sending.oldest() - before <= 0) {
      sending.isAt(disk.append(sending.rest(), true));
    }
  }

  private long dueIn(long now) {
    boolean full = fresh.size() >= options.batchItems() || freshBytes >= options.batchBytes();
    long onDisk = spool == null ? 0 : spool.waiting();
    if (onDisk == 0 && fresh.isEmpty()) {
      return Long.MAX_VALUE;
    }
    boolean late = onDisk > 0 && (!options.spoolFirst() || onDisk >= options.batchItems());
    if (full || late || waiters > 0) {
      return 0;
    }
    return lastTaken + options.batchTime().toNanos() - now;
  }

  private @Nullable Parcel next() {
    List<Segment.Place> places = new ArrayList<>();
    if (spool != null && spool.waiting() > 0) {
      List<Item> items = spool.take(options.batchItems(), options.batchBytes(), places);
      return items.isEmpty() ? null : new Parcel(items, places);
    }
    List<Item> items = young(System.nanoTime());
    forget(items.size(), false);
    return items.isEmpty() ? null : new Parcel(items, places);
  }

  /** The oldest items in memory, if they arrived before then; no more than a batch. */
  private List<Item> young(long before) {
    List<Item> batch = new ArrayList<>();
    long bytes = 0;
    for (Item item : fresh) {
      if (item.arrived() - before > 0
          || batch.size() >= options.batchItems()
          || !batch.isEmpty() && bytes + item.bytes().length > options.batchBytes()) {
        break;
      }
      batch.add(item);
      bytes += item.bytes().length;
    }
    return batch;
  }

  private void forget(int items, boolean give) {
    for (int i = 0; i < items; i++) {
      Item item = fresh.removeFirst();
      freshBytes -= item.bytes().length;
      budget.give(give ? item.charge() : 0);
    }
  }

  private void sleep(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
  }
}
