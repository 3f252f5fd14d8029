// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.storage.Page;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.assembly.Cursor;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterMatch;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The traces of a {@link MemoryStorage}. Thread-safe. */
final class MemoryTraces implements TraceStore {
  private static final Comparator<TraceSummary> EARLIEST_FIRST =
      Comparator.comparing(TraceSummary::start).thenComparing(TraceSummary::traceId);
  private static final Comparator<TraceSummary> LATEST_FIRST =
      Comparator.comparing(TraceSummary::start).reversed().thenComparing(TraceSummary::traceId);

  private final Open open;
  private final Clock clock;
  private final MemoryProjects projects;
  private final MemoryFeedback feedback;
  private final MemoryScopes scopes = new MemoryScopes();
  private final Map<TraceKey, MemoryTrace> traces = new HashMap<>();

  private record TraceKey(String project, TraceId id) {}

  MemoryTraces(Open open, Clock clock, MemoryProjects projects, MemoryFeedback feedback) {
    this.open = open;
    this.clock = clock;
    this.projects = projects;
    this.feedback = feedback;
  }

  @Override
  public CompletableFuture<Appended> append(List<SpanPart> parts) {
    try {
      return CompletableFuture.completedFuture(open.run(() -> keep(parts)));
    } catch (StorageException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private Appended keep(List<SpanPart> parts) {
    int accepted = 0;
    for (SpanPart part : parts) {
      projects.create(part.span().project());
      TraceKey key = new TraceKey(part.span().project(), part.span().traceId());
      if (traces.computeIfAbsent(key, absent -> new MemoryTrace()).keep(part, scopes)) {
        accepted++;
      }
    }
    return new Appended(accepted, parts.size() - accepted);
  }

  @Override
  public Page<TraceSummary> list(TraceQuery query) {
    return open.run(
        () -> {
          Instant now = clock.instant();
          Stream<TraceSummary> found =
              summaries(query.project(), now)
                  .filter(summary -> meets(query.filter(), query.project(), summary));
          return page(found, LATEST_FIRST, query.limit(), query.cursor());
        });
  }

  @Override
  public List<TraceSummary> summaries(String project, Collection<TraceId> ids) {
    return open.run(
        () ->
            summaries(project, clock.instant())
                .filter(summary -> ids.contains(summary.traceId()))
                .toList());
  }

  @Override
  public Optional<TraceRecord> trace(String project, TraceId id) {
    return open.run(() -> record(project, id));
  }

  @Override
  public Page<TraceRecord> conversation(
      String project, String conversation, int limit, @Nullable String cursor) {
    if (limit < 1 || limit > TraceQuery.MAX_LIMIT) {
      throw new StorageException(
          StorageException.Kind.INVALID,
          "limit: " + limit + " (expected: 1 to " + TraceQuery.MAX_LIMIT + ")");
    }
    return open.run(
        () -> {
          Stream<TraceSummary> found =
              summaries(project, clock.instant())
                  .filter(
                      summary ->
                          trace(new TraceKey(project, summary.traceId())).isOf(conversation));
          Page<TraceSummary> page = page(found, EARLIEST_FIRST, limit, cursor);
          return new Page<>(
              page.items().stream()
                  .flatMap(summary -> record(project, summary.traceId()).stream())
                  .toList(),
              page.next(),
              limit);
        });
  }

  @Override
  public Optional<Blob> blob(String project, TraceId id, String sha256) {
    return open.run(() -> trace(new TraceKey(project, id)).blob(sha256, scopes));
  }

  @Override
  public Deleted delete(String project, TraceId id) {
    return open.run(
        () -> {
          MemoryTrace trace = traces.remove(new TraceKey(project, id));
          if (trace == null) {
            return Deleted.NONE;
          }
          long messages = scopes.release(trace, traces.values());
          return new Deleted(1, trace.spans().size(), messages, feedback.remove(project, id));
        });
  }

  /** A trace as far as questions over many traces look at it. */
  record Known(TraceSummary summary, List<StoredSpan> spans) {}

  /** The traces that meet a filter, in no order. */
  List<Known> meeting(String project, Filter filter) {
    return summaries(project, clock.instant())
        .filter(summary -> meets(filter, project, summary))
        .map(summary -> new Known(summary, trace(new TraceKey(project, summary.traceId())).spans()))
        .toList();
  }

  private boolean meets(Filter filter, String project, TraceSummary summary) {
    return FilterMatch.test(filter, summary, record(project, summary.traceId()).orElseThrow());
  }

  /** All traces of all projects, in no order; for whoever holds the lock. */
  List<TraceRecord> all() {
    return traces.keySet().stream()
        .flatMap(key -> record(key.project(), key.id()).stream())
        .toList();
  }

  private MemoryTrace trace(TraceKey key) {
    return traces.getOrDefault(key, new MemoryTrace());
  }

  private Optional<TraceRecord> record(String project, TraceId id) {
    return Optional.ofNullable(traces.get(new TraceKey(project, id)))
        .map(trace -> trace.record(project, id, scopes, feedback.of(project, id)));
  }

  private Stream<TraceSummary> summaries(String project, Instant now) {
    return traces.entrySet().stream()
        .filter(entry -> entry.getKey().project().equals(project))
        .map(entry -> entry.getValue().summary(project, entry.getKey().id(), now));
  }

  /** The traces after the cursor, in this order, and the cursor of the last one if more follow. */
  private static Page<TraceSummary> page(
      Stream<TraceSummary> found,
      Comparator<TraceSummary> order,
      int limit,
      @Nullable String cursor) {
    Predicate<TraceSummary> after =
        cursor == null ? summary -> true : after(Cursor.parse(cursor), order);
    List<TraceSummary> rest = found.filter(after).sorted(order).limit(limit + 1L).toList();
    if (rest.size() <= limit) {
      return new Page<>(rest, null, limit);
    }
    TraceSummary last = rest.get(limit - 1);
    String next = new Cursor(last.start(), last.traceId()).text();
    return new Page<>(rest.subList(0, limit), next, limit);
  }

  private static Predicate<TraceSummary> after(Cursor cursor, Comparator<TraceSummary> order) {
    Comparator<Instant> byStart =
        order == LATEST_FIRST ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return summary -> {
      int start = byStart.compare(summary.start(), cursor.start());
      return start > 0 || (start == 0 && summary.traceId().compareTo(cursor.traceId()) > 0);
    };
  }
}
