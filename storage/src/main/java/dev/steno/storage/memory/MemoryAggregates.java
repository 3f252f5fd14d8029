// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.Generation;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.step.OuterCalls;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.analysis.Percentiles;
import dev.steno.storage.assembly.StoredSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes figures one span after the other: what they mean, in plain Java. Pure functions. */
final class MemoryAggregates {
  private static final Comparator<@Nullable String> MISSING_LAST =
      Comparator.nullsLast(Comparator.naturalOrder());

  private MemoryAggregates() {}

  /** A span or a trace as far as it is counted. */
  private record Counted(
      List<@Nullable String> keys,
      boolean failed,
      List<Generation> calls,
      @Nullable Duration latency,
      @Nullable Duration firstToken,
      TraceId trace,
      @Nullable SpanId span) {}

  static Aggregates of(AggregateQuery query, List<MemoryTraces.Known> traces) {
    Map<List<@Nullable String>, List<Counted>> groups = new HashMap<>();
    for (MemoryTraces.Known trace : traces) {
      List<Counted> counted =
          query.subject() == AggregateQuery.Subject.TRACE
              ? trace(query, trace)
              : spans(query, trace);
      counted.forEach(
          each -> groups.computeIfAbsent(each.keys, keys -> new ArrayList<>()).add(each));
    }
    List<Aggregate> rows =
        groups.entrySet().stream()
            .map(group -> row(group.getKey(), group.getValue()))
            .sorted(order(query.groups()))
            .toList();
    boolean more = rows.size() > query.limit();
    return new Aggregates(more ? rows.subList(0, query.limit()) : rows, query.limit(), more, true);
  }

  private static List<Counted> trace(AggregateQuery query, MemoryTraces.Known trace) {
    TraceSummary summary = trace.summary();
    if (!query.window().contains(summary.start())) {
      return List.of();
    }
    List<@Nullable String> keys = new ArrayList<>();
    for (GroupKey key : query.groups()) {
      keys.add(
          switch (key) {
            case NAME -> summary.name();
            case ENVIRONMENT -> summary.grouping().environment();
            default -> time(key, summary.start());
          });
    }
    return List.of(
        new Counted(
            keys,
            summary.status() == SpanStatus.ERROR,
            trace.spans().stream().flatMap(span -> calls(span, outer(trace)).stream()).toList(),
            summary.end() == null ? null : Duration.between(summary.start(), summary.end()),
            null,
            summary.traceId(),
            null));
  }

  private static List<Counted> spans(AggregateQuery query, MemoryTraces.Known trace) {
    Set<SpanId> outer = outer(trace);
    return trace.spans().stream()
        .filter(stored -> query.window().contains(stored.start()))
        .map(stored -> span(query, stored, outer))
        .toList();
  }

  private static Counted span(AggregateQuery query, StoredSpan stored, Set<SpanId> outer) {
    Span span = stored.span();
    List<@Nullable String> keys = new ArrayList<>();
    query.groups().forEach(key -> keys.add(value(key, stored)));
    Generation generation = span.generation();
    // A start that nobody stated is the time of filing, from which nothing can be measured.
    boolean ended = span.start() != null && stored.end() != null;
    return new Counted(
        keys,
        span.status() == SpanStatus.ERROR,
        calls(stored, outer),
        ended ? Duration.between(stored.start(), stored.end()) : null,
        generation == null ? null : generation.timeToFirstToken(),
        span.traceId(),
        span.spanId());
  }

  private static @Nullable String value(GroupKey key, StoredSpan stored) {
    Span span = stored.span();
    Generation generation = span.generation();
    return switch (key) {
      case HOUR, DAY -> time(key, stored.start());
      case MODEL -> generation == null ? null : generation.model();
      case PROVIDER -> generation == null ? null : generation.provider();
      case NAME -> span.name();
      case TYPE -> span.type() == null ? null : span.type().name();
      case TOOL -> span.tool() == null ? null : span.tool().name();
      case AGENT -> span.agent();
      case ENVIRONMENT -> span.grouping().environment();
      case RELEASE -> Labels.of(span).release();
      case PROMPT -> Labels.of(span).prompts().stream().findFirst().orElse(null);
    };
  }

