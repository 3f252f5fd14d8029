// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.benchmarks.agents.AgentsBench;
import dev.steno.benchmarks.agents.AgentsPlan;
import dev.steno.cli.connect.Stores;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what it saves to keep every message once. For one thread. */
@Command(
    name = "agents",
    description = {
      "Measures what it saves to keep every message once, beside the same spans with their payload"
          + " repeated in the same engine and compression.",
    })
final class BenchAgentsCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--steps",
      paramLabel = "COUNT",
      defaultValue = "500",
      description = "Steps of each of four interleaved traces (default: 500).")
  private int steps;

  @Option(
      names = "--history",
      paramLabel = "MESSAGES",
      defaultValue = "2000",
      description = "Messages before their first step (default: 2000).")
  private int history;

  @Option(
      names = "--spans",
      paramLabel = "COUNT",
      defaultValue = "100000",
      description = "Spans in conversations of 20 turns (default: 100000).")
  private int spans;

  @Option(
      names = "--sessions",
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "Sessions with a trace for each turn (default: 20).")
  private int sessions;

  @Option(
      names = "--turns",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "Turns of each session (default: 100).")
  private int turns;

  @Mixin private DiskOption disk = new DiskOption();

  @Mixin private BenchOptions options = new BenchOptions();

  BenchAgentsCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    AgentsPlan plan =
        new AgentsPlan(
            options.runs(),
            BenchOptions.atLeast("steps", steps, 1),
            BenchOptions.atLeast("history", history, 1),
            BenchOptions.atLeast("spans", spans, 50),
            BenchOptions.atLeast("sessions", sessions, 1),
            BenchOptions.atLeast("turns", turns, 1),
            disk.directory());
    options.run(
        terminal, told -> new AgentsBench(data -> Stores.open(data, clock), plan, clock).run(told));
  }
}
