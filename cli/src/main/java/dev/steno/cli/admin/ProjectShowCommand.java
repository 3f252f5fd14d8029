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

/** Shows what a project is set to. */
@Command(name = "show", description = "Shows what a project is set to.")
final class ProjectShowCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProjectShowCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Rest.Answer answer = rest.get(SettingLines.path(name));
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        SettingLines.print(terminal, name, answer.node());
      }
    }
  }
}
