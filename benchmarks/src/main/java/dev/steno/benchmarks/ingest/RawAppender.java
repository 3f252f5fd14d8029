// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.ingest;

import dev.steno.benchmarks.ProcessFigures;
import dev.steno.benchmarks.load.Conversations;
import dev.steno.benchmarks.load.PlainSpan;
import dev.steno.benchmarks.load.PlainTable;
import dev.steno.storage.duckdb.DuckDbOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program that does nothing but give spans to the engine's appender, so many in a transaction,
 * for some time. Its texts are made before, so that only the engine is measured.
 */
final class RawAppender {
  private RawAppender() {}

  /**
   * Runs it.
   *
   * @param arguments the file to make, seconds before counting begins, seconds that count, spans in
   *     a transaction, how many different conversations, where to write what was found: spans,
   *     seconds, processors, bytes written
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    List<PlainSpan> spans = spans(Integer.parseInt(arguments[4]));
    int group = Integer.parseInt(arguments[3]);
    try (PlainTable table = PlainTable.create(Path.of(arguments[0]), DuckDbOptions.defaults())) {
      Appending appending = new Appending(table, spans, group);
      appending.run(Duration.ofSeconds(Long.parseLong(arguments[1])));
      ProcessFigures before = ProcessFigures.of(ProcessHandle.current());
      long begun = System.nanoTime();
      long appended = appending.run(Duration.ofSeconds(Long.parseLong(arguments[2])));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      ProcessFigures after = ProcessFigures.of(ProcessHandle.current());
      List<Double> found =
          List.of(
              (double) appended,
              took.toNanos() / 1e9,
              after.processorsSince(before, took),
              after.writtenBytes() - before.writtenBytes());
      Files.write(Path.of(arguments[5]), found.stream().map(String::valueOf).toList());
    }
  }

  private static List<PlainSpan> spans(int conversations) {
    Conversations made = new Conversations(11, "default");
    List<PlainSpan> spans = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      made.next(Instant.EPOCH).parts().forEach(part -> spans.add(PlainSpan.of(part)));
    }
    return spans;
  }

  private static final class Appending {
    private final SplittableRandom random = new SplittableRandom(5);
    private final PlainTable table;
    private final List<PlainSpan> spans;
    private final int group;
    private int next;

    Appending(PlainTable table, List<PlainSpan> spans, int group) {
      this.table = table;
      this.spans = spans;
      this.group = group;
    }

    long run(Duration duration) throws SQLException {
      long appended = 0;
      long end = System.nanoTime() + duration.toNanos();
      while (System.nanoTime() < end) {
        List<PlainSpan> rows = new ArrayList<>(group);
        for (int i = 0; i < group; i++) {
          PlainSpan span = spans.get(next);
          next = (next + 1) % spans.size();
          rows.add(span.at(span.traceLow() ^ appended, random.nextLong(), System.nanoTime()));
        }
        table.append(rows);
        appended += group;
      }
      return appended;
    }
  }
}
