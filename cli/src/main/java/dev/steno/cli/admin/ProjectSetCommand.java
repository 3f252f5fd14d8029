// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.model.json.JsonValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a project is set to; what is not named stays as it is. */
@Command(
    name = "set",
    description = "Changes a project's settings; what is not named stays as it is.")
final class ProjectSetCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;

  @Parameters(paramLabel = "NAME", description = "Its name; a new one is created.")
  private String name = "";

  @Option(
      names = "--retention",
      paramLabel = "DAYS",
      description = "How long traces are kept, such as 30d, or 'forever'.")
  private @Nullable String retention;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  ProjectSetCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    if (retention == null) {
      throw new Failure(
          Failure.Code.USAGE, "set: nothing (expected: a setting, such as --retention 30d).");
    }
    JsonValue days = days(retention);
    try (Rest rest = server.administer(home)) {
      Members settings = new Members().put("retention_days", days);
      Rest.Answer answer = rest.put(SettingLines.path(name), settings.object());
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        SettingLines.print(terminal, name, answer.node());
      }
    }
  }

  private static JsonValue days(String retention) {
    if (retention.equals("forever")) {
      return JsonValue.NULL;
    }
    if (!retention.matches("[0-9]{1,9}d")) {
      throw new Failure(
          Failure.Code.USAGE,
          "retention: " + retention + " (expected: such as 30d, or 'forever').");
    }
    return JsonValue.of(Integer.parseInt(retention.substring(0, retention.length() - 1)));
  }
}
