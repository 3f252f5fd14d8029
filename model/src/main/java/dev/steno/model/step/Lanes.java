// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model calls of one trace and their lanes. Immutable. */
final class Lanes {
  static final Comparator<Span> BY_START =
      Comparator.comparing(Span::start, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Span::spanId);

  private final Map<SpanId, Span> spans = new HashMap<>();
  private final Map<SpanId, Lane> lanes = new HashMap<>();
  private final Set<SpanId> outer = new HashSet<>();

  Lanes(List<Span> spans) {
    spans.forEach(span -> this.spans.put(span.spanId(), span));
    for (Span span : spans) {
      if (span.type() == SpanType.GENERATION) {
        lanes.put(span.spanId(), laneOf(span));
      }
    }
  }

  /**
   * The calls by start, one of unknown start last. A generation that only wraps another, as a
   * framework's does its provider's, is the same call told twice: the inner one counts.
   */
  List<Span> calls() {
    return lanes.keySet().stream()
        .filter(id -> !outer.contains(id))
        .map(spans::get)
        .sorted(BY_START)
        .toList();
  }

  Lane lane(Span call) {
    return lanes.getOrDefault(call.spanId(), new Lane(call.traceId(), null, null));
  }

  /** The lane that a span stands in; an agent's own span stands in that of the agent above. */
  Lane laneOf(Span call) {
    Set<SpanId> seen = new HashSet<>();
    boolean wrapped = call.type() == SpanType.GENERATION;
    Span at = parent(call);
    while (at != null && at.type() != SpanType.AGENT && seen.add(at.spanId())) {
      // What a tool asks a model is no part of the call that asked for the tool.
      wrapped &= at.type() != SpanType.TOOL;
      if (wrapped && at.type() == SpanType.GENERATION) {
        outer.add(at.spanId());
      }
      at = parent(at);
    }
    return at == null || at.type() != SpanType.AGENT
        ? new Lane(call.traceId(), null, null)
        : new Lane(call.traceId(), at.spanId(), at.agent() != null ? at.agent() : at.name());
  }

  private @Nullable Span parent(Span span) {
    return span.parentId() == null ? null : spans.get(span.parentId());
  }
}
