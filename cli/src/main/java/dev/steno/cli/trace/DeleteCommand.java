// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a trace. For one thread. */
@Command(
    name = "delete",
    description = "Deletes a trace with its messages and feedback. Asks first on a terminal.")
public final class DeleteCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(paramLabel = "TRACE", description = "The trace's id or its first digits.")
  private String trace = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public DeleteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Rest rest = server.connect()) {
      String id = TraceIds.find(rest, trace);
      String path = "/traces/" + id;
      if (!yes && terminal.interactive()) {
        int spans = rest.get(path).node().each("spans").size();
        if (!terminal.confirm("Delete trace " + id + " with " + count(spans, "span") + "?")) {
          throw new Failure(Failure.Code.FAILED, "nothing was deleted.");
        }
      }
      Rest.Answer answer = rest.delete(path);
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        Node deleted = answer.node().get("deleted");
        terminal.line(
            "Deleted trace "
                + id
                + ": "
                + count(deleted.count("spans"), "span")
                + ", "
                + count(deleted.count("messages"), "message")
                + " and "
                + deleted.count("feedback")
                + " feedback.");
      }
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
