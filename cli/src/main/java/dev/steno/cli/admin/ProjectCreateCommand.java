// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Creates a project; one that is there already stays as it is. */
@Command(name = "create", description = "Creates a project; one that is there stays as it is.")
final class ProjectCreateCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProjectCreateCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Rest.Answer answer = rest.post("/projects", new Members().put("name", name).object());
      terminal.line(output.json() ? answer.body() : "Project " + name + " is there.");
    }
  }
}
