// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Progress;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes an export into a store. For one thread. */
@Command(
    name = "import",
    description = "Takes what 'steno export' wrote as jsonl, or lines of OTLP/JSON.",
    footer = {
      "",
      "What is there already is passed over: an import that was interrupted is simply run again.",
      "",
      "Examples:",
      "  steno import traces.jsonl.gz",
      "  steno export --project shop | steno import --project copy -"
    })
public final class ImportCommand implements Runnable {
  private static final List<String> COUNTS =
      List.of("lines", "spans", "feedback", "duplicates", "rejected");

  private final Terminal terminal;
  private final Map<String, Long> counts = new LinkedHashMap<>();

  @Parameters(paramLabel = "FILE", description = "The file, gzip or not; - is standard input.")
  private String file = "-";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    COUNTS.forEach(count -> counts.put(count, 0L));
    try (Rest rest = server.connect();
        LineSource source = LineSource.of(file, terminal, this::refuse)) {
      take(rest, source);
    } catch (IOException e) {
      throw new Failure(Failure.Code.FAILED, file + " cannot be read (" + e.getMessage() + ").", e);
    }
    report();
  }

  private void take(Rest rest, LineSource source) throws IOException {
    try (Progress progress = new Progress(terminal, "Importing")) {
      for (byte[] some = source.next(); some.length > 0; some = source.next()) {
        Node answer = rest.postLines("/import", some).node();
        COUNTS.forEach(count -> counts.merge(count, answer.count(count), Long::sum));
        for (Node error : answer.each("errors")) {
          terminal.errorLine(
              "line "
                  + (source.first() - 1 + error.count("line"))
                  + ": "
                  + error.text("error", "rejected"));
        }
        progress.at(source.share(), count("spans") + " spans");
      }
    }
  }

  /** Passes over a line that no request holds; what else is in the file is taken. */
  private void refuse(String sentence) {
    terminal.errorLine(sentence);
    counts.merge("lines", 1L, Long::sum);
    counts.merge("rejected", 1L, Long::sum);
  }

  private long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  private void report() {
    if (output.json()) {
      Members json = new Members();
      counts.forEach(json::put);
      terminal.line(Json.write(json.object()));
    } else {
      terminal.line(
          "Imported "
              + count("spans")
              + " spans and "
              + count("feedback")
              + " feedback from "
              + count("lines")
              + " lines; "
              + count("duplicates")
              + " were there already.");
    }
    if (count("rejected") > 0) {
      throw new Failure(
          Failure.Code.FAILED,
          count("rejected") + " of " + count("lines") + " lines were rejected: see above.");
    }
  }
}
