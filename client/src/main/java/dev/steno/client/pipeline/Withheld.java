// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The spans of traces that were not chosen, held for a while in case that a rule keeps their trace
 * after all. When there is no room the trace that was first seen goes. Thread-safe.
 */
final class Withheld {
  private static final int MOST_SPANS = 2_000;
  private static final int MOST_KEPT = 10_000;

  private final Predicate<SpanData> rule;
  private final Map<String, List<SpanData>> traces = new LinkedHashMap<>();
  private final Map<String, Boolean> kept = new LinkedHashMap<>();
  private int held;
  private long withheld;

  Withheld(Predicate<SpanData> rule) {
    this.rule = rule;
  }

  /** Takes a span; what is to leave now: nothing, the span, or all that was held of its trace. */
  synchronized List<SpanData> take(SpanData span) {
    String trace = span.getTraceId();
    if (kept.containsKey(trace)) {
      return List.of(span);
    }
    if (!rule.test(span)) {
      traces.computeIfAbsent(trace, id -> new ArrayList<>()).add(span);
      held++;
      withheld++;
      makeRoom();
      return List.of();
    }
    kept.put(trace, true);
    if (kept.size() > MOST_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    List<SpanData> leaving = new ArrayList<>();
    List<SpanData> earlier = traces.remove(trace);
    if (earlier != null) {
      held -= earlier.size();
      withheld -= earlier.size();
      leaving.addAll(earlier);
    }
    leaving.add(span);
    return leaving;
  }

  /** How many spans did not leave. */
  synchronized long count() {
    return withheld;
  }

  private void makeRoom() {
    while (held > MOST_SPANS) {
      Iterator<List<SpanData>> oldest = traces.values().iterator();
      held -= oldest.next().size();
      oldest.remove();
    }
  }
}
