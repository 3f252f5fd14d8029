// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.storage.StorageException;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Source.Extent;
import dev.steno.storage.sql.Sql;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /**
   * A Bloom filter of trace ids that grows by blocks: two bytes a trace, one trace in some hundreds
   * is taken for one that is there. Thread-safe.
   */
  static final class TraceFilter {
    private static final int BLOCK_BITS = 1 << 20;
    private static final int BLOCK_TRACES = BLOCK_BITS / 16;
    private static final int HASHES = 4;

    private final List<AtomicLongArray> blocks = new CopyOnWriteArrayList<>();
    private int inLast = BLOCK_TRACES;

    synchronized void add(TraceId trace) {
      if (mayHold(trace)) {
        return;
      }
      if (inLast == BLOCK_TRACES) {
        blocks.add(new AtomicLongArray(BLOCK_BITS / Long.SIZE));
        inLast = 0;
      }
      inLast++;
      AtomicLongArray block = blocks.get(blocks.size() - 1);
      for (int i = 0; i < HASHES; i++) {
        int bit = bit(trace, i);
        block.accumulateAndGet(bit / Long.SIZE, 1L << bit, (have, more) -> have | more);
      }
    }

    boolean mayHold(TraceId trace) {
      return blocks.stream().anyMatch(block -> isIn(block, trace));
    }

    private static boolean isIn(AtomicLongArray block, TraceId trace) {
      for (int i = 0; i < HASHES; i++) {
        int bit = bit(trace, i);
        if ((block.get(bit / Long.SIZE) & 1L << bit) == 0) {
          return false;
        }
      }
      return true;
    }

    /** Ids need not be random: some clients count. */
    private static int bit(TraceId trace, int number) {
      long mixed = (trace.high() ^ Long.rotateLeft(trace.low(), 29) + number) * 0x9e3779b97f4a7c15L;
      mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
      return (int) (mixed >>> 32) & BLOCK_BITS - 1;
    }
  }

  /**
   * Reads which traces each file holds, the latest file first, on a thread of its own. Until a file
   * is done every look-up reads it.
   */
  static final class TraceIndex {
    private static final Logger LOG = LoggerFactory.getLogger(TraceIndex.class);
    private final Segments segments;
    private final Readers readers;

    private TraceIndex(Segments segments, Readers readers) {
      this.segments = segments;
      this.readers = readers;
    }

    /** Starts reading; it ends by itself, at the latest when the readers are closed. */
    static void load(Segments segments, Readers readers, Iterable<LocalDate> weeks) {
      List<LocalDate> latestFirst = new ArrayList<>();
      weeks.forEach(latestFirst::add);
      Collections.reverse(latestFirst);
      TraceIndex index = new TraceIndex(segments, readers);
      Thread thread = new Thread(() -> index.load(latestFirst), "steno-trace-index");
      thread.setDaemon(true);
      thread.start();
    }

    private void load(List<LocalDate> weeks) {
      try {
        weeks.forEach(this::load);
      } catch (StorageException e) {
        if (e.kind() != StorageException.Kind.CLOSED) {
          LOG.warn("Looking up a trace reads all files: {}", e.getMessage());
        }
      }
    }

    private void load(LocalDate week) {
      readers.read(
          session -> {
            // A file that was dropped in the meantime must not be made again.
            segments.existing(week).ifPresent(segment -> load(session, segment));
            return true;
          });
    }

    private void load(Source.Session session, Segment segment) {
      Contents contents = segments.contents(segment);
      Sql sql = new Sql("SELECT DISTINCT trace_id FROM ");
      sql.add(segment.name() + "." + Schema.PARTS.name());
      session.query(
          sql,
          row -> {
            contents.add(Rows.traceId(row));
            return true;
          });
      contents.complete();
    }
  }
}
