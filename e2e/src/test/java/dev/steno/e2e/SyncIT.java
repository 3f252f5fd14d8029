// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.testing.sync.Strace;
import dev.steno.testing.sync.SyncCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender gets its 200 after the disk has what it sent: seen from outside, in system calls. */
class SyncIT {
  private static final int BATCHES = 25;

  @Test
  void each_answer_follows_a_sync_of_what_it_acknowledges(@TempDir Path folder) throws Exception {
    SyncCheck.Result result = record(folder, Strace.record(calls(folder), List.of()));

    System.out.printf(
        "sync: %d answers, %d before their sync%n",
        result.acknowledgements(), result.violations().size());
    assertThat(result.acknowledgements()).isEqualTo(BATCHES);
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void the_check_fails_where_syncing_is_turned_off(@TempDir Path folder) throws Exception {
    SyncCheck.Result result = record(folder, Strace.recordWithoutSync(calls(folder), List.of()));

    assertThat(result.acknowledgements()).isEqualTo(BATCHES);
    assertThat(result.violations()).hasSizeGreaterThanOrEqualTo(BATCHES);
  }

  private static SyncCheck.Result record(Path folder, List<String> runner) throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);
    Path data = folder.resolve("data");
    String store = folder.toRealPath().resolve("data").toString();
    try (RunningSteno steno = RunningSteno.launch(runner, "serve", data)) {
      long before = lines(folder);
      for (int batch = 1; batch <= BATCHES; batch++) {
        String body = OtlpLoad.body("%032x".formatted(batch));
        assertThat(steno.post("/v1/traces", body)).isEqualTo(200);
      }
      long during = lines(folder) - before;
      try (Stream<String> calls = Files.lines(calls(folder))) {
        return new SyncCheck(
                path -> path.startsWith(store) && path.endsWith(".wal"),
                call -> call.contains("\"HTTP/1.1 200"))
            .check(calls.skip(before).limit(during));
      }
    }
  }

  private static Path calls(Path folder) {
    return folder.resolve("calls.txt");
  }

  private static long lines(Path folder) throws Exception {
    try (Stream<String> lines = Files.lines(calls(folder))) {
      return lines.count();
    }
  }
}
