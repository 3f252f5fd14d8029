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

/** Lists projects. */
@Command(name = "list", description = "Lists projects.")
final class ProjectListCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProjectListCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    try (Rest rest = server.administer(home)) {
      Rest.Answer answer = rest.get("/projects");
      if (output.json()) {
        terminal.line(answer.body());
        return;
      }
      List<Node> projects = answer.node().each("projects");
      if (projects.isEmpty()) {
        terminal.line("No projects yet: the first trace makes one.");
        return;
      }
      Columns columns = new Columns(terminal, "PROJECT", "CREATED");
      for (Node project : projects) {
        columns.row(project.text("name", ""), Columns.day(project.text("created_time", "")));
      }
      columns.print();
    }
  }
}
