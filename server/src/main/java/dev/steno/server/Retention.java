// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import dev.steno.server.http.Failures;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Selection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what projects keep no longer, whenever it is run. Thread-safe. A clock that was set since
 * the last run is not believed until the next one: wrong by a year it would delete a year too much.
 */
final class Retention implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final String BY = "retention";

  private static final Duration STEADY = Duration.ofHours(1);

  private final Storage storage;
  private final Clock clock;
  private final LongSupplier nanos;
  private Instant lastTime;
  private long lastNanos;

  /**
   * A retention that has not run yet.
   *
   * @param nanos a clock that nobody sets, in nanoseconds
   */
  Retention(Storage storage, Clock clock, LongSupplier nanos) {
    this.storage = storage;
    this.clock = clock;
    this.nanos = nanos;
    lastTime = clock.instant();
    lastNanos = nanos.getAsLong();
  }

  /** Runs it; one that is running is waited for. */
  @Override
  public synchronized void run() {
    try {
      Instant now = clock.instant();
      if (wasSet(now)) {
        LOG.warn("The clock was set to {}: retention deletes nothing until its next run.", now);
        return;
      }
      for (Deletion deletion : storage.erasures().erase(expired(now), BY)) {
        LOG.info(
            "Retention deleted {} traces with {} spans; 'steno delete --log' lists deletions.",
            deletion.erased().traces(),
            deletion.erased().spans());
      }
    } catch (StorageException e) {
      // The next run deletes what this one did not.
      LOG.warn("Retention deleted nothing now: {}", e.getMessage());
    } catch (RuntimeException e) {
      Failures.logUnforeseen("Retention", e);
    }
  }

  private boolean wasSet(Instant now) {
    long time = nanos.getAsLong();
    Duration passed = Duration.ofNanos(time - lastNanos);
    Duration off = Duration.between(lastTime, now).minus(passed).abs();
    lastTime = now;
    lastNanos = time;
    return off.compareTo(STEADY) > 0;
  }

  private List<Selection> expired(Instant now) {
    return storage.settings().all().entrySet().stream()
        .filter(entry -> entry.getValue().retention() != null)
        .map(
            entry ->
                (Selection)
                    Selection.Expired.after(
                        entry.getKey(), Objects.requireNonNull(entry.getValue().retention()), now))
        .toList();
  }
}
