// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.delivery.Delivery;
import dev.steno.client.delivery.DeliveryCounts;
import dev.steno.client.pipeline.Pipeline;
import dev.steno.client.pipeline.Recent;
import dev.steno.client.recording.Recorder;
import dev.steno.redaction.RedactionTrial;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What runs behind a client: its delivery, and a thread that looks after spans. Thread-safe. */
final class Engine {
  static final Recent NOTHING = new Recent(0);
  private static final long TICK_MILLIS = 25;

  private final Recorder recorder;
  private final OpenTelemetry openTelemetry;
  private final Recent recent;
  private final @Nullable Pipeline pipeline;
  private final @Nullable Delivery delivery;
  private final ScheduledExecutorService ticks;
  private final @Nullable Thread hook;

  /**
   * An engine that runs.
   *
   * @param pipeline null on somebody else's OpenTelemetry
   * @param delivery null on somebody else's OpenTelemetry
   * @param shutdownWithin how long the end of the JVM may take for it; null for not at all
   */
  Engine(
      Recorder recorder,
      OpenTelemetry openTelemetry,
      Recent recent,
      @Nullable Pipeline pipeline,
      @Nullable Delivery delivery,
      @Nullable Duration shutdownWithin) {
    this.recorder = recorder;
    this.openTelemetry = openTelemetry;
    this.recent = recent;
    this.pipeline = pipeline;
    this.delivery = delivery;
    ticks = Executors.newSingleThreadScheduledExecutor(Engine::thread);
    ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    hook = shutdownWithin == null ? null : hooked(shutdownWithin);
  }

  private @Nullable Thread hooked(Duration within) {
    Thread thread = new Thread(() -> close(within), "steno-client-shutdown");
    try {
      Runtime.getRuntime().addShutdownHook(thread);
      return thread;
    } catch (IllegalStateException e) {
      // The JVM is ending: who begins a client by then closes it.
      return null;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "steno-client");
    thread.setDaemon(true);
    return thread;
  }

  private void tick() {
    try {
      recorder.tick();
    } catch (RuntimeException | LinkageError e) {
      // The next tick may do better.
      recorder.failed(e);
    }
  }

  OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  Recent recent() {
    return recent;
  }

  StenoCounts counts() {
    DeliveryCounts delivered = delivery == null ? DeliveryCounts.NONE : delivery.counts();
    if (pipeline == null) {
      return new StenoCounts(
          0, 0, 0, recorder.skippedStarts(), recorder.failures(), Map.of(), delivered);
    }
    return new StenoCounts(
        pipeline.started(),
        pipeline.ended(),
        pipeline.sampledOut(),
        recorder.skippedStarts(),
        recorder.failures() + pipeline.failures(),
        pipeline.redacted(),
        delivered);
  }

  Optional<RedactionTrial> trial() {
    return pipeline == null ? Optional.empty() : Optional.ofNullable(pipeline.trial());
  }

  boolean flush(Duration within) {
    recorder.tellAll();
    return delivery == null || delivery.flush(within);
  }

  boolean close(Duration within) {
    ticks.shutdownNow();
    unhook();
    recorder.points.settleAll();
    recorder.tellAll();
    return delivery == null || delivery.close(within);
  }

  private void unhook() {
    try {
      if (hook != null) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      // The JVM is ending already, which may be why we are here.
    }
  }
}
