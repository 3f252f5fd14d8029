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
import java.util.LinkedHashMap;
import java.util.Map;
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
      "Examples:",
      "  steno export -o traces.jsonl",
      "  steno export --query 'status:error' | head -1"
    })
public final class ExportCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "jsonl, otlp-json or parquet (default: jsonl).")
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
  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (format.equals("parquet")) {
      runTable();
      return;
    }
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("format", format);
    parameters.put("q", query);
    try (Rest rest = server.connect();
        Target target = Target.of(output, terminal)) {
      rest.download("/export", parameters, in -> copy(in, target));
      target.finish();
      report(target);
    }
  }

  private void runTable() {
    if (output.equals("-")) {
      throw new Failure(
          Failure.Code.USAGE, "output: - (expected: a file, for Parquet is written from its end).");
    }
    Path file = Path.of(output).toAbsolutePath();
    try (Rest rest = server.connect();
        ParquetFile parquet = ParquetFile.begin(file, kind())) {
      long traces = new ParquetExport(terminal, parquet).run(rest, query);
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

  private void report(Target target) {
    if (target.isStandardOutput()) {
      return;
    }
    Path file = target.file();
    if (answer.json()) {
      Members json = new Members().put("file", file.toString());
      terminal.line(
          Json.write(json.put("lines", target.lines()).put("bytes", target.bytes()).object()));
    } else {
      terminal.line("Exported " + target.counted() + " to " + file + ".");
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
