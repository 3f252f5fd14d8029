// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.analysis.BodySizes;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Pieces;
import dev.steno.storage.analysis.SearchPage;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.query.Filter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at every trace for every question: what the answers mean, in plain Java. Thread-safe. */
final class MemoryAnalysis implements Analysis {
  private final Open open;
  private final MemoryTraces traces;

  MemoryAnalysis(Open open, MemoryTraces traces) {
    this.open = open;
    this.traces = traces;
  }

  @Override
  public Aggregates aggregate(AggregateQuery query) {
    return open.run(
        () -> MemoryAggregates.of(query, traces.meeting(query.project(), query.filter())));
  }

  @Override
  public Overview overview(OverviewQuery query) {
    return open.run(
        () -> MemoryOverview.of(query, traces.meeting(query.project(), query.filter())));
  }

  @Override
  public SearchPage search(SearchQuery query) {
    return open.run(
        () -> new MemorySearch(query).page(traces.meeting(query.project(), Filter.ALL)));
  }

  @Override
  public List<StoredSpan> outline(String project, TraceId trace) {
    return open.run(() -> traces.spans(project, trace));
  }

  @Override
  public Map<SpanId, BodySizes> sizes(String project, TraceId trace) {
    Map<SpanId, BodySizes> sizes = new HashMap<>();
    for (StoredSpan stored : outline(project, trace)) {
      Span span = stored.span();
      JsonValue attributes = span.attributes().isEmpty() ? null : span.attributes();
      sizes.put(
          span.spanId(), new BodySizes(size(span.input()), size(span.output()), size(attributes)));
    }
    sizes.values().removeIf(BodySizes.NONE::equals);
    return sizes;
  }

  private static @Nullable Long size(@Nullable JsonValue body) {
    return body == null ? null : (long) body.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public Pieces pieces(
      String project, TraceId trace, Collection<SpanId> spans, Collection<Hash> messages) {
    return traces
        .trace(project, trace)
        .map(whole -> pieces(whole, spans, messages))
        .orElse(new Pieces(List.of(), Map.of()));
  }

  private static Pieces pieces(
      TraceRecord trace, Collection<SpanId> spans, Collection<Hash> messages) {
    Map<Hash, Message> some = new HashMap<>(trace.messages());
    some.keySet().retainAll(messages);
    return new Pieces(
        trace.spans().stream().filter(span -> spans.contains(span.spanId())).toList(), some);
  }
}
