// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.agents;

import dev.steno.benchmarks.Figures;
import dev.steno.benchmarks.Latencies;
import dev.steno.benchmarks.Meter;
import dev.steno.benchmarks.load.PlainSpan;
import dev.steno.benchmarks.load.PlainTable;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.duckdb.DuckDbOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A table of the same engine with a row for each span and its whole payload. For one thread. */
final class PlainSide {
  private final Path file;

  PlainSide(Path file) {
    this.file = file;
  }

  /** Writes it all and reads traces back; making the texts does not count. */
  void run(Workload workload, Figures found) throws IOException, SQLException {
    Meter meter = new Meter();
    PlainTable table = PlainTable.create(file, DuckDbOptions.defaults());
    List<SpanPart> parts = workload.parts();
    long payload = 0;
    for (int from = 0; from < parts.size(); from += workload.commit()) {
      int to = Math.min(parts.size(), from + workload.commit());
      List<PlainSpan> rows = parts.subList(from, to).stream().map(PlainSpan::of).toList();
      payload += rows.stream().mapToLong(PlainSpan::payload).sum();
      meter.run(() -> table.append(rows));
    }
    meter.run(table::close);
    found.put("payload", payload / 1e6);
    found.put("plain rate", parts.size() / meter.seconds());
    found.put("plain cpu", meter.cpuSeconds());
    found.put("plain written", meter.writtenBytes() / 1e6);
    found.put("plain disk", Files.size(file) / 1e6);
    Latencies reads = new Latencies();
    try (PlainTable again = PlainTable.open(file, DuckDbOptions.defaults())) {
      for (TraceId id : workload.traces()) {
        long begun = System.nanoTime();
        again.read(id);
        reads.add(System.nanoTime() - begun);
      }
    }
    found.put("plain read", reads.millis(0.5));
    found.put("plain read most", reads.millis(1));
  }
}
