// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Senders that post traces until their server goes away, and remember which were acknowledged.
 * Thread-safe.
 */
final class OtlpLoad {
  /** Spans in each trace that is sent. */
  static final int SPANS = 20;

  private static final int SENDERS = 4;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Random random;

  OtlpLoad(long seed) {
    random = new Random(seed);
  }

  /** The ids of the traces that were answered with 200. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /**
   * Sends from several threads until {@code more} traces are acknowledged, then runs {@code end}.
   */
  void run(RunningSteno steno, int more, Runnable end) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(more);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      Random ids = new Random(random.nextLong());
      Thread sender = new Thread(() -> sendUntilGone(steno, ids, enough), "sender-" + i);
      sender.start();
      senders.add(sender);
    }
    enough.await();
    end.run();
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private void sendUntilGone(RunningSteno steno, Random ids, CountDownLatch enough) {
    try {
      while (true) {
        String id = HexFormat.of().toHexDigits(ids.nextLong() | 1) + "00000000000000ff";
        HttpRequest request =
            HttpRequest.newBuilder(steno.uri("/v1/traces"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body(id)))
                .build();
        if (steno.http().send(request, BodyHandlers.discarding()).statusCode() == 200) {
          acknowledged.add(id);
          enough.countDown();
        }
      }
    } catch (IOException gone) {
      // The server was killed, which is what this sender waits for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
  }

  static String body(String traceId) {
    OtlpBody body = new OtlpBody(traceId);
    for (int i = 1; i <= SPANS; i++) {
      body.chat("m", OtlpBody.messages(traceId + " " + i), OtlpBody.answer("answer " + i));
    }
    return body.json();
  }
}