  private static String time(GroupKey key, Instant start) {
    return key == GroupKey.DAY
        ? start.atZone(ZoneOffset.UTC).toLocalDate().toString()
        : start.truncatedTo(ChronoUnit.HOURS).toString();
  }

  private static List<Generation> calls(StoredSpan stored, Set<SpanId> outer) {
    Span span = stored.span();
    boolean call = span.type() == SpanType.GENERATION || span.type() == SpanType.EMBEDDING;
    return call && span.generation() != null && !outer.contains(span.spanId())
        ? List.of(span.generation())
        : List.of();
  }

  private static Set<SpanId> outer(MemoryTraces.Known trace) {
    return OuterCalls.of(trace.spans().stream().map(StoredSpan::span).toList());
  }

  private static Aggregate row(List<@Nullable String> keys, List<Counted> members) {
    List<Generation> calls = members.stream().flatMap(member -> member.calls.stream()).toList();
    Usage usage =
        calls.stream()
            .map(Generation::usage)
            .filter(Objects::nonNull)
            .reduce(Usage.UNKNOWN, Usage::plus);
    BigDecimal cost =
        calls.stream()
            .map(Generation::effectiveCost)
            .filter(Objects::nonNull)
            .reduce(BigDecimal::add)
            .orElse(null);
    return new Aggregate(
        keys,
        members.size(),
        members.stream().filter(Counted::failed).count(),
        usage.equals(Usage.UNKNOWN) ? null : usage,
        cost,
        calls.stream().filter(MemoryAggregates::isUnpriced).count(),
        percentiles(members, Counted::latency),
        percentiles(members, Counted::firstToken));
  }

  private static boolean isUnpriced(Generation call) {
    return call.effectiveCost() == null
        && call.usage() != null
        && call.usage().totalTokens() != null;
  }

  private static Percentiles percentiles(
      List<Counted> members, Function<Counted, @Nullable Duration> of) {
    Comparator<Counted> order =
        Comparator.<Counted, Duration>comparing(each -> Objects.requireNonNull(of.apply(each)))
            .thenComparing(each -> each.span == null ? 0L : each.span.bits())
            .thenComparing(Counted::trace);
    List<Counted> sorted =
        members.stream().filter(each -> of.apply(each) != null).sorted(order).toList();
    return sorted.isEmpty()
        ? Percentiles.NONE
        : new Percentiles(point(sorted, of, 50), point(sorted, of, 95), point(sorted, of, 99));
  }

  private static Percentiles.Point point(
      List<Counted> sorted, Function<Counted, @Nullable Duration> of, int percent) {
    Duration value =
        Objects.requireNonNull(of.apply(sorted.get((percent * sorted.size() + 99) / 100 - 1)));
    // The first of equal ones.
    Counted example =
        sorted.stream().filter(each -> value.equals(of.apply(each))).findFirst().orElseThrow();
    return new Percentiles.Point(value, example.trace, example.span);
  }

  private static Comparator<Aggregate> order(List<GroupKey> groups) {
    Comparator<Aggregate> order = Comparator.comparing(Aggregate::count, Comparator.reverseOrder());
    if (!groups.isEmpty() && groups.get(0).isTime()) {
      order = Comparator.<Aggregate, String>comparing(row -> key(row, 0)).thenComparing(order);
    }
    return order
        .thenComparing(row -> key(row, 0), MISSING_LAST)
        .thenComparing(row -> key(row, 1), MISSING_LAST);
  }

  private static @Nullable String key(Aggregate row, int index) {
    return index < row.keys().size() ? row.keys().get(index) : null;
  }
}
