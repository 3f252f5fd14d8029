// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.erasure.Deletion;
import dev.steno.testing.sync.ChildJvm;
import dev.steno.testing.sync.Strace;
import dev.steno.testing.sync.SyncCheck;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While files are replaced others read and write, and a crash leaves one file or the other. */
class RewritingIT {
  private static final int KILLS = Boolean.getBoolean("steno.long") ? 40 : 3;
  private static final int MANY = 100_000;
  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void nameDirectory() {
    data = temporary.resolve("data");
  }

  @Test
  void kill_9_during_deletions_loses_nothing_and_brings_nothing_back() throws Exception {
    Random random = new Random(11);
    Set<Integer> kept = new TreeSet<>();
    Set<Integer> erased = new TreeSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> lines = eraseUntilKilled(kill * 4 * MANY, 4 + random.nextInt(4), random);
      kept.addAll(numbers(lines, "ACK "));
      kept.removeAll(numbers(lines, "ERASING "));
      erased.addAll(numbers(lines, "ERASED "));

      assertWhole(kept, erased);
    }

    System.out.printf("%d kills: %d batches kept, %d erased%n", KILLS, kept.size(), erased.size());
    assertThat(erased).isNotEmpty();
  }

  @Test
  void ends_a_deletion_after_the_copies_were_synced() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result = traced(Strace.record(temporary.resolve("strace.txt"), load()));

    assertThat(result.violations()).isEmpty();
    assertThat(result.acknowledgements()).isEqualTo(2);
  }

  @Test
  void the_check_fails_where_syncing_is_turned_off() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result =
        traced(Strace.recordWithoutSync(temporary.resolve("strace.txt"), load()));

    assertThat(result.violations()).hasSizeGreaterThanOrEqualTo(2);
  }

  private List<String> load() {
    return ChildJvm.command(temporary, Load.class, data.toString(), "0", "20", "1", "500", "erase");
  }

  private SyncCheck.Result traced(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
    try (Stream<String> lines =
        Files.lines(temporary.resolve("strace.txt"), StandardCharsets.ISO_8859_1)) {
      return new SyncCheck(path -> path.endsWith(".duckdb.new"), text -> text.contains("\"ERASED "))
          .check(lines);
    }
  }

  @Test
  void removes_a_copy_that_was_not_finished() throws Exception {
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
    }
    Path copy = Files.writeString(data.resolve("week-2026-11-02.duckdb.new"), "half a copy");
    Path log = Files.writeString(data.resolve("week-2026-11-02.duckdb.new.wal"), "its log");
    Path spilled = Files.writeString(data.resolve("tmp/duckdb_temp_storage-0.tmp"), "rows");

    try (DuckDbStorage storage = open()) {
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1))).isPresent();
    }

    assertThat(copy).doesNotExist();
    assertThat(log).doesNotExist();
    assertThat(spilled).doesNotExist();
  }

  @Test
  void readers_and_writers_go_on_while_files_are_replaced() throws Exception {
    try (DuckDbStorage storage = open()) {
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger reads = new AtomicInteger();
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(
              () -> {
                while (!ended.get()) {
                  TraceRecord trace =
                      storage.traces().trace(Parts.PROJECT, Parts.trace(1)).orElseThrow();
                  assertThat(trace.messages()).hasSize(3);
                  reads.incrementAndGet();
                }
              });

      List<CompletableFuture<Appended>> appended = new ArrayList<>();
      for (int i = 2; i < 30; i++) {
        appended.add(storage.traces().append(List.of(Parts.turn(i, 1))));
        appended.add(storage.traces().append(List.of(Parts.turn(1_000 + i, 1))));
        if (i % 3 == 0) {
          assertThat(Parts.delete(storage, i).traces()).isEqualTo(1);
        }
      }
      ended.set(true);
      reader.join();

      assertThat(appended).allMatch(future -> future.join().accepted() == 1);
      assertThat(reads.get()).isPositive();
      for (int i = 2; i < 30; i++) {
        assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(i)).isPresent())
            .isEqualTo(i % 3 != 0);
        assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1_000 + i))).isPresent();
      }
    }
  }

  private List<String> eraseUntilKilled(int first, int after, Random random) throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    temporary,
                    Load.class,
                    data.toString(),
                    "" + first,
                    "" + MANY,
                    "4",
                    "2000",
                    "erase"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    int begun = 0;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.startsWith("ERASING ") && ++begun == after) {
          awaitStage(random.nextInt(4));
          // Not Process.destroyForcibly, which closes the stream with lines still in it.
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    assertThat(begun).isGreaterThanOrEqualTo(after);
    return lines;
  }

  /** 0: at once, 1: when there is a copy, 2: when it has rows, 3: when it took the file's place. */
  private void awaitStage(int stage) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    boolean seen = false;
    while (stage > 0 && System.nanoTime() < deadline) {
      long copied =
          Stream.of(data.toFile().listFiles())
              .filter(file -> file.getName().contains(".new"))
              .mapToLong(File::length)
              .sum();
      seen |= copied > 0;
      if (stage == 1 ? seen : stage == 2 ? copied > 200_000 : seen && copied == 0) {
        return;
      }
    }
  }

  private void assertWhole(Set<Integer> kept, Set<Integer> erased) {
    try (DuckDbStorage storage = open()) {
      for (int batch : kept) {
        TraceRecord trace = storage.traces().trace(Load.PROJECT, Load.trace(batch)).orElseThrow();
        assertThat(trace.spans()).hasSize(Load.SPANS);
      }
      for (int batch : erased) {
        assertThat(storage.traces().trace(Load.PROJECT, Load.trace(batch))).isEmpty();
      }
      assertThat(storage.erasures().deletions(Load.PROJECT, 500))
          .filteredOn(deletion -> deletion.finished() != null)
          .extracting(Deletion::kind)
          .hasSizeGreaterThanOrEqualTo(erased.size());
      assertThat(data.toFile().list()).noneMatch(name -> name.contains(".new"));
    }
  }

  private static List<Integer> numbers(List<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> Integer.parseInt(line.substring(kind.length())))
        .toList();
  }

  private DuckDbStorage open() {
    return DuckDbStorage.open(data, DuckDbOptions.defaults(), Clock.systemUTC());
  }
}
