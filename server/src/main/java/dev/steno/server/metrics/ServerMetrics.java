// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.metrics;

import dev.steno.pricing.Prices;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceStore.Appended;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the server counts of itself, and of the models by project. Thread-safe. */
public final class ServerMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ModelMetrics models;
  private final AtomicLong pending = new AtomicLong();
  private final Counter accepted = spans("accepted");
  private final Counter duplicates = spans("duplicate");
  private final Counter rejected = spans("rejected");
  private final Counter feedback =
      Counter.builder("steno.feedback").description("Feedback taken").register(registry);
  private final Counter discarded =
      Counter.builder("steno.otlp.metrics.discarded")
          .description("OTLP metrics answered and discarded")
          .register(registry);
  private final Counter unforeseen =
      Counter.builder("steno.unforeseen.failures")
          .description("Requests that failed in a way nobody foresaw; the log says where")
          .register(registry);
  private final Timer append =
      Timer.builder("steno.append")
          .description("From decoded to synced")
          .serviceLevelObjectives(
              Duration.ofMillis(1),
              Duration.ofMillis(5),
              Duration.ofMillis(10),
              Duration.ofMillis(25),
              Duration.ofMillis(50),
              Duration.ofMillis(100),
              Duration.ofMillis(250),
              Duration.ofSeconds(1),
              Duration.ofSeconds(5))
          .register(registry);

  /**
   * Metrics with nothing counted yet.
   *
   * @param kept what the store makes of a text of a project
   * @param prices by which the store calculates costs
   */
  public ServerMetrics(BinaryOperator<String> kept, Prices prices) {
    models = new ModelMetrics(registry, kept, prices);
    Gauge.builder("steno.appends.pending", pending, AtomicLong::get)
        .description("Batches handed to the store and not yet synced")
        .register(registry);
  }

  /** What is counted of models. */
  public ModelMetrics models() {
    return models;
  }

  /** Shows a number that is asked for when it is read. */
  public void gauge(String name, String description, Supplier<Number> number) {
    Gauge.builder(name, number).description(description).register(registry);
  }

  /** A request was answered. */
  public void answered(String door, int status) {
    Counter.builder("steno.requests")
        .description("Requests by door and status")
        .tag("door", door)
        .tag("status", Integer.toString(status))
        .register(registry)
        .increment();
  }

  /** A batch is handed to the store. */
  public Timer.Sample appending() {
    pending.incrementAndGet();
    return Timer.start(registry);
  }

  /** The batch was kept, or was not. */
  public void appended(Timer.Sample since, @Nullable Appended kept) {
    pending.decrementAndGet();
    since.stop(append);
    if (kept != null) {
      accepted.increment(kept.accepted());
      duplicates.increment(kept.duplicates());
    }
  }

  /** Batches that the store has not synced yet. */
  public long pending() {
    return pending.get();
  }

  /** Spans were sent that cannot be kept. */
  public void rejected(long count) {
    rejected.increment(count);
  }

  /** Feedback was kept. */
  public void feedback(long count) {
    feedback.increment(count);
  }

  /** OTLP metrics were discarded. */
  public void metricsDiscarded(long count) {
    discarded.increment(count);
  }

  /** The store failed. */
  public void storeFailed(StorageException.Kind kind) {
    Counter.builder("steno.store.errors")
        .description("Failures of the store by kind")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** Something failed in a way nobody foresaw. */
  public void unforeseen() {
    unforeseen.increment();
  }

  /** How often something failed in a way nobody foresaw. */
  public long unforeseenCount() {
    return (long) unforeseen.count();
  }

  /**
   * All of it in Prometheus' text format.
   *
   * @param project the only project whose models are shown; null for all
   */
  public String scrape(@Nullable String project) {
    String all = registry.scrape();
    return project == null ? all : models.only(project, all);
  }

  private Counter spans(String outcome) {
    return Counter.builder("steno.spans")
        .description("Parts of spans by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
