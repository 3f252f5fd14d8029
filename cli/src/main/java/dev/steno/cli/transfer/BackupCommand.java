// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Sizes;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies everything that is recorded. For one thread. */
@Command(
    name = "backup",
    description = {
      "Copies everything that is recorded into a directory of the server's machine, while it",
      "serves. A second backup to the same directory copies only what changed since."
    },
    footer = {
      "",
      "A backup is a data directory: 'steno verify --data DIR' checks it, and",
      "'steno serve --data DIR' serves it (a copy of it, if you want to back up to it again).",
      "",
      "Example:",
      "  steno backup /backups/steno"
    })
public final class BackupCommand implements Runnable {
  private final Terminal terminal;
  private final Path home;

  @Parameters(paramLabel = "DIR", description = "A new directory, or one with an earlier backup.")
  private Path directory = Path.of("");

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public BackupCommand(Terminal terminal, Path home) {
    this.terminal = terminal;
    this.home = home;
  }

  @Override
  public void run() {
    Following following = new Following(terminal, "Copying", line -> {});
    Members request =
        new Members().put("directory", directory.toAbsolutePath().normalize().toString());
    try (Rest rest = server.maintain(home)) {
      rest.follow("/backup", request.object(), following::take);
    }
    Node done = following.done();
    if (output.json()) {
      terminal.line(Json.write(Objects.requireNonNull(done.value())));
    } else {
      terminal.line(
          "Backed up to "
              + done.text("directory", directory.toString())
              + ": "
              + done.count("files")
              + " files, "
              + Sizes.of(done.count("bytes"))
              + "; copied "
              + done.count("copied_files")
              + " of them, "
              + Sizes.of(done.count("copied_bytes"))
              + ".");
    }
  }
}
