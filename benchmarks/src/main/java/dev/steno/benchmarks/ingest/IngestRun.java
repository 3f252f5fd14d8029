// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.ingest;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Launcher;
import dev.steno.benchmarks.Machine;
import dev.steno.benchmarks.ProcessFigures;
import dev.steno.benchmarks.load.Disk;
import dev.steno.benchmarks.load.Feed;
import dev.steno.benchmarks.load.Reader;
import dev.steno.benchmarks.load.ServerProcess;
import dev.steno.model.TraceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run: a server that is fed and read, then the raw appender alone. For one thread. */
final class IngestRun {
  private static final List<String> QUERIES =
      List.of("status%3Aerror", "model%3Aexample-small", "user%3Auser-17", "tool%3Aquote");
  private final Launcher launcher;
  private final IngestPlan plan;
  private final Clock clock;
  private final Figures found = new Figures();

  IngestRun(Launcher launcher, IngestPlan plan, Clock clock) {
    this.launcher = launcher;
    this.plan = plan;
    this.clock = clock;
  }

  /** What was found, by name. */
  Figures run(int number) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(plan.directory(), "steno-bench-");
    try {
      server(directory.resolve("data"), number);
      raw(directory);
      found.put("share", 100 * found.get("spans") / found.get("raw"));
      return found;
    } finally {
      Disk.remove(directory);
    }
  }

  private void server(Path data, int seed) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(launcher, plan.javaOptions(), data)) {
      AtomicReference<@Nullable TraceId> last = new AtomicReference<>();
      AtomicInteger turn = new AtomicInteger();
      try (Feed feed =
              new Feed(server.address(), clock, plan.traces(), plan.requests(), last::set);
          Reader lists =
              new Reader(
                  "list",
                  server.address(),
                  () -> "/traces?limit=50&q=" + QUERIES.get(turn.getAndIncrement() % 4),
                  plan.pause());
          Reader wholes =
              new Reader("trace", server.address(), () -> path(last.get()), plan.pause())) {
        feed.start(plan.inFlight(), seed);
        TimeUnit.SECONDS.sleep(plan.warmUp());
        feed.awaitAnswer();
        measure(server, feed, lists, wholes);
      }
    }
    found.put("disk", Disk.bytes(data) / 1e6);
  }

  private void measure(ServerProcess server, Feed feed, Reader lists, Reader wholes)
      throws IOException, InterruptedException {
    ProcessFigures own = ProcessFigures.of(ProcessHandle.current());
    ProcessFigures before = server.figures();
    double busy = Machine.busySeconds();
    long begun = System.nanoTime();
    lists.measure();
    wholes.measure();
    feed.measure();
    TimeUnit.SECONDS.sleep(plan.seconds());
    feed.awaitAnswer();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    ProcessFigures after = server.figures();
    double others = (Machine.busySeconds() - busy) / (took.toNanos() / 1e9);
    ProcessFigures ownAfter = ProcessFigures.of(ProcessHandle.current());
    feed.close();
    feed.check();
    found.put("spans", feed.spans() / (took.toNanos() / 1e9));
    found.put("bytes per span", feed.bytes() / (double) feed.spans());
    found.put("p50", feed.latencies().millis(0.5));
    found.put("p95", feed.latencies().millis(0.95));
    found.put("p99", feed.latencies().millis(0.99));
    found.put("max", feed.latencies().millis(1));
    found.put("gap", feed.longestGapMillis());
    found.put("refused", feed.refused());
    found.put("resident", after.peakBytes() / 1e6);
    found.put("server cpu", after.processorsSince(before, took));
    found.put("client cpu", ownAfter.processorsSince(own, took));
    others -= found.get("server cpu") + found.get("client cpu");
    found.put("others cpu", Math.max(0, others));
    found.put("written", (after.writtenBytes() - before.writtenBytes()) / 1e6);
    found.put("list p50", lists.latencies().millis(0.5));
    found.put("list p95", lists.latencies().millis(0.95));
    found.put("trace p50", wholes.latencies().millis(0.5));
    found.put("trace p95", wholes.latencies().millis(0.95));
    found.put("reads", lists.latencies().count() + wholes.latencies().count());
    found.put("failed reads", lists.failed() + wholes.failed());
  }

  private void raw(Path directory) throws IOException, InterruptedException {
    Path result = directory.resolve("result");
    Path file = directory.resolve("raw.duckdb");
    List<String> arguments =
        List.of(
            file.toString(),
            Integer.toString(plan.warmUp()),
            Integer.toString(plan.seconds()),
            Integer.toString(plan.group()),
            Integer.toString(plan.traces() * plan.requests()),
            result.toString());
    Process process =
        new ProcessBuilder(launcher.program(List.of("-Xmx2g"), RawAppender.class, arguments))
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("The raw appender ended with " + process.exitValue() + ".");
    }
    List<Double> said = Files.readAllLines(result).stream().map(Double::valueOf).toList();
    found.put("raw", said.get(0) / said.get(1));
    found.put("raw cpu", said.get(2));
    found.put("raw written", said.get(3) / 1e6);
    found.put("raw disk", Files.size(file) / 1e6);
  }

  private static @Nullable String path(@Nullable TraceId id) {
    return id == null ? null : "/traces/" + id.hex();
  }
}
