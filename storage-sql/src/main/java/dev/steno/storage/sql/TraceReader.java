// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.storage.Page;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.assembly.Cursor;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.assembly.Summary;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterMatch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads traces. Thread-safe. */
public final class TraceReader {
  private static final int FEW = 16;
  private final Source source;
  private final Dialect dialect;
  private final FeedbackReader feedback;
  private final long windowRows;
  private final Clock clock;

  /**
   * A reader of a source.
   *
   * @param windowRows about how many rows the newest times hold that a list looks at first
   * @param clock tells whether a span without an end is still running
   */
  public TraceReader(
      Source source, Dialect dialect, FeedbackReader feedback, long windowRows, Clock clock) {
    this.windowRows = windowRows;
    this.source = source;
    this.dialect = dialect;
    this.feedback = feedback;
    this.clock = clock;
  }

  /** See {@link dev.steno.storage.TraceStore#list}. */
  public Page<TraceSummary> list(TraceQuery query) {
    Cursor cursor = query.cursor() == null ? null : Cursor.parse(query.cursor());
    Instant now = clock.instant();
    return source.read(session -> list(session, query, cursor, now));
  }

  private Page<TraceSummary> list(
      Source.Session session, TraceQuery query, @Nullable Cursor cursor, Instant now) {
    Candidates candidates = new Candidates(session, dialect, query.project(), now);
    int wanted = query.limit() + 1;
    List<TraceSummary> found = new ArrayList<>();
    Candidates.Position after = cursor == null ? null : Candidates.Position.of(cursor);
    while (found.size() < wanted) {
      Candidates.Found some = candidates.latest(query.filter(), after, wanted, windowRows);
      found.addAll(meeting(session, query, some, now));
      if (some.positions().size() < wanted) {
        break;
      }
      after = some.positions().get(wanted - 1);
    }
    if (found.size() < wanted) {
      return new Page<>(found, null, query.limit());
    }
    List<TraceSummary> page = found.subList(0, query.limit());
    TraceSummary last = page.get(page.size() - 1);
    return new Page<>(page, new Cursor(last.start(), last.traceId()).text(), query.limit());
  }

  /** The summaries of those of the candidates that meet the filter, in their order. */
  private List<TraceSummary> meeting(
      Source.Session session, TraceQuery query, Candidates.Found found, Instant now) {
    Map<TraceId, TraceSummary> summaries =
        summaries(session, query.project(), ids(found.positions()), now);
    List<TraceSummary> meeting = new ArrayList<>();
    for (List<Candidates.Position> some : chunks(found.positions())) {
      Map<TraceId, TraceRecord> traces =
          found.exact() ? Map.of() : wholeTraces(session, query.project(), ids(some));
      for (Candidates.Position position : some) {
        TraceSummary summary = summaries.get(position.trace());
        if (summary != null && meets(query.filter(), position, summary, traces)) {
          meeting.add(summary);
        }
      }
    }
    return meeting;
  }

  private static List<TraceId> ids(List<Candidates.Position> positions) {
    return positions.stream().map(Candidates.Position::trace).distinct().toList();
  }

  /** The ids of all traces of a project that meet a filter. */
  public List<TraceId> matching(Source.Session session, String project, Filter filter) {
    Instant now = clock.instant();
    Candidates.Found found = new Candidates(session, dialect, project, now).all(filter);
    List<TraceId> ids = ids(found.positions());
    return found.exact()
        ? ids
        : chunks(ids).stream()
            .flatMap(some -> matching(session, project, some, filter, now).stream())
            .toList();
  }

  private List<TraceId> matching(
      Source.Session session, String project, List<TraceId> ids, Filter filter, Instant now) {
    Map<TraceId, TraceSummary> summaries = summaries(session, project, ids, now);
    return wholeTraces(session, project, ids).values().stream()
        .filter(
            trace -> {
              TraceSummary summary = summaries.get(trace.traceId());
              return summary != null && FilterMatch.test(filter, summary, trace);
            })
        .map(TraceRecord::traceId)
        .toList();
  }

