// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.cli.terminal.HelpOption;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures this program on this machine. For one thread. */
@Command(
    name = "bench",
    description = "Measures this program on this machine.",
    synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand {
  @Mixin private HelpOption help = new HelpOption();

  private BenchCommand() {}

  /** The command with its benchmarks. */
  public static CommandLine with(Terminal terminal, Clock clock) {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new BenchIngestCommand(terminal, clock))
        .addSubcommand(new BenchQueryCommand(terminal, clock))
        .addSubcommand(new BenchAgentsCommand(terminal, clock))
        .addSubcommand(new BenchClientCommand(terminal));
  }
}
