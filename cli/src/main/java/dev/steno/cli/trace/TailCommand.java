// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows traces as they come in. For one thread. */
@Command(name = "tail", description = "Follows traces as they come in, until Ctrl-C.")
public final class TailCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;
  private int seen;

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which traces (default: all).")
  private List<String> query = List.of();

  @Option(names = "--count", paramLabel = "N", description = "End after so many lines.")
  private @Nullable Integer count;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public TailCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    try (Rest rest = server.connect()) {
      TraceRow row = TraceRow.ahead(terminal, clock);
      if (!output.json()) {
        terminal.line(row.head());
      }
      rest.events(
          "/tail",
          TraceQuery.of(query),
          data -> {
            terminal.line(output.json() ? data : row.line(new Node(Json.parse(data))));
            seen++;
            return terminal.isRead() && (count == null || seen < count);
          });
    }
  }
}
