// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a trace as a tree, or its conversation. For one thread. */
@Command(
    name = "show",
    description = "Shows a trace as a tree with types, tokens and times, or its conversation.")
public final class ShowCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..1",
      description = "A trace's id or its first digits (default: the latest trace).")
  private @Nullable String trace;

  @Option(names = "--messages", description = "The whole conversation instead of the tree.")
  private boolean messages;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public ShowCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (Rest rest = server.connect()) {
      String id = trace == null ? TraceIds.latest(rest) : TraceIds.find(rest, trace);
      Rest.Answer answer =
          messages
              ? rest.get("/traces/" + id, Map.of("expand", "messages"))
              : rest.get("/traces/" + id);
      if (output.json()) {
        terminal.line(answer.body());
      } else if (messages) {
        new Transcript(terminal, answer.node()).print();
      } else {
        Node steps = rest.get("/traces/" + id + "/steps").node();
        new TraceTree(terminal, clock.getZone(), answer.node(), steps).print();
      }
    }
  }
}
