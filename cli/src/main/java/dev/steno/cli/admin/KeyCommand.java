// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Makes, lists and removes keys. For one thread. */
@Command(
    name = "key",
    description = "Makes, lists and removes keys.",
    synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand {

  private KeyCommand() {}

  /** The command with its three. */
  public static CommandLine with(Terminal terminal) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeyCreateCommand(terminal))
        .addSubcommand(new KeyListCommand(terminal))
        .addSubcommand(new KeyDeleteCommand(terminal));
  }
}
