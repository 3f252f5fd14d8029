// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.storage.assembly.Placement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The times that are looked at one after the other for the latest traces, so that a list costs what
 * its page costs and not what the store holds. Each window is longer than the one after it in time:
 * few are needed even if hardly any trace meets the condition. For one thread.
 */
final class Windows {
  private static final int GROWTH = 8;
  private static final long SHORTEST = 1_000_000_000L;
  private final Source.Extent extent;
  private final TimeRange bounds;
  private final boolean weekly;
  private long width;
  private long end;
  private boolean ended;

  /**
   * Windows within some bounds.
   *
   * @param extent of the parts within the bounds; null if there are none
   * @param rows about how many rows the first window is to hold
   * @param weekly whether each window is a week, as a search reads the messages of whole weeks
   */
  Windows(Source.@Nullable Extent extent, TimeRange bounds, long rows, boolean weekly) {
    this.extent = extent == null ? new Source.Extent(0, 0, 0) : extent;
    this.bounds = bounds;
    this.weekly = weekly;
    this.end = bounds.to();
    this.ended = extent == null || bounds.from() > bounds.to();
    this.width = firstWidth(rows);
  }

  private long firstWidth(long rows) {
    long length = extent.last() - extent.first();
    double share = Math.min(1, (double) rows / Math.max(1, extent.rows()));
    return Math.max(SHORTEST, (long) (length * share));
  }

  /** The next window, right before the last one; null if there is nothing earlier. */
  @Nullable TimeRange next() {
    if (ended) {
      return null;
    }
    long newest = Math.min(end, extent.last());
    long start = weekly ? monday(newest) : newest - Math.min(width, newest - extent.first());
    if (start <= Math.max(extent.first(), bounds.from())) {
      start = bounds.from();
      ended = true;
    }
    TimeRange window = new TimeRange(start, end);
    end = start - 1;
    width = width > Long.MAX_VALUE / GROWTH ? width : width * GROWTH;
    return window;
  }

  private static long monday(long nanos) {
    LocalDate week = Placement.week(Times.instant(nanos));
    return Times.nanos(week.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
