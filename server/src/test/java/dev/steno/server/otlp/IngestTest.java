// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.otlp.Encoding;
import dev.steno.otlp.Signal;
import dev.steno.pricing.Prices;
import dev.steno.server.http.Budget;
import dev.steno.server.http.Failures;
import dev.steno.server.http.Refusal;
import dev.steno.server.metrics.ServerMetrics;
import dev.steno.server.tail.Changes;
import dev.steno.server.tail.Tail;
import dev.steno.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IngestTest {
  private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
  private final MemoryStorage storage = new MemoryStorage(Clock.systemUTC());
  private final Ingest ingest =
      new Ingest(
          storage,
          new Tail(new Changes(storage.traces()), summary -> "", background),
          new ServerMetrics((project, text) -> text, Prices.bundled()),
          Clock.systemUTC(),
          Runnable::run,
          new Budget(1000),
          100);

  @AfterEach
  void stop() {
    background.shutdownNow();
    storage.close();
  }

  @Test
  void nothing_is_done_for_a_sender_who_waits_no_more() {
    AtomicBoolean opened = new AtomicBoolean();
    Batch.Wrapping wrapping =
        (body, limit) -> {
          opened.set(true);
          return body;
        };

    CompletableFuture<byte[]> answer =
        ingest.take(
            new Batch(Signal.TRACES, bytes("{}"), Encoding.JSON, wrapping, null, () -> true));

    assertThat(opened).isFalse();
    assertThat(refusal(answer).status().code()).isEqualTo(429);
  }

  @Test
  void a_decoder_that_fails_unforeseen_refuses_the_body() {
    Batch.Wrapping wrapping =
        (body, limit) -> {
          throw new IllegalStateException("secret");
        };

    CompletableFuture<byte[]> answer =
        ingest.take(
            new Batch(Signal.TRACES, bytes("{}"), Encoding.JSON, wrapping, null, () -> false));

    assertThat(refusal(answer).status().code()).isEqualTo(400);
    assertThat(refusal(answer).sentence()).doesNotContain("secret");
  }

  @Test
  void what_does_not_fit_into_memory_beside_the_rest_is_to_be_sent_again() {
    CompletableFuture<byte[]> answer =
        ingest.take(
            new Batch(
                Signal.TRACES,
                bytes("{}"),
                Encoding.JSON,
                (body, limit) -> new byte[1001],
                null,
                () -> false));

    assertThat(refusal(answer).status().code()).isEqualTo(429);
  }

  private static Refusal refusal(CompletableFuture<byte[]> answer) {
    return (Refusal) answer.handle((bytes, thrown) -> Failures.cause(thrown)).join();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
