// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.benchmarks.ingest.IngestBench;
import dev.steno.benchmarks.ingest.IngestPlan;
import dev.steno.benchmarks.load.Conversations;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a server takes spans. For one thread. */
@Command(
    name = "ingest",
    description = {
      "Measures how fast a new server takes spans while two readers ask it, and the engine's"
          + " appender alone beside it.",
    })
final class BenchIngestCommand implements Runnable {
  private static final int REQUESTS = 32;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--seconds",
      paramLabel = "COUNT",
      defaultValue = "60",
      description = "How long each run measures (default: 60).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "40",
      description = "How long each run goes on before it counts (default: 40).")
  private int warmUp;

  @Option(
      names = "--in-flight",
      paramLabel = "COUNT",
      defaultValue = "8",
      description = "Requests under way at a time (default: 8).")
  private int inFlight;

  @Option(
      names = "--request",
      paramLabel = "SPANS",
      defaultValue = "500",
      description = "Spans in each request, in conversations of 50 (default: 500).")
  private int request;

  @Option(
      names = "--group",
      paramLabel = "SPANS",
      defaultValue = "1000",
      description = "Spans in each transaction of the raw appender (default: 1000).")
  private int group;

  @Option(
      names = "--server-option",
      paramLabel = "OPTION",
      description = "A further option for the server's Java, such as -XX:+UseParallelGC.")
  private List<String> serverOptions = new ArrayList<>();

  @Mixin private DiskOption disk = new DiskOption();

  @Mixin private BenchOptions options = new BenchOptions();

  BenchIngestCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    List<String> javaOptions = new ArrayList<>(List.of("-Xmx2g", "-XX:+UseParallelGC"));
    javaOptions.addAll(serverOptions);
    IngestPlan plan =
        new IngestPlan(
            options.runs(),
            BenchOptions.atLeast("seconds", seconds, 1),
            BenchOptions.atLeast("warm-up", warmUp, 0),
            BenchOptions.atLeast("in-flight", inFlight, 1),
            BenchOptions.atLeast("request", request, Conversations.SPANS) / Conversations.SPANS,
            REQUESTS,
            PAUSE,
            BenchOptions.atLeast("group", group, 1),
            javaOptions,
            disk.directory());
    options.run(terminal, told -> new IngestBench(BenchOptions.launcher(), plan, clock).run(told));
  }
}
