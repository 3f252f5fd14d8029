// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two traces or conversations. For one thread. */
@Command(
    name = "diff",
    description = {
      "Compares two traces, or two conversations: where they part, and what differs step by step.",
      "Times, tokens and costs are told but are no difference. Ends with 0 if the two are the same"
          + " and with 1 if they differ."
    })
public final class DiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "A", description = "A trace's id or its first digits.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "What to compare it with.")
  private String b = "";

  @Option(names = "--conversation", description = "A and B are ids of conversations.")
  private boolean conversation;

  @Option(names = "--all", description = "Tell the steps that are the same as well.")
  private boolean all;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Rest rest = server.connect()) {
      String path =
          conversation
              ? "/conversations/" + Rest.segment(a) + "/diff/" + Rest.segment(b)
              : "/traces/" + TraceIds.find(rest, a) + "/diff/" + TraceIds.find(rest, b);
      Rest.Answer answer = rest.get(path);
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        new DiffReport(terminal, answer.node(), all).print();
      }
      return answer.node().isTrue("same") ? 0 : Failure.Code.FAILED.exit();
    }
  }
}
