// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.otlp.Answers;
import dev.steno.otlp.Decoded;
import dev.steno.otlp.OtlpDecoder;
import dev.steno.otlp.OtlpException;
import dev.steno.otlp.RequestContext;
import dev.steno.server.http.Budget;
import dev.steno.server.http.Failures;
import dev.steno.server.http.Refusal;
import dev.steno.server.metrics.ServerMetrics;
import dev.steno.server.tail.Tail;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceStore.Appended;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * From a body to what the store has synced. Thread-safe. Decoding and feedback run on {@code
 * workers}, few and bounded, so that many large bodies wait for each other and do not pile up in
 * memory.
 */
public final class Ingest {
  private final Storage storage;
  private final Tail tail;
  private final ServerMetrics metrics;
  private final Clock clock;
  private final Executor workers;
  private final Budget budget;
  private final int maxBody;
  private final OtlpDecoder decoder = new OtlpDecoder();

  /** Everything that both doors hand their bodies to. */
  public Ingest(
      Storage storage,
      Tail tail,
      ServerMetrics metrics,
      Clock clock,
      Executor workers,
      Budget budget,
      int maxBody) {
    this.storage = storage;
    this.tail = tail;
    this.metrics = metrics;
    this.clock = clock;
    this.workers = workers;
    this.budget = budget;
    this.maxBody = maxBody;
  }

  /**
   * Takes a batch. The future completes with the answer's bytes once everything in it that can be
   * kept is synced, and fails with a {@link Refusal} if nothing is.
   */
  CompletableFuture<byte[]> take(Batch batch) {
    return CompletableFuture.supplyAsync(() -> decoded(batch), workers)
        .thenCompose(decoded -> kept(decoded).thenApply(kept -> answer(batch, decoded)));
  }

  private Decoded decoded(Batch batch) {
    if (batch.abandoned().getAsBoolean()) {
      // Its sender has been answered otherwise and sends again: work for it is lost.
      throw Budget.exhausted();
    }
    long held = 0;
    try {
      byte[] message = batch.wrapping().takenOff(batch.body(), maxBody);
      if (message != batch.body()) {
        held = held(message.length);
      }
      return decoded(batch, message);
    } catch (OtlpException e) {
      throw OtlpStatus.refusal(e);
    } catch (Refusal | OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      metrics.unforeseen();
      Failures.logUnforeseen("Decoding", e);
      throw Refusal.invalid("body: it cannot be read (expected: an OTLP export request)");
    } finally {
      budget.give(held);
    }
  }

  private Decoded decoded(Batch batch, byte[] message) {
    RequestContext context = new RequestContext(batch.project(), clock.instant());
    return switch (batch.signal()) {
      case TRACES -> decoder.traces(message, batch.encoding(), context);
      case LOGS -> decoder.logs(message, batch.encoding(), context);
      case METRICS -> {
        metrics.metricsDiscarded(decoder.metrics(message, batch.encoding()));
        yield new Decoded(List.of(), List.of(), 0, null);
      }
    };
  }

  private static byte[] answer(Batch batch, Decoded decoded) {
    return Answers.accepted(
        batch.signal(), decoded.rejected(), decoded.message(), batch.encoding());
  }

  private long held(long bytes) {
    if (!budget.take(bytes)) {
      throw Budget.exhausted();
    }
    return bytes;
  }

  private CompletableFuture<?> kept(Decoded decoded) {
    metrics.rejected(decoded.rejected());
    return appended(decoded.parts())
        .thenCompose(done -> judged(decoded.feedback()))
        .whenComplete(
            (done, thrown) -> {
              if (thrown != null && Failures.cause(thrown) instanceof StorageException failure) {
                metrics.storeFailed(failure.kind());
              }
            });
  }

  private CompletableFuture<?> appended(List<SpanPart> parts) {
    if (parts.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Timer.Sample since = metrics.appending();
    CompletableFuture<Appended> kept;
    try {
      kept = storage.traces().append(parts);
    } catch (RuntimeException e) {
      // An append that fails at once would otherwise be pending for ever.
      kept = CompletableFuture.failedFuture(e);
    }
    return kept.whenComplete((appended, thrown) -> noted(since, parts, appended));
  }

  private void noted(Timer.Sample since, List<SpanPart> parts, @Nullable Appended appended) {
    metrics.appended(since, appended);
    if (appended != null && appended.accepted() > 0) {
      metrics.models().count(parts);
      tail.changed(parts);
    }
  }

  private CompletableFuture<Void> judged(List<Feedback> feedback) {
    if (feedback.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(
        () -> {
          feedback.forEach(storage.feedback()::add);
          metrics.feedback(feedback.size());
        },
        workers);
  }
}
