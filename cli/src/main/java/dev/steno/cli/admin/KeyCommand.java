// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.terminal.HelpOption;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes, lists and removes keys. For one thread. */
@Command(
    name = "key",
    description = "Makes, lists and removes keys.",
    synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand {
  @Mixin private HelpOption help = new HelpOption();

  private KeyCommand() {}

  /** The command with its three. */
  public static CommandLine with(Terminal terminal, Path home) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeyCreateCommand(terminal, home))
        .addSubcommand(new KeyListCommand(terminal, home))
        .addSubcommand(new KeyDeleteCommand(terminal, home));
  }
}
