// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.linecorp.armeria.common.util.BlockingTaskExecutor;
import dev.steno.server.http.Budget;
import dev.steno.server.http.Failures;
import dev.steno.server.metrics.ServerMetrics;
import dev.steno.server.metrics.StateDoor;
import dev.steno.server.otlp.GrpcDoor;
import dev.steno.server.otlp.Ingest;
import dev.steno.server.otlp.OtlpDoor;
import dev.steno.server.page.PageDoor;
import dev.steno.server.rest.Resources;
import dev.steno.server.rest.RestDoor;
import dev.steno.server.rest.SummaryJson;
import dev.steno.server.security.Gate;
import dev.steno.server.security.Hosts;
import dev.steno.server.security.Keys;
import dev.steno.server.security.Logins;
import dev.steno.server.security.Logins.CookieForm;
import dev.steno.server.security.Origins;
import dev.steno.server.tail.Changes;
import dev.steno.server.tail.Tail;
import dev.steno.storage.Storage;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything a server is made of, wired. Thread-safe. */
final class Parts {
  private static final int REST_THREADS = 16;
  private static final int MAX_WAITING = 10_000;
  private static final long REFRESH_SECONDS = 5;
  private static final long RETAIN_AFTER_SECONDS = 60;
  private static final long RETAIN_SECONDS = 3600;

  private final ServerMetrics metrics;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(threads("steno-background"));
  private final ExecutorService workers = workers();
  private final BlockingTaskExecutor blocking =
      BlockingTaskExecutor.builder()
          .threadNamePrefix("steno-rest")
          .numThreads(REST_THREADS)
          .daemon(true)
          .build();
  private final Tail tail;
  private final Keys keys;
  private final Doors doors;
  private final Router router;

  Parts(ServerConfig config, Storage storage, Clock clock, boolean loopback) {
    metrics = new ServerMetrics(storage::kept, storage.prices());
    SecureRandom random = new SecureRandom();
    keys = new Keys(storage.keys(), clock, random, config.localToken());
    CookieForm cookie =
        new CookieForm(
            "steno-session-" + config.port(),
            config.basePath().isEmpty() ? "/" : config.basePath(),
            config.tls());
    Logins logins = new Logins(keys, clock, random, cookie);
    Origins origins = new Origins(config.corsOrigins(), config.tls());
    Hosts hosts = new Hosts(config.host(), config.allowedHosts());
    Gate gate = new Gate(hosts, origins, keys, logins, loopback);
    Budget budget = budget(config);
    tail = new Tail(new Changes(storage.traces()), SummaryJson::line, background);
    Ingest ingest = new Ingest(storage, tail, metrics, clock, workers, budget, config.maxBody());
    Resources resources = new Resources(clock, random, keys, logins, tail);
    doors =
        new Doors(
            config.basePath(),
            new GrpcDoor(ingest, gate, budget, config.maxBody()),
            new OtlpDoor(ingest, gate, origins, budget, config.maxBody()),
            new RestDoor(storage, gate, budget, resources),
            new StateDoor(storage, metrics, gate, this::isClosing),
            new PageDoor(config.basePath(), random));
    router = new Router(doors, gate, metrics);
    metrics.gauge("steno.sse.clients", "Clients that follow the tail", tail::listeners);
    metrics.gauge("steno.request.bytes.held", "Bytes of requests in memory", budget::used);
    background.scheduleWithFixedDelay(
        this::refreshKeys, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    watch(storage, clock);
  }

  /** How much the store takes, and what it is to keep no longer. */
  private void watch(Storage storage, Clock clock) {
    metrics.gauge("steno.store.bytes", "Bytes of the data directory", () -> storage.disk().used());
    metrics.gauge(
        "steno.store.bytes.limit",
        "Bytes beyond which nothing is taken in; 0 for none",
        () -> Objects.requireNonNullElse(storage.disk().limit(), 0L));
    metrics.gauge(
        "steno.store.bytes.free", "Bytes that its disk has left", () -> storage.disk().free());
    Retention retention = new Retention(storage, clock, System::nanoTime);
    // On a thread that may be long about it: what is in the background comes round in time.
    background.scheduleWithFixedDelay(
        () -> blocking.execute(retention), RETAIN_AFTER_SECONDS, RETAIN_SECONDS, TimeUnit.SECONDS);
  }

  ServerMetrics metrics() {
    return metrics;
  }

  Keys keys() {
    return keys;
  }

  Doors doors() {
    return doors;
  }

  Router router() {
    return router;
  }

  BlockingTaskExecutor blocking() {
    return blocking;
  }

  /** From now on nothing new is taken, and endless answers end. */
  void refuseAll() {
    router.refuseAll();
    tail.close();
  }

  void stop() {
    background.shutdownNow();
    workers.shutdown();
    blocking.shutdown();
  }

  private boolean isClosing() {
    return router.isClosing();
  }

  private void refreshKeys() {
    try {
      keys.refresh();
    } catch (RuntimeException e) {
      // The keys that were known go on to be; the next refresh may succeed.
      Failures.logUnforeseen("Reading the keys", e);
    }
  }

  /** Two of the largest bodies always fit; otherwise a quarter of the heap is for requests. */
  private static Budget budget(ServerConfig config) {
    long heap = Runtime.getRuntime().maxMemory();
    return new Budget(Math.max(2L * config.maxBody() + (1 << 20), heap / 4));
  }

  private static ExecutorService workers() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(MAX_WAITING),
        threads("steno-ingest"));
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
