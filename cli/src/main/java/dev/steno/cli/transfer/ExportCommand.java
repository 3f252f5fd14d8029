// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Progress;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import dev.steno.storage.StorageException;
import dev.steno.storage.duckdb.tabular.ParquetFile;
import dev.steno.storage.duckdb.tabular.RowKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes traces to a file or a pipe. For one thread. */
@Command(
    name = "export",
    description = "Writes traces to a file or a pipe, latest first.",
    footer = {
      "",
      "Formats:",
      "  jsonl      a line of JSON for each trace with everything: 'steno import' restores it",
      "  otlp-json  a line of OTLP/JSON for each span, with its messages; without feedback",
      "  parquet    a table of spans or, with --table messages, of messages; needs -o",
      "",
      "Of every model call, an interaction of prompt, parameters and response:",
      "  interactions-jsonl  a line of JSON each",
      "  interactions-json   one array, indented",
      "  markdown            a report",
      "",
      "For training, without failed, truncated and empty answers; counts what it leaves out:",
      "  openai       messages and tools, as OpenAI's chat API takes them",
      "  sharegpt     conversations, system and tools",
      "  preferences  prompt, chosen and rejected, by feedback on answers to the same input",
      "",
      "Examples:",
      "  steno export -o traces.jsonl",
      "  steno export --query 'status:error' | head -1",
      "  steno export --format openai --query 'feedback:positive' -o train.jsonl"
    })
public final class ExportCommand implements Runnable {
  private static final Set<String> OF_SERVER = Set.of("jsonl", "otlp-json");

  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "One of the formats below (default: jsonl).")
  private String format = "jsonl";

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      defaultValue = "spans",
      description = "Of parquet, spans or messages (default: spans).")
  private String table = "spans";

  @Option(names = "--query", paramLabel = "QUERY", description = "Which traces (default: all).")
  private @Nullable String query;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Where to; - is standard output (default: -).")
  private String output = "-";

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions answer = new OutputOptions();

  /** A command that has not read its options yet. */
  public ExportCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (format.equals("parquet")) {
      runTable();
      return;
    }
    boolean interactions = InteractionExport.knows(format);
    if (!interactions && !OF_SERVER.contains(format)) {
      throw new Failure(
          Failure.Code.USAGE,
          "format: "
              + format
              + " (expected: jsonl, otlp-json, parquet, interactions-jsonl, interactions-json,"
              + " markdown, openai, sharegpt or preferences).");
    }
    try (Rest rest = server.connect();
        Target target = Target.of(output, terminal)) {
      if (interactions) {
        runInteractions(rest, target);
      } else {
        runLines(rest, target);
      }
    }
  }

  private void runLines(Rest rest, Target target) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("format", format);
    parameters.put("q", query);
    rest.download("/export", parameters, in -> copy(in, target));
    target.finish();
    report(target, new Members(), "");
  }

  private void runInteractions(Rest rest, Target target) {
    InteractionExport export = new InteractionExport(terminal, target);
    export.run(rest, query, format, clock.instant());
    target.finish();
    if (target.isStandardOutput() && !export.leftOut().isEmpty()) {
      terminal.errorLine(export.leftOut());
    }
    report(target, export.addTo(new Members()), export.leftOut());
  }

  private void runTable() {
    if (output.equals("-")) {
      throw new Failure(
          Failure.Code.USAGE, "output: - (expected: a file, for Parquet is written from its end).");
    }
    Path file = Path.of(output).toAbsolutePath();
    try (Rest rest = server.connect();
        ParquetFile parquet = ParquetFile.begin(file, kind())) {
      long traces = new TraceLines(terminal, "Exporting").each(rest, query, parquet::add);
      parquet.finish();
      if (answer.json()) {
        Members json = new Members().put("file", file.toString()).put("traces", traces);
        terminal.line(Json.write(json.object()));
      } else {
        terminal.line("Exported the " + table + " of " + traces + " traces to " + file + ".");
      }
    } catch (StorageException e) {
      throw new Failure(Failure.Code.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private RowKind kind() {
    return switch (table) {
      case "spans" -> RowKind.SPANS;
      case "messages" -> RowKind.MESSAGES;
      default ->
          throw new Failure(
              Failure.Code.USAGE, "table: " + table + " (expected: spans or messages).");
    };
  }

  private void copy(InputStream in, Target target) throws IOException {
    byte[] some = new byte[64 << 10];
    try (Progress progress = new Progress(terminal, "Exporting")) {
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        target.write(some, length);
        if (!target.isStandardOutput()) {
          progress.at(-1, target.counted());
        }
      }
    }
  }

  private void report(Target target, Members counts, String leftOut) {
    if (target.isStandardOutput()) {
      return;
    }
    Path file = target.file();
    if (answer.json()) {
      Members json = new Members().put("file", file.toString());
      json.put("lines", target.lines()).put("bytes", target.bytes());
      counts.object().members().forEach(json::put);
      terminal.line(Json.write(json.object()));
    } else {
      terminal.line(("Exported " + target.counted() + " to " + file + ". " + leftOut).strip());
    }
  }

  /** Refuses to write over a directory, or where nobody may write. */
  static Failure unwritable(Path file, IOException cause) {
    return new Failure(
        Failure.Code.FAILED,
        file + " cannot be written (" + cause.getMessage() + "): name another file with -o.",
        cause);
  }
}
