// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Progress;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.CodecException;
import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.storage.duckdb.tabular.ParquetFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines that a server exports as a table. For one thread; a line is in memory. */
final class ParquetExport {
  private final Terminal terminal;
  private final ParquetFile file;
  private long traces;

  ParquetExport(Terminal terminal, ParquetFile file) {
    this.terminal = terminal;
    this.file = file;
  }

  /** Writes all of it and says how many traces that were. */
  long run(Rest rest, @Nullable String query) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("format", "jsonl");
    parameters.put("q", query);
    rest.download("/export", parameters, this::take);
    file.finish();
    return traces;
  }

  private void take(InputStream in) throws IOException {
    InputStream buffered = new BufferedInputStream(in, 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (Progress progress = new Progress(terminal, "Exporting")) {
      for (int b = buffered.read(); b >= 0; b = buffered.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        add(line.toByteArray());
        line.reset();
        progress.at(-1, String.format(Locale.ROOT, "%,d traces", traces));
      }
    }
  }

  private void add(byte[] line) {
    try {
      // The project is the caller's, and no column.
      file.add(ExportedTrace.fromJson("default", Json.parse(line)));
      traces++;
    } catch (CodecException e) {
      throw new Failure(
          Failure.Code.FAILED,
          "trace " + (traces + 1) + " is broken (" + e.getMessage() + "): run 'steno verify'.",
          e);
    }
  }
}
