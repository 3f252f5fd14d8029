// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lists and creates projects. For one thread. */
@Command(
    name = "project",
    description = "Lists and creates projects.",
    synopsisSubcommandLabel = "COMMAND")
public final class ProjectCommand {

  private ProjectCommand() {}

  /** The command with its two. */
  public static CommandLine with(Terminal terminal, Path home) {
    return new CommandLine(new ProjectCommand())
        .addSubcommand(new ProjectListCommand(terminal, home))
        .addSubcommand(new ProjectCreateCommand(terminal, home));
  }
}
