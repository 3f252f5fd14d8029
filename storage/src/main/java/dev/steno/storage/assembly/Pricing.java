// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.step.OuterCalls;
import dev.steno.pricing.Call;
import dev.steno.pricing.Prices;
import dev.steno.pricing.Quote;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which spans cost something, and how much. Pure functions. */
public final class Pricing {

  private Pricing() {}

  /**
   * The part with what its call costs by {@code prices}; as it is if it tells no usage, is of a
   * type that costs nothing by itself, or was priced before: an amount keeps the table it was made
   * with.
   */
  public static SpanPart priced(SpanPart part, Prices prices) {
    Span span = part.span();
    Generation generation = span.generation();
    if (generation == null
        || generation.usage() == null
        || generation.calculated() != null
        || (span.type() != null && !isCall(span.type()))) {
      return part;
    }
    Quote quote = prices.quote(Call.of(generation, time(part)));
    if (quote.amount() == null) {
      return part;
    }
    CalculatedCost cost = new CalculatedCost(quote.amount(), quote.table());
    Span priced =
        span.toBuilder().generation(generation.toBuilder().calculated(cost).build()).build();
    return new SpanPart(part.kind(), part.sequence(), part.arrival(), priced, part.exchange());
  }

  /** The time whose prices hold for a part: its start, else its arrival. */
  private static Instant time(SpanPart part) {
    Instant start = part.span().start();
    return start != null ? start : part.arrival();
  }

  /**
   * The spans of a trace whose usage and cost are its own, in their order: EMBEDDING spans, and
   * GENERATION spans that have no GENERATION span anywhere below them, since one that has repeats
   * what those used.
   */
  public static List<Span> counted(Collection<Span> spans) {
    Set<SpanId> outer = OuterCalls.of(spans);
    return spans.stream()
        .filter(span -> span.type() != null && isCall(span.type()))
        .filter(span -> !outer.contains(span.spanId()))
        .toList();
  }

  private static boolean isCall(SpanType type) {
    return type == SpanType.GENERATION || type == SpanType.EMBEDDING;
  }
}
