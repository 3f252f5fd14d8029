// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Columns;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists keys, never their secrets. */
@Command(name = "list", description = "Lists keys by their ids; a key itself is never shown again.")
final class KeyListCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  KeyListCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Rest.Answer answer = rest.get("/keys");
      if (output.json()) {
        terminal.line(answer.body());
        return;
      }
      List<Node> keys = answer.node().each("keys");
      if (keys.isEmpty()) {
        terminal.line("No keys: whoever reaches this server may do everything.");
        return;
      }
      Columns columns = new Columns(terminal, "ID", "PROJECT", "SCOPE", "CREATED", "NAME");
      for (Node key : keys) {
        columns.row(
            key.text("id", ""),
            key.text("project", ""),
            key.text("scope", ""),
            Columns.day(key.text("created_time", "")),
            key.text("name", ""));
      }
      columns.print();
    }
  }
}
