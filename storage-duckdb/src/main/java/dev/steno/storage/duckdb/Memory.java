// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.sql.PreparedExchange.Head;
import dev.steno.storage.sql.PreparedExchange.Item;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.TimeRange;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the writer remembers of what it has committed. It only saves work: what was forgotten is
 * written again, and read once. For the writer's thread.
 */
final class Memory {
  private static final int PARTS = 131_072;
  private static final int ITEMS = 65_536;
  private static final int BLOBS = 16_384;
  private final Recent<PreparedPart.Key> parts = new Recent<>(PARTS);
  private final Recent<Item.Key> items = new Recent<>(ITEMS);
  private final Recent<Head> heads = new Recent<>(ITEMS);
  private final Recent<BlobKey> blobs = new Recent<>(BLOBS);
  private final Set<String> projects = new HashSet<>();

  /** A trace of a project. */
  record TraceKey(String project, TraceId trace) {}

  /** What a blob is known by. */
  record BlobKey(Hash scope, String sha256) {}

  /** What a transaction writes; it becomes part of the memory when the transaction is committed. */
  final class Draft {
    private final Set<PreparedPart.Key> newParts = new HashSet<>();
    private final Set<Item.Key> newItems = new HashSet<>();
    private final Set<Head> newHeads = new HashSet<>();
    private final Set<BlobKey> newBlobs = new HashSet<>();

    boolean knows(PreparedPart.Key part) {
      return newParts.contains(part) || parts.contains(part);
    }

    void note(PreparedPart.Key part) {
      newParts.add(part);
    }

    boolean knows(Head head) {
      return newHeads.contains(head) || heads.contains(head);
    }

    void note(Head head) {
      newHeads.add(head);
    }

    /** True if it has to be written: it was not known before. */
    boolean isNew(Item.Key item) {
      return !items.contains(item) && newItems.add(item);
    }

    /** True if it has to be written: it was not known before. */
    boolean isNew(BlobKey blob) {
      return !blobs.contains(blob) && newBlobs.add(blob);
    }

    void committed() {
      newParts.forEach(parts::add);
      newItems.forEach(items::add);
      newHeads.forEach(heads::add);
      newBlobs.forEach(blobs::add);
    }
  }

  Draft draft() {
    return new Draft();
  }

  boolean knows(PreparedPart.Key part) {
    return parts.contains(part);
  }

  void note(PreparedPart.Key part) {
    parts.add(part);
  }

  boolean knowsProject(String name) {
    return projects.contains(name);
  }

  void noteProject(String name) {
    projects.add(name);
  }

  /** Forgets traces and the scopes that they had a share in. */
  void forget(Set<TraceKey> traces, Set<Hash> scopes) {
    parts.removeIf(key -> traces.contains(new TraceKey(key.project(), key.trace())));
    items.removeIf(key -> scopes.contains(key.scope()));
    heads.removeIf(head -> scopes.contains(head.scope()));
    blobs.removeIf(blob -> scopes.contains(blob.scope()));
  }

  /**
   * A set that forgets: it knows at least the last {@code most} values that were added and at most
   * twice as many. For one thread.
   */
  static final class Recent<T> {
    private final int most;
    private Set<T> young = new HashSet<>();
    private Set<T> old = new HashSet<>();

    Recent(int most) {
      this.most = most;
    }

    boolean contains(T value) {
      return young.contains(value) || old.contains(value);
    }

    void add(T value) {
      young.add(value);
      if (young.size() >= most) {
        old = young;
        young = new HashSet<>();
      }
    }

    void removeIf(Predicate<T> condition) {
      young.removeIf(condition);
      old.removeIf(condition);
    }
  }

  /**
   * Reloads the parts that were last received, so that what a client sends again after a restart is
   * known. For the writer's thread.
   */
  static final class Window {
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
      return all.stream()
          .filter(segment -> written(segment) >= last - SAME_TIME.toMillis())
          .toList();
    }

    private static long written(Segment segment) {
      return Math.max(
          segment.file().toFile().lastModified(), segment.log().toFile().lastModified());
    }

    private static String parts(Segment segment) {
      return segment.name() + "." + Schema.PARTS.name();
    }
  }
}
