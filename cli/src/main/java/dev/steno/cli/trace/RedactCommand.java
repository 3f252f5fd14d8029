// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries redaction on a text or on what is stored; it changes nothing. For one thread. */
@Command(
    name = "redact",
    description = "Tries redaction on a text from standard input, or on what is stored.",
    footer = {
      "",
      "What is stored is never changed: rules hold for what is sent after 'steno project set'.",
      "Examples:",
      "  steno redact --dry-run --redact secrets,email 'started:>2026-01-01'",
      "  echo 'see TICKET-17' | steno redact --rule 'ticket=TICKET-[0-9]+'"
    })
public final class RedactCommand implements Runnable {
  private static final int PAGE = 100;
  private static final int SAMPLES = 5;

  private final Terminal terminal;

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which traces (default: all).")
  private List<String> query = List.of();

  @Option(names = "--dry-run", description = "Tells what would be found in what is stored.")
  private boolean dryRun;

  @Option(
      names = "--redact",
      paramLabel = "RULE",
      split = ",",
      description = "Built-in rules to try (default: all that the project is set to).")
  private List<String> redact = List.of();

  @Option(names = "--rule", paramLabel = "NAME=PATTERN", description = "An own rule to try.")
  private Map<String, String> rule = Map.of();

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public RedactCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (!dryRun && !query.isEmpty()) {
      throw new Failure(
          Failure.Code.USAGE, "redact: a query (expected: with --dry-run, which changes nothing).");
    }
    try (Rest rest = server.connect()) {
      if (dryRun) {
        stored(rest);
      } else {
        Rest.Answer answer =
            rest.post("/redaction", rules().put("text", terminal.typed()).object());
        terminal.line(output.json() ? answer.body() : answer.node().text("text", ""));
      }
    }
  }

  private Members rules() {
    Members rules = new Members();
    if (!redact.isEmpty() || !rule.isEmpty()) {
      rules.put("rules", redact.stream().map(JsonValue::of).toList());
      rules.put("own", rule.entrySet().stream().map(RedactCommand::own).toList());
    }
    return rules;
  }

  private static JsonValue own(Map.Entry<String, String> rule) {
    return new Members().put("name", rule.getKey()).put("pattern", rule.getValue()).object();
  }

  private void stored(Rest rest) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, List<Node>> samples = new LinkedHashMap<>();
    long traces = 0;
    String cursor = null;
    do {
      Node page = rest.post("/redaction" + parameters(cursor), rules().object()).node();
      traces += page.count("traces");
      for (String name : page.get("matches").names()) {
        Node found = page.get("matches").get(name);
        counts.merge(name, found.count("count"), Long::sum);
        samples.putIfAbsent(name, found.each("samples"));
      }
      cursor = page.text("next");
    } while (cursor != null);
    if (output.json()) {
      terminal.line(json(traces, counts, samples));
    } else {
      print(traces, counts, samples);
    }
  }

  private String parameters(@Nullable String cursor) {
    String words = query.isEmpty() ? "" : "&q=" + Rest.segment(String.join(" ", query));
    return "?limit=" + PAGE + words + (cursor == null ? "" : "&cursor=" + Rest.segment(cursor));
  }

  private static String json(
      long traces, Map<String, Long> counts, Map<String, List<Node>> samples) {
    Members matches = new Members();
    counts.forEach(
        (name, count) ->
            matches.put(
                name,
                new Members()
                    .put("count", count)
                    .put(
                        "samples",
                        samples.getOrDefault(name, List.of()).stream().map(Node::value).toList())));
    return Json.write(new Members().put("traces", traces).put("matches", matches).object());
  }

  private void print(long traces, Map<String, Long> counts, Map<String, List<Node>> samples) {
    terminal.line(
        counts.isEmpty()
            ? "Nothing would be redacted in " + traces + " traces."
            : "In " + traces + " traces would be redacted, and nothing was changed:");
    counts.forEach(
        (name, count) -> {
          terminal.line("  " + Cells.left(name, 16) + count);
          samples.getOrDefault(name, List.of()).stream()
              .limit(SAMPLES)
              .forEach(
                  sample ->
                      terminal.line(
                          terminal.paint(
                              Style.DIM,
                              "    "
                                  + Cells.left(Cells.line(sample.text("sample", "")), 14)
                                  + "  "
                                  + sample.text("trace_id", ""))));
        });
  }
}
