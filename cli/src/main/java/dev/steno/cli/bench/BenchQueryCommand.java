// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.benchmarks.query.QueryBench;
import dev.steno.benchmarks.query.QueryPlan;
import dev.steno.cli.connect.Stores;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a server answers over a large record. For one thread. */
@Command(
    name = "query",
    description = "Measures how fast a server answers over a large record, which it makes first.")
final class BenchQueryCommand implements Runnable {
  private static final int LARGER = 5;
  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--spans",
      paramLabel = "COUNT",
      defaultValue = "1000000",
      description = "Spans of the record (default: 1000000).")
  private int spans;

  @Option(
      names = "--days",
      paramLabel = "COUNT",
      defaultValue = "7",
      description = "Days that they are spread over, up to now (default: 7).")
  private int days;

  @Option(
      names = "--large",
      description =
          "Measure a second record too, of five times the spans over five times the days.")
  private boolean large;

  @Option(
      names = "--repeat",
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "How often each question is asked in a run (default: 50).")
  private int repeats;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keep the records there, and use those that are there again while they are" + " fresh.")
  private @Nullable Path kept;

  @Mixin private DiskOption disk = new DiskOption();

  @Mixin private BenchOptions options = new BenchOptions();

  BenchQueryCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    QueryPlan plan =
        new QueryPlan(
            options.runs(),
            BenchOptions.atLeast("repeat", repeats, 1),
            BenchOptions.atLeast("spans", spans, 1_000),
            BenchOptions.atLeast("days", days, 1),
            large ? LARGER : 1,
            List.of("-Xmx2g", "-XX:+UseParallelGC"),
            disk.directory(),
            kept);
    options.run(
        terminal,
        told ->
            new QueryBench(BenchOptions.launcher(), data -> Stores.open(data, clock), plan, clock)
                .run(told));
  }
}
