// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.metrics;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.pricing.Prices;
import dev.steno.storage.assembly.Pricing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Calls, errors, tokens, cost and latency by project and model. Thread-safe. Both labels come from
 * whoever sends: after {@value #MAX_PAIRS} pairs every new one is counted as {@value #OTHER}.
 */
public final class ModelMetrics {
  static final int MAX_PAIRS = 100;
  static final String OTHER = "other";
  private static final int LONGEST_LABEL = 128;

  private final MeterRegistry registry;
  private final BinaryOperator<String> kept;
  private final Prices prices;
  private final Counter overflowing;
  private final Map<Pair, ModelMeters> byPair = new ConcurrentHashMap<>();

  /**
   * Nothing counted yet.
   *
   * @param kept what the store makes of a text of a project: a label says no more than the record
   * @param prices by which the store calculates costs
   */
  ModelMetrics(MeterRegistry registry, BinaryOperator<String> kept, Prices prices) {
    this.prices = prices;
    this.registry = registry;
    this.kept = kept;
    this.overflowing =
        Counter.builder("steno.model.labels.overflow")
            .description("Calls counted under 'other', there being too many projects and models")
            .register(registry);
  }

  /** Counts the model calls among parts that were kept for the first time. */
  public void count(Collection<SpanPart> parts) {
    for (SpanPart taken : parts) {
      SpanPart part = Pricing.priced(taken, prices);
      Span span = part.span();
      boolean call = span.type() == SpanType.GENERATION || span.type() == SpanType.EMBEDDING;
      // A call has one part of this kind; the others begin or complete the same one.
      if (call && part.kind() == SpanPart.Kind.SPAN && span.generation() != null) {
        count(span, span.generation());
      }
    }
  }

  private void count(Span span, Generation generation) {
    String model = generation.model() == null ? "unknown" : generation.model();
    ModelMeters meters = meters(span.project(), model);
    meters.count(generation, span.status() == SpanStatus.ERROR, span.duration().orElse(null));
  }

  private ModelMeters meters(String project, String model) {
    Pair pair = new Pair(label(project), label(model));
    ModelMeters known = byPair.get(pair);
    if (known != null) {
      return known;
    }
    String shown = label(kept.apply(project, model));
    synchronized (this) {
      if (byPair.size() < MAX_PAIRS) {
        return byPair.computeIfAbsent(pair, p -> new ModelMeters(registry, p.project(), shown));
      }
    }
    overflowing.increment();
    return byPair.computeIfAbsent(
        new Pair(OTHER, OTHER), p -> new ModelMeters(registry, p.project(), p.model()));
  }

  /** The lines of {@code text} but those of other projects. */
  String only(String project, String text) {
    String own = "project=\"" + escaped(label(project)) + "\"";
    return text.lines()
        .filter(
            line ->
                !line.startsWith("steno_model_")
                    || !line.contains("project=\"")
                    || line.contains(own))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String label(String value) {
    return value.length() <= LONGEST_LABEL ? value : value.substring(0, LONGEST_LABEL);
  }

  private record Pair(String project, String model) {}
}
