// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.Source.Extent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file's parts without reading it: how many there are, of which times, and of
 * which traces there are surely none. It may claim more than the file holds, never less, so that it
 * can be told of rows before they are committed. Thread-safe.
 */
final class Contents {
  private final TraceFilter traces = new TraceFilter();
  private @Nullable Extent extent;
  private volatile boolean complete;

  /** Adds rows that were in the file when it was attached. */
  synchronized void add(long rows, long first, long last) {
    Extent more = new Extent(rows, first, last);
    extent = extent == null ? more : extent.plus(more);
  }

  /** Adds a trace that was in the file when it was attached. */
  void add(TraceId trace) {
    traces.add(trace);
  }

  /** All traces of the file were added. */
  void complete() {
    complete = true;
  }

  /** Adds parts that are about to be written. */
  void add(Collection<PreparedPart> parts) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (PreparedPart part : parts) {
      traces.add(part.key().trace());
      first = Math.min(first, part.timeNanos());
      last = Math.max(last, part.timeNanos());
    }
    add(parts.size(), first, last);
  }

  /** About how much there is; null if nothing. */
  synchronized @Nullable Extent extent() {
    return extent;
  }

  /** False if the file surely has nothing of these traces. */
  boolean mayHold(Collection<TraceId> ids) {
    return !complete || ids.stream().anyMatch(traces::mayHold);
  }
}
