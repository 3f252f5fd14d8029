// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.stored;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.interaction.Judged;
import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.step.OuterCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of a stored trace, in the order in which they began.
 *
 * <p>Every GENERATION span is one, but for those that repeat another one below them. The attempts
 * and rounds of a call of a traced chat model are one together: they stand directly below a span
 * with the attribute {@value #INTERACTION_ID}. For one thread.
 */
public final class StoredInteractions {
  /** The attribute that holds the id of an interaction; without it, it is the trace's. */
  public static final String INTERACTION_ID = "steno.interaction.id";

  private final ExportedTrace trace;
  private final Map<SpanId, Span> spans = new LinkedHashMap<>();
  private final Map<SpanId, StoredCall> byOwner = new LinkedHashMap<>();
  private final Map<SpanId, StoredCall> bySpan = new HashMap<>();

  private StoredInteractions(ExportedTrace trace) {
    this.trace = trace;
  }

  /**
   * The interactions with the feedback on them. Feedback on the trace, or on a span above some of
   * them, is on the last one, whose answer was seen.
   *
   * @throws dev.steno.codec.CodecException SHAPE if the trace's record is broken
   */
  public static List<Judged> of(ExportedTrace trace) {
    return new StoredInteractions(trace).read();
  }

  private List<Judged> read() {
    trace.spans().forEach(span -> spans.put(span.spanId(), span));
    Set<SpanId> outer = OuterCalls.of(trace.spans());
    for (SpanPart part : trace.parts()) {
      Span span = part.span();
      boolean named = span.attributes().text(INTERACTION_ID) != null;
      if (span.type() == SpanType.GENERATION && (named || !outer.contains(span.spanId()))) {
        owned(owner(span)).calls().add(part);
        bySpan.put(span.spanId(), owned(owner(span)));
      } else if (named) {
        owned(span);
      } else if (span.type() == SpanType.TOOL && span.parentId() != null) {
        StoredCall call = byOwner.get(span.parentId());
        if (call != null) {
          call.tools().add(span);
        }
      }
    }
    return judged();
  }

  private StoredCall owned(Span owner) {
    StoredCall known = byOwner.get(owner.spanId());
    if (known == null) {
      known = new StoredCall(trace, owner, ancestors(owner), new ArrayList<>(), new ArrayList<>());
      byOwner.put(owner.spanId(), known);
      bySpan.put(owner.spanId(), known);
    }
    return known;
  }

  private Span owner(Span generation) {
    Span parent = parent(generation);
    boolean ofChat = parent != null && parent.attributes().text(INTERACTION_ID) != null;
    return parent != null && ofChat ? parent : generation;
  }

  private @Nullable Span parent(Span span) {
    return span.parentId() == null ? null : spans.get(span.parentId());
  }

  /** From the root to the span itself. */
  private List<Span> ancestors(Span span) {
    List<Span> ancestors = new ArrayList<>();
    Set<SpanId> seen = new HashSet<>();
    for (Span at = span; at != null && seen.add(at.spanId()); at = parent(at)) {
      ancestors.add(0, at);
    }
    return ancestors;
  }

  private List<Judged> judged() {
    Map<StoredCall, List<Feedback>> feedback = new HashMap<>();
    for (Feedback each : trace.feedback()) {
      StoredCall meant = meant(each.spanId());
      if (meant != null) {
        feedback.computeIfAbsent(meant, any -> new ArrayList<>()).add(each);
      }
    }
    List<Judged> judged = new ArrayList<>();
    for (StoredCall call : byOwner.values()) {
      List<Feedback> of = feedback.getOrDefault(call, List.of());
      judged.add(new Judged(call.interaction(judged.size() + 1L, of), of));
    }
    return judged;
  }

  private @Nullable StoredCall meant(@Nullable SpanId judged) {
    StoredCall last = judged == null ? null : bySpan.get(judged);
    if (last == null) {
      for (StoredCall call : byOwner.values()) {
        last = judged == null || isBelow(call, judged) ? call : last;
      }
    }
    return last;
  }

  private static boolean isBelow(StoredCall call, SpanId above) {
    return call.ancestors().stream().anyMatch(span -> span.spanId().equals(above));
  }
}
