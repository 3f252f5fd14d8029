// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many, 1 to 500 (default: 20).")
  private int limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the last page ended.")
  private @Nullable String cursor;

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
      Rest.Answer answer = rest.get("/traces", TraceQuery.of(query, limit, cursor));
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
    String next = page.text("next");
    if (next != null && terminal.interactive()) {
      terminal.line(terminal.paint(Style.DIM, "  More: add --cursor " + next));
    }
  }
}