  /**
   * Whether a candidate meets the filter after all: it may have begun before the times that were
   * looked at, and a text may have been found in what is no text.
   */
  private static boolean meets(
      Filter filter,
      Candidates.Position position,
      TraceSummary summary,
      Map<TraceId, TraceRecord> traces) {
    TraceRecord trace = traces.get(summary.traceId());
    return Times.nanos(summary.start()) == position.startNanos()
        && (trace == null || FilterMatch.test(filter, summary, trace));
  }

  private static <T> List<List<T>> chunks(List<T> items) {
    List<List<T>> chunks = new ArrayList<>();
    for (int i = 0; i < items.size(); i += FEW) {
      chunks.add(items.subList(i, Math.min(items.size(), i + FEW)));
    }
    return chunks;
  }

  /** See {@link dev.steno.storage.TraceStore#summaries}. */
  public List<TraceSummary> summaries(String project, Collection<TraceId> ids) {
    Instant now = clock.instant();
    return source.read(session -> List.copyOf(summaries(session, project, ids, now).values()));
  }

  private Map<TraceId, TraceSummary> summaries(
      Source.Session session, String project, Collection<TraceId> ids, Instant now) {
    Map<TraceId, TraceSummary> summaries = new HashMap<>();
    new PartReader(session, dialect, project)
        .summed(ids)
        .forEach(
            (id, parts) -> summaries.put(id, Summary.of(project, id, StoredSpan.all(parts), now)));
    return summaries;
  }

  /** See {@link dev.steno.storage.TraceStore#trace}. */
  public Optional<TraceRecord> trace(String project, TraceId id) {
    return source.read(
        session -> Optional.ofNullable(wholeTraces(session, project, List.of(id)).get(id)));
  }

  /** See {@link dev.steno.storage.analysis.Analysis#outline}. */
  public List<StoredSpan> outline(String project, TraceId id) {
    return source.read(
        session -> StoredSpan.all(new PartReader(session, dialect, project).light(id)));
  }

  /** See {@link dev.steno.storage.TraceStore#traces}. */
  public List<TraceRecord> traces(String project, List<TraceId> ids) {
    return source.read(session -> List.copyOf(wholeTraces(session, project, ids).values()));
  }

  /** See {@link dev.steno.storage.TraceStore#conversation}. */
  public Page<TraceRecord> conversation(
      String project, String conversation, int limit, @Nullable String cursor) {
    if (limit < 1 || limit > TraceQuery.MAX_LIMIT) {
      throw new StorageException(
          StorageException.Kind.INVALID,
          "limit: " + limit + " (expected: 1 to " + TraceQuery.MAX_LIMIT + ")");
    }
    Candidates.Position after =
        cursor == null ? null : Candidates.Position.of(Cursor.parse(cursor));
    return source.read(
        session -> {
          List<Candidates.Position> found =
              new Candidates(session, dialect, project, clock.instant())
                  .ofConversation(conversation, after, limit + 1);
          boolean more = found.size() > limit;
          List<Candidates.Position> page = more ? found.subList(0, limit) : found;
          Map<TraceId, TraceRecord> traces =
              wholeTraces(session, project, page.stream().map(Candidates.Position::trace).toList());
          return new Page<>(
              List.copyOf(traces.values()),
              more ? page.get(limit - 1).cursor().text() : null,
              limit);
        });
  }

  /** These traces, in this order, without those that are not there. */
  private Map<TraceId, TraceRecord> wholeTraces(
      Source.Session session, String project, List<TraceId> ids) {
    Map<TraceId, TraceRecord> found =
        new PartReader(session, dialect, project).whole(ids, feedback);
    Map<TraceId, TraceRecord> ordered = new LinkedHashMap<>();
    for (TraceId id : ids) {
      TraceRecord trace = found.get(id);
      if (trace != null) {
        ordered.put(id, trace);
      }
    }
    return ordered;
  }

  /** See {@link dev.steno.storage.TraceStore#blob}. */
  public Optional<Blob> blob(String project, TraceId id, String sha256) {
    return source.read(session -> new PartReader(session, dialect, project).blob(id, sha256));
  }
}
