// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Replay;
import dev.steno.storage.TraceRecord;
import dev.steno.testing.sync.ChildJvm;
import dev.steno.testing.sync.Strace;
import dev.steno.testing.sync.SyncCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is on the disk: seen from outside, through another process. */
class DurabilityIT {
  private static final int KILLS = Boolean.getBoolean("steno.long") ? 20 : 3;
  private static final int MANY = 100_000;
  private static final Path LIMIT = Path.of("/usr/bin/prlimit");
  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void nameDirectory() {
    data = temporary.resolve("data");
  }

  @Test
  void every_acknowledged_batch_survives_kill_9() throws Exception {
    Random random = new Random(7);
    List<Integer> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged.addAll(appendUntilKilled(kill * 4 * MANY, 20 + random.nextInt(60)));
    }

    int spans = assertWhole(acknowledged);

    System.out.printf(
        "%d kills: %d of %d acknowledged spans%n", KILLS, spans, acknowledged.size() * Load.SPANS);
  }

  @Test
  void acknowledges_after_a_sync_that_began_after_the_last_write() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result = traced(Strace.record(record(), load(data.toString(), 12)));

    assertThat(result.violations()).isEmpty();
    assertThat(result.acknowledgements()).isEqualTo(12);
  }

  @Test
  void the_check_fails_where_syncing_is_turned_off() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result = traced(Strace.recordWithoutSync(record(), load(data.toString(), 3)));

    assertThat(result.acknowledgements()).isEqualTo(3);
    assertThat(result.violations()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void the_check_fails_for_a_store_that_writes_nothing() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result = traced(Strace.record(record(), load("memory", 3)));

    assertThat(result.violations()).hasSize(3);
  }

  @Test
  void acknowledges_nothing_that_the_file_system_refused() throws Exception {
    assumeTrue(
        Files.isExecutable(LIMIT), "prlimit is missing: install the Debian package util-linux");
    Process process = start(load(data.toString(), 60, 40_000));
    List<String> lines = new ArrayList<>();

    try (BufferedReader output = output(process)) {
      lines.add(output.readLine());
      limitFiles(process, 20_000_000);
      output.lines().forEach(lines::add);
    }
    process.waitFor();

    assertThat(lines).hasSize(60).anyMatch(line -> line.startsWith("REFUSED"));
    assertWhole(numbers(lines));
  }

  /** Makes writes beyond so many bytes fail: what can be had of a full disk without one. */
  private static void limitFiles(Process process, int bytes) throws Exception {
    List<String> command =
        List.of(LIMIT.toString(), "--pid", "" + process.pid(), "--fsize=" + bytes);
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private Path record() {
    return temporary.resolve("strace.txt");
  }

  private List<String> load(String store, int batches) {
    return load(store, batches, 500);
  }

  private List<String> load(String store, int batches, int bytes) {
    return ChildJvm.command(temporary, Load.class, store, "0", "" + batches, "1", "" + bytes);
  }

  private SyncCheck.Result traced(List<String> command) throws Exception {
    lines(start(command));
    String folder = temporary.toRealPath().toString();
    try (Stream<String> lines = Files.lines(record(), StandardCharsets.ISO_8859_1)) {
      return new SyncCheck(
              path -> path.startsWith(folder) && path.endsWith(".wal"),
              text -> text.contains("\"ACK "))
          .check(lines);
    }
  }

  /** Starts a writer, kills it after so many acknowledgements and returns them all. */
  private List<Integer> appendUntilKilled(int first, int after) throws Exception {
    Process process =
        start(
            ChildJvm.command(
                temporary, Load.class, data.toString(), "" + first, "" + MANY, "4", "2000"));
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = output(process)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (lines.size() == after) {
          // Not Process.destroyForcibly, which closes the stream with lines still in it.
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(after).allMatch(line -> line.startsWith("ACK "));
    return numbers(lines);
  }

  private static List<Integer> numbers(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("ACK "))
        .map(line -> Integer.parseInt(line.substring(4)))
        .toList();
  }

  private int assertWhole(List<Integer> batches) {
    int spans = 0;
    try (DuckDbStorage storage =
        DuckDbStorage.open(data, DuckDbOptions.defaults(), Clock.systemUTC())) {
      for (int batch : batches) {
        TraceRecord trace = storage.traces().trace(Load.PROJECT, Load.trace(batch)).orElseThrow();
        assertThat(trace.spans()).hasSize(Load.SPANS);
        assertReplayable(trace);
        spans += trace.spans().size();
      }
    }
    return spans;
  }

  private static void assertReplayable(TraceRecord trace) {
    Replay replay = new Replay(trace.commits().values());
    for (Commit commit : trace.commits().values()) {
      assertThat(trace.messages().keySet()).containsAll(replay.messages(commit).orElseThrow());
    }
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<String> lines(Process process) throws Exception {
    try (BufferedReader output = output(process)) {
      List<String> lines = output.lines().toList();
      process.waitFor();
      return lines;
    }
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
