// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a key at once. */
@Command(name = "delete", description = "Removes a key; whoever uses it is refused from then on.")
final class KeyDeleteCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;

  @Parameters(paramLabel = "ID", description = "The key's id, as 'steno key list' shows it.")
  private String id = "";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  KeyDeleteCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Rest.Answer answer = rest.delete("/keys/" + Rest.segment(id));
      terminal.line(output.json() ? answer.body() : "Removed key " + id + ".");
    }
  }
}
