// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.query;

import dev.steno.benchmarks.load.Conversations;
import dev.steno.model.SpanPart;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceStore.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Fills a store with conversations, evenly over some days. For one thread. */
final class Filling {
  private static final int BATCH = 1_000;
  private static final int WAITING = 4;
  private final Storage storage;
  private final Consumer<String> told;
  private final Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();

  Filling(Storage storage, Consumer<String> told) {
    this.storage = storage;
    this.told = told;
  }

  /** Appends so many spans, the last of which ends a little before {@code now}. */
  void fill(int spans, int days, Instant now) {
    Conversations conversations = new Conversations(21, "default");
    int traces = spans / Conversations.SPANS;
    Duration between = Duration.ofDays(days).dividedBy(traces);
    Instant start = now.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(5));
    List<SpanPart> batch = new ArrayList<>(BATCH);
    for (int i = 1; i <= traces; i++) {
      start = start.plus(between);
      batch.addAll(conversations.next(start).parts());
      if (batch.size() >= BATCH || i == traces) {
        append(List.copyOf(batch));
        batch.clear();
      }
      if (i % Math.max(1, traces / 10) == 0) {
        told.accept("Filled %,d of %,d spans".formatted(i * Conversations.SPANS, spans));
      }
    }
    waiting.forEach(CompletableFuture::join);
  }

  private void append(List<SpanPart> batch) {
    waiting.add(storage.traces().append(batch));
    if (waiting.size() > WAITING) {
      waiting.remove().join();
    }
  }
}
