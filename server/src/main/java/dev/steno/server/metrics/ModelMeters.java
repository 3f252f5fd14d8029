// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.metrics;

import dev.steno.model.Cost;
import dev.steno.model.Generation;
import dev.steno.model.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The meters of one model within one project. Thread-safe. */
final class ModelMeters {
  private final Counter calls;
  private final Counter errors;
  private final Counter inputUncached;
  private final Counter cacheRead;
  private final Counter cacheWrite;
  private final Counter outputText;
  private final Counter reasoning;
  private final Counter reportedCost;
  private final Counter calculatedCost;
  private final Timer latency;

  ModelMeters(MeterRegistry registry, String project, String model) {
    Tags tags = Tags.of("project", project, "model", model);
    calls = counter(registry, "steno.model.calls", "Model calls", tags);
    errors = counter(registry, "steno.model.errors", "Model calls that failed", tags);
    inputUncached = tokens(registry, tags, "input_uncached");
    cacheRead = tokens(registry, tags, "cache_read");
    cacheWrite = tokens(registry, tags, "cache_write");
    outputText = tokens(registry, tags, "output_text");
    reasoning = tokens(registry, tags, "reasoning");
    reportedCost = cost(registry, tags, Cost.Source.REPORTED);
    calculatedCost = cost(registry, tags, Cost.Source.CALCULATED);
    latency =
        Timer.builder("steno.model.latency")
            .description("How long model calls took")
            .tags(tags)
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(2500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5))
            .register(registry);
  }

  void count(Generation generation, boolean failed, @Nullable Duration took) {
    calls.increment();
    if (failed) {
      errors.increment();
    }
    Usage usage = generation.usage();
    if (usage != null) {
      add(inputUncached, usage.inputUncached());
      add(cacheRead, usage.cacheRead());
      add(cacheWrite, usage.cacheWrite());
      add(outputText, usage.outputText());
      add(reasoning, usage.reasoning());
    }
    Cost cost = Cost.of(generation);
    if (cost != null) {
      Counter counter = cost.source() == Cost.Source.REPORTED ? reportedCost : calculatedCost;
      counter.increment(Math.max(0, cost.amount().doubleValue()));
    }
    if (took != null && !took.isNegative()) {
      latency.record(took);
    }
  }

  private static void add(Counter counter, @Nullable Long tokens) {
    if (tokens != null && tokens > 0) {
      counter.increment(tokens);
    }
  }

  private static Counter tokens(MeterRegistry registry, Tags tags, String part) {
    return counter(registry, "steno.model.tokens", "Tokens by part", tags.and("part", part));
  }

  private static Counter cost(MeterRegistry registry, Tags tags, Cost.Source source) {
    String what = "Cost as reported by the sources, else by the table of prices";
    return counter(registry, "steno.model.cost.usd", what, tags.and("source", source.wire()));
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
