// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key and shows it once. */
@Command(
    name = "create",
    description = "Makes a key and shows it once.",
    footer = {
      "",
      "As soon as one key exists, every request needs one. Begin with an admin key:",
      "  steno key create --scope admin"
    })
final class KeyCreateCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      description = "ingest (send), read (look, give feedback) or admin (everything).")
  private String scope = "";

  @Option(names = "--name", paramLabel = "TEXT", description = "What to call it.")
  private @Nullable String name;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  KeyCreateCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Members body =
          new Members()
              .put("project", server.project())
              .put("scope", scope.toLowerCase(Locale.ROOT))
              .put("name", name);
      Rest.Answer answer = rest.post("/keys", body.object());
      Node key = answer.node();
      if (output.json()) {
        terminal.line(answer.body());
      } else if (terminal.interactive()) {
        terminal.line(terminal.paint(Style.BOLD, key.text("key", "")));
        terminal.line(
            terminal.paint(
                Style.DIM,
                key.text("id", "")
                    + " · "
                    + key.text("scope", "")
                    + " on project "
                    + key.text("project", "")
                    + " · not shown again"));
      } else {
        terminal.line(key.text("key", ""));
      }
    }
  }
}
