// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.benchmarks.Latencies;
import dev.steno.model.TraceId;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that were encoded before, so many at a time, each with new ids, times and texts.
 * What is counted between {@link #measure} and {@link #close} is one run. Thread-safe.
 */
public final class Feed implements AutoCloseable {
  private final URI server;
  private final Clock clock;
  private final Consumer<TraceId> acknowledged;
  private final BlockingQueue<Template> templates;
  private final List<Thread> senders = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private final AtomicLong spans = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile CountDownLatch first = new CountDownLatch(1);
  private volatile boolean measuring;
  private volatile boolean ended;
  private volatile @Nullable IOException failure;
  private long lastAnswer;
  private long longestGap;

  /**
   * Encodes the requests.
   *
   * @param server its address
   * @param clock what the spans' times are
   * @param traces how many conversations a request has
   * @param requests how many different ones there are
   * @param acknowledged takes the id of a trace of each request that was acknowledged
   */
  public Feed(URI server, Clock clock, int traces, int requests, Consumer<TraceId> acknowledged) {
    this.server = server;
    this.clock = clock;
    this.acknowledged = acknowledged;
    this.templates = new ArrayBlockingQueue<>(requests);
    Conversations conversations = new Conversations(11, "default");
    for (int i = 0; i < requests; i++) {
      templates.add(Template.of(conversations, traces));
    }
  }

  /** Begins to send, so many requests at a time. */
  public void start(int inFlight, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < inFlight; i++) {
      SplittableRandom own = random.split();
      Thread sender = new Thread(() -> send(own), "bench-sender-" + i);
      sender.setDaemon(true);
      sender.start();
      senders.add(sender);
    }
  }

  /**
   * Waits until something was acknowledged, since the beginning or since {@link #measure}.
   *
   * @throws IOException if nothing was within a minute
   */
  public void awaitAnswer() throws IOException, InterruptedException {
    if (!first.await(1, TimeUnit.MINUTES)) {
      check();
      throw new IOException("The server acknowledged nothing within a minute.");
    }
  }

  /** Begins to count. */
  public synchronized void measure() {
    lastAnswer = System.nanoTime();
    first = new CountDownLatch(1);
    measuring = true;
  }

  /** Ends counting, and sending. */
  @Override
  public void close() {
    synchronized (this) {
      if (measuring) {
        longestGap = Math.max(longestGap, System.nanoTime() - lastAnswer);
      }
      measuring = false;
    }
    ended = true;
    try {
      for (Thread sender : senders) {
        sender.join(TimeUnit.SECONDS.toMillis(30));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long requests took, from their first byte to the acknowledgement. */
  public Latencies latencies() {
    return latencies;
  }

  /** How many spans were acknowledged. */
  public long spans() {
    return spans.get();
  }

  /** How many bytes their bodies had. */
  public long bytes() {
    return bytes.get();
  }

  /** How many requests were answered with 429 or 503. */
  public long refused() {
    return refused.get();
  }

  /** The longest time in which nothing was acknowledged, in milliseconds. */
  public synchronized double longestGapMillis() {
    return longestGap / 1e6;
  }

  /**
   * Fails if a sender had to give up.
   *
   * @throws IOException why
   */
  public void check() throws IOException {
    IOException reason = failure;
    if (reason != null) {
      throw reason;
    }
  }

  private void send(SplittableRandom random) {
    try (OtlpConnection connection = new OtlpConnection(server)) {
      while (!ended) {
        Template template = templates.take();
        try {
          send(connection, template, random);
        } finally {
          templates.add(template);
        }
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OtlpConnection connection, Template template, SplittableRandom random)
      throws IOException, InterruptedException {
    List<TraceId> ids = template.renew(random, OtlpSpans.nanos(clock.instant()));
    while (!ended) {
      long begun = System.nanoTime();
      OtlpConnection.Answer answer = connection.post(template.body());
      if (answer.status() == 200) {
        answered(template, System.nanoTime() - begun);
        acknowledged.accept(ids.get(random.nextInt(ids.size())));
        return;
      }
      if (answer.status() != 429 && answer.status() != 503) {
        throw new IOException("The server answered " + answer.status() + " to a request.");
      }
      refused.incrementAndGet();
      TimeUnit.SECONDS.sleep(answer.retryAfterSeconds());
    }
  }

  private synchronized void answered(Template template, long took) {
    first.countDown();
    if (!measuring) {
      return;
    }
    latencies.add(took);
    spans.addAndGet(template.spans());
    bytes.addAndGet(template.body().remaining());
    long now = System.nanoTime();
    longestGap = Math.max(longestGap, now - lastAnswer);
    lastAnswer = now;
  }
}
