// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists traces, latest first. For one thread. */
@Command(
    name = "list",
    description = "Lists traces, latest first.",
    footer = {
      "",
      "Examples:",
      "  steno list status:error latency:>2s",
      "  steno list 'model:gpt* \"free text\"'"
    })
public final class ListCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which traces (default: all).")
  private List<String> query = List.of();

  @Mixin private PageOptions pages = new PageOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public ListCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (Rest rest = server.connect()) {
      Rest.Answer answer = rest.get("/traces", pages.addTo(TraceQuery.of(query)));
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        print(answer.node());
      }
    }
  }

  private void print(Node page) {
    List<Node> traces = page.each("traces");
    if (traces.isEmpty()) {
      terminal.line(query.isEmpty() ? "No traces yet." : "No trace matches.");
      return;
    }
    TraceRow row = TraceRow.of(terminal, clock, traces);
    terminal.line(row.head());
    traces.forEach(trace -> terminal.line(row.line(trace)));
    pages.sayNext(terminal, page);
  }
}
