// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.StorageException;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Source;
import dev.steno.storage.sql.Sql;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which traces each file holds, the latest file first, on a thread of its own. Until a file
 * is done every look-up reads it.
 */
final class TraceIndex {
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
