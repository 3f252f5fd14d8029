// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.terminal.HelpOption;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists, creates and sets up projects. For one thread. */
@Command(
    name = "project",
    description = "Lists and creates projects, shows and changes their settings.",
    synopsisSubcommandLabel = "COMMAND")
public final class ProjectCommand {
  @Mixin private HelpOption help = new HelpOption();

  private ProjectCommand() {}

  /** The command with its four. */
  public static CommandLine with(Terminal terminal, Path home) {
    return new CommandLine(new ProjectCommand())
        .addSubcommand(new ProjectListCommand(terminal, home))
        .addSubcommand(new ProjectCreateCommand(terminal, home))
        .addSubcommand(new ProjectShowCommand(terminal, home))
        .addSubcommand(new ProjectSetCommand(terminal, home));
  }
}
