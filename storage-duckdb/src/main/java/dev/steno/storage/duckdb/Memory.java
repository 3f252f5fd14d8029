// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.storage.assembly.Placement;
import dev.steno.storage.sql.PreparedExchange.Head;
import dev.steno.storage.sql.PreparedExchange.Item;
import dev.steno.storage.sql.PreparedPart;
import dev.steno.storage.sql.Rows;
import dev.steno.storage.sql.Schema;
import dev.steno.storage.sql.Sql;
import dev.steno.storage.sql.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Set<PreparedPart.Key> newTraces = new HashSet<>();
    private final Set<Item.Key> newItems = new HashSet<>();
    private final Set<Head> newHeads = new HashSet<>();
    private final Set<BlobKey> newBlobs = new HashSet<>();

    boolean knows(PreparedPart.Key part) {
      return newParts.contains(part) || parts.contains(part);
    }

    void note(PreparedPart.Key part) {
      newParts.add(part);
    }

    /** All that is stored of a trace in a week is what this transaction writes. */
    void noteBegun(PreparedPart.Key whole) {
      newTraces.add(whole);
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
      // Before its parts, so that it is forgotten before them.
      newTraces.forEach(parts::add);
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

  /**
   * What stands, among the parts, for all parts of a trace in a week: as long as it is known, so is
   * each of them.
   */
  private static PreparedPart.Key whole(PreparedPart part) {
    PreparedPart.Key key = part.key();
    return new PreparedPart.Key(key.project(), key.trace(), 0, -1, part.week().toEpochDay());
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
   * Finds parts that are stored though the memory has forgotten them, such as retries that come
   * late: figures count rows, and must not count one twice. Looking costs a query, so a part is
   * looked for only if the file may hold its trace and not all of the trace is remembered.
   *
   * <p>Only SPAN parts matter: whoever reads others puts them together with the rest of the span.
   * For the writer's thread.
   */
  static final class Forgotten {
    private final Memory memory;
    private final Readers.Reading session;

    Forgotten(Memory memory, Readers.Reading session) {
      this.memory = memory;
      this.session = session;
    }

    /** Keys that a week's file has, those of {@code parts}, about to be written, among them. */
    Set<PreparedPart.Key> among(
        List<PreparedPart> parts, Segment segment, Contents contents, Draft draft) {
      List<PreparedPart> suspects = new ArrayList<>();
      for (PreparedPart part : parts) {
        if (!contents.mayHold(List.of(part.key().trace()))) {
          draft.noteBegun(whole(part));
        } else if (part.part().kind() == SpanPart.Kind.SPAN && !memory.knows(whole(part))) {
          suspects.add(part);
        }
      }
      return suspects.isEmpty() ? Set.of() : stored(suspects, segment);
    }

    private Set<PreparedPart.Key> stored(List<PreparedPart> suspects, Segment segment) {
      Set<Hash> traces = new HashSet<>();
      Set<Long> spans = new HashSet<>();
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (PreparedPart part : suspects) {
        TraceId trace = part.key().trace();
        traces.add(new Hash(trace.high(), trace.low()));
        spans.add(part.key().span());
        // A start that is not believed is filed by its arrival, which was another one before.
        boolean stated = !part.placement().span().flags().contains(Placement.CLOCK);
        first = Math.min(first, stated ? part.timeNanos() : Long.MIN_VALUE);
        last = Math.max(last, part.timeNanos());
      }
      Sql sql = new Sql("SELECT project, trace_id, span_id, kind, sequence FROM ");
      sql.add(segment.table(Schema.PARTS)).add("WHERE kind = 1 AND trace_id IN (:traces) AND");
      // Some clients count their spans, in each trace from the beginning.
      sql.add("span_id IN (:spans) AND").add(new TimeRange(first, last).condition(sql));
      sql.set("traces", traces).set("spans", spans);
      return Set.copyOf(session.query(sql, Rows::key));
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
