// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.pricing.Prices;
import dev.steno.storage.Page;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.assembly.Cursor;
import dev.steno.storage.assembly.Pricing;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterMatch;
import dev.steno.storage.usage.Usage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private final Prices prices;
  private final MemoryProjects projects;
  private final MemoryFeedback feedback;
  private final MemoryScopes scopes = new MemoryScopes();
  private final Map<TraceKey, MemoryTrace> traces = new HashMap<>();

  private record TraceKey(String project, TraceId id) {}

  MemoryTraces(
      Open open, Clock clock, Prices prices, MemoryProjects projects, MemoryFeedback feedback) {
    this.open = open;
    this.clock = clock;
    this.prices = prices;
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
      if (traces
          .computeIfAbsent(key, absent -> new MemoryTrace())
          .keep(Pricing.priced(part, prices), scopes)) {
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

  /** What this would remove, or removes if {@code really}. */
  Erased erase(Selection selection, boolean really) {
    Map<TraceKey, Set<MemoryTrace.Filed>> doomed = doomed(selection);
    Set<MemoryTrace.Filed> parts = new HashSet<>();
    doomed.values().forEach(parts::addAll);
    List<MemoryTrace.Filed> remaining =
        traces.values().stream()
            .flatMap(trace -> trace.parts().stream())
            .filter(part -> !parts.contains(part))
            .toList();
    Set<TraceId> gone = new HashSet<>();
    long spans = 0;
    for (Map.Entry<TraceKey, Set<MemoryTrace.Filed>> entry : doomed.entrySet()) {
      MemoryTrace trace = trace(entry.getKey());
      spans +=
          entry.getValue().stream()
              .map(each -> each.part().part().span().spanId())
              .distinct()
              .count();
      if (trace.parts().size() == entry.getValue().size()) {
        gone.add(entry.getKey().id());
      }
      if (really) {
        trace.drop(entry.getValue());
      }
    }
    if (really) {
      gone.forEach(id -> traces.remove(new TraceKey(selection.project(), id)));
    }
    MemoryScopes.Released released = scopes.release(parts, remaining, really);
    long told =
        feedback.remove(
            selection.project(),
            each ->
                gone.contains(each.traceId())
                    || (selection instanceof Selection.Expired expired
                        && each.time().isBefore(expired.before())),
            really);
    return new Erased(doomed.size(), spans, released.items(), released.blobs(), told);
  }

  /** What there is of each week. */
  List<Usage.Week> weeks() {
    Map<LocalDate, Map<String, MemoryUsage>> weeks = new TreeMap<>();
    traces.forEach(
        (key, trace) ->
            trace
                .parts()
                .forEach(
                    part ->
                        weeks
                            .computeIfAbsent(part.week(), absent -> new TreeMap<>())
                            .computeIfAbsent(key.project(), MemoryUsage::new)
                            .add(key.id(), part)));
    return weeks.entrySet().stream()
        .map(
            week ->
                new Usage.Week(
                    week.getKey(),
                    0,
                    week.getValue().values().stream().map(each -> each.share(scopes)).toList()))
        .toList();
  }

  private Map<TraceKey, Set<MemoryTrace.Filed>> doomed(Selection selection) {
    Map<TraceKey, Set<MemoryTrace.Filed>> doomed = new HashMap<>();
    traces.forEach(
        (key, trace) -> {
          Set<MemoryTrace.Filed> parts =
              key.project().equals(selection.project())
                  ? doomed(selection, key.id(), trace)
                  : Set.of();
          if (!parts.isEmpty()) {
            doomed.put(key, parts);
          }
        });
    return doomed;
  }

  private Set<MemoryTrace.Filed> doomed(Selection selection, TraceId id, MemoryTrace trace) {
    if (selection instanceof Selection.Expired expired) {
      return trace.expired(expired.before());
    }
    boolean whole =
        selection instanceof Selection.OfTrace one
            ? one.trace().equals(id)
            : FilterMatch.test(
                ((Selection.Matching) selection).filter(),
                trace.summary(selection.project(), id, clock.instant()),
                record(selection.project(), id).orElseThrow());
    return whole ? Set.copyOf(trace.parts()) : Set.of();
  }

  /** A trace as far as questions over many traces look at it. */
  record Known(TraceSummary summary, List<StoredSpan> spans, TraceRecord record) {}

  /** The traces that meet a filter, in no order. */
  List<Known> meeting(String project, Filter filter) {
    return summaries(project, clock.instant())
        .filter(summary -> meets(filter, project, summary))
        .map(
            summary ->
                new Known(
                    summary,
                    trace(new TraceKey(project, summary.traceId())).spans(),
                    record(project, summary.traceId()).orElseThrow()))
        .toList();
  }

  /** The spans of a trace by start; empty if there is none. */
  List<StoredSpan> spans(String project, TraceId id) {
    return trace(new TraceKey(project, id)).spans();
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
