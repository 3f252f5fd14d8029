// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.TimeRange;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reloads the parts that were last received, so that what a client sends again after a restart is
 * known. For the writer's thread.
 */
final class Window {
  private static final int MOST = 32_768;
  private static final Duration LONG_AGO = Duration.ofMinutes(15);
  private static final Duration SAME_TIME = Duration.ofHours(1);
  private final Segments segments;
  private final Readers.Reading session;
  private final Memory memory;

  Window(Segments segments, Readers.Reading session, Memory memory) {
    this.segments = segments;
    this.session = session;
    this.memory = memory;
  }

  /** Loads the parts of the last quarter of an hour before the last one. */
  void load() {
    List<Segment> recent = lastWritten();
    Optional<Long> last =
        recent.stream()
            .flatMap(segment -> lastArrival(segment).stream())
            .max(Comparator.naturalOrder());
    last.ifPresent(nanos -> recent.forEach(segment -> load(segment, nanos - LONG_AGO.toNanos())));
  }

  private Optional<Long> lastArrival(Segment segment) {
    Sql sql = new Sql("SELECT max(arrival_ns) AS last FROM " + parts(segment));
    return session.query(sql, row -> Optional.ofNullable(row.number("last"))).get(0);
  }

  private void load(Segment segment, long since) {
    Sql sql = new Sql("SELECT project, trace_id, span_id, kind, sequence FROM ");
    sql.add(parts(segment)).add("WHERE arrival_ns >= :since ORDER BY arrival_ns DESC");
    sql.add("LIMIT " + MOST).set("since", since);
    List<PreparedPart.Key> keys = session.query(sql, Rows::key);
    for (int i = keys.size() - 1; i >= 0; i--) {
      memory.note(keys.get(i));
    }
  }

  /** The files that were written to at about the same time as the last one. */
  private List<Segment> lastWritten() {
    List<Segment> all = segments.within(TimeRange.ALL);
    long last = all.stream().mapToLong(Window::written).max().orElse(0);
    return all.stream().filter(segment -> written(segment) >= last - SAME_TIME.toMillis()).toList();
  }

  private static long written(Segment segment) {
    return Math.max(segment.file().toFile().lastModified(), segment.log().toFile().lastModified());
  }

  private static String parts(Segment segment) {
    return segment.name() + "." + Schema.PARTS.name();
  }
}
