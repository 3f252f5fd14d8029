// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.Generation;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Facet;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.assembly.StoredSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks traces over, in plain Java. Pure functions. */
final class MemoryOverview {

  private MemoryOverview() {}

  static Overview of(OverviewQuery query, List<MemoryTraces.Known> meeting) {
    List<MemoryTraces.Known> traces =
        meeting.stream().filter(trace -> query.window().contains(trace.summary().start())).toList();
    List<Overview.Bucket> buckets = new ArrayList<>();
    for (Window window : query.window().cut(query.buckets())) {
      List<TraceSummary> within =
          traces.stream()
              .map(MemoryTraces.Known::summary)
              .filter(summary -> window.contains(summary.start()))
              .toList();
      buckets.add(new Overview.Bucket(window, within.size(), errors(within)));
    }
    List<TraceSummary> all = traces.stream().map(MemoryTraces.Known::summary).toList();
    return new Overview(
        all.size(),
        errors(all),
        buckets,
        query.facets().stream().map(facet -> values(facet, query.values(), traces)).toList(),
        true);
  }

  private static long errors(List<TraceSummary> traces) {
    return traces.stream().filter(trace -> trace.status() == SpanStatus.ERROR).count();
  }

  private static Overview.Values values(Facet facet, int most, List<MemoryTraces.Known> traces) {
    Map<String, Long> counts =
        traces.stream()
            .flatMap(trace -> values(facet, trace).stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<Overview.Value> top =
        counts.entrySet().stream()
            .map(entry -> new Overview.Value(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparing(Overview.Value::traces, Comparator.reverseOrder())
                    .thenComparing(Overview.Value::value))
            .limit(most)
            .toList();
    return new Overview.Values(facet, top, counts.size() - top.size());
  }

  private static Set<String> values(Facet facet, MemoryTraces.Known trace) {
    if (facet == Facet.STATUS) {
      return Set.of(trace.summary().status().wire());
    }
    return trace.spans().stream()
        .map(StoredSpan::span)
        .flatMap(span -> values(facet, span))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .collect(Collectors.toSet());
  }

  private static Stream<@Nullable String> values(Facet facet, Span span) {
    return switch (facet) {
      case TAG -> Labels.of(span).tags().stream();
      case PROMPT -> Labels.of(span).prompts().stream();
      default -> Stream.of(value(facet, span));
    };
  }

  private static @Nullable String value(Facet facet, Span span) {
    Generation generation = span.generation();
    return switch (facet) {
      case STATUS, TAG, PROMPT -> null;
      case MODEL -> generation == null ? null : generation.model();
      case PROVIDER -> generation == null ? null : generation.provider();
      case NAME -> span.name();
      case TYPE -> span.type() == null ? null : span.type().name();
      case TOOL -> span.tool() == null ? null : span.tool().name();
      case AGENT -> span.agent();
      case USER -> span.grouping().user();
      case SESSION -> span.grouping().session();
      case CONVERSATION -> span.grouping().conversation();
      case CHANNEL -> span.grouping().channel();
      case ENVIRONMENT -> span.grouping().environment();
      case RELEASE -> Labels.of(span).release();
    };
  }
}
