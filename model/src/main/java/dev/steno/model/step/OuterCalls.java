// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The GENERATION spans that have another anywhere below them, whose work they repeat. Stateless.
 */
public final class OuterCalls {

  private OuterCalls() {}

  /** The outer ones of a trace's spans. */
  public static Set<SpanId> of(Collection<Span> spans) {
    Map<SpanId, SpanId> parents = new HashMap<>();
    for (Span span : spans) {
      if (span.parentId() != null) {
        parents.put(span.spanId(), span.parentId());
      }
    }
    Set<SpanId> generations = new HashSet<>();
    Set<SpanId> above = new HashSet<>();
    for (Span span : spans) {
      if (span.type() == SpanType.GENERATION) {
        generations.add(span.spanId());
        // Each span is visited once, so that parents in a circle end too.
        SpanId parent = parents.get(span.spanId());
        while (parent != null && above.add(parent)) {
          parent = parents.get(parent);
        }
      }
    }
    above.retainAll(generations);
    return above;
  }
}
