// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Terminal;
import dev.steno.cli.transfer.TraceLines;
import dev.steno.codec.Json;
import dev.steno.codec.interaction.InteractionSummary;
import dev.steno.codec.stored.StoredInteractions;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what model calls came to. For one thread. */
@Command(
    name = "summary",
    description = {
      "Counts the model calls of traces: tokens, times with percentiles, cost, failures, by model,",
      "provider and step."
    },
    footer = {
      "",
      "Reads every trace that the query finds.",
      "",
      "Examples:",
      "  steno summary time:7d",
      "  steno summary conversation:order-4711 --json"
    })
public final class SummaryCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which traces (default: all).")
  private List<String> query = List.of();

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public SummaryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    InteractionSummary.Collector collector = InteractionSummary.collector();
    TraceLines traces = new TraceLines(terminal, "Reading");
    try (Rest rest = server.connect()) {
      traces.each(
          rest,
          TraceQuery.of(query).get("q"),
          trace ->
              StoredInteractions.of(trace).forEach(each -> collector.accept(each.interaction())));
    }
    JsonObject summary = collector.summary().toJson();
    if (output.json()) {
      terminal.line(Json.write(summary));
    } else {
      new SummaryReport(terminal).print(new Node(summary));
    }
  }
}
