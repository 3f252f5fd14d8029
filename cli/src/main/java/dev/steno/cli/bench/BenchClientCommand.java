// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.benchmarks.client.ClientBench;
import dev.steno.benchmarks.client.ClientPlan;
import dev.steno.cli.terminal.Terminal;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what tracing takes of an application. For one thread. */
@Command(
    name = "client",
    description = {
      "Measures what a span of the tracing client takes of the thread that makes it, beside the same"
          + " span of OpenTelemetry alone.",
    })
final class BenchClientCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = "--seconds",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "How long each loop measures (default: 3).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "How long each loop goes on before it counts (default: 3).")
  private int warmUp;

  @Option(
      names = "--quick",
      description = "A twentieth of the time: shows that it runs, and too little else.")
  private boolean quick;

  @Mixin private BenchOptions options = new BenchOptions();

  BenchClientCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ClientPlan plan =
        new ClientPlan(
            options.runs(),
            BenchOptions.atLeast("warm-up", warmUp, 0),
            BenchOptions.atLeast("seconds", seconds, 1),
            quick ? Duration.ofMillis(50) : Duration.ofSeconds(1));
    options.run(terminal, told -> new ClientBench(plan).run(told));
  }
}
