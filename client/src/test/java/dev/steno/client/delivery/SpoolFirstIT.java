// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.testing.sync.ChildJvm;
import dev.steno.testing.sync.Strace;
import dev.steno.testing.sync.SyncCheck;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on disk before the call returns is synced by then, as the system saw it. */
final class SpoolFirstIT {
  private static final int SPANS = 20;
  @TempDir Path folder;

  @Test
  void each_call_returns_after_a_sync_of_its_span() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result = run(Strace.record(calls(), application(SPANS)));

    assertThat(result.acknowledgements()).isEqualTo(SPANS);
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void the_check_fails_where_syncing_is_turned_off() throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    SyncCheck.Result result = run(Strace.recordWithoutSync(calls(), application(SPANS)));

    assertThat(result.acknowledgements()).isEqualTo(SPANS);
    assertThat(result.violations()).hasSizeGreaterThanOrEqualTo(SPANS);
  }

  @Test
  void a_disk_that_hangs_keeps_a_call_no_longer_than_two_seconds_and_is_told_once()
      throws Exception {
    assumeTrue(Strace.works(), Strace.MISSING);

    run(Strace.recordWithSlowSync(calls(), 3, application(2)));

    assertThat(Files.readString(folder.resolve("output")))
        .containsOnlyOnce("took longer than 2000 ms to write: the application went on")
        .containsSubsequence("took longer", "returned 0", "returned 1");
  }

  private SyncCheck.Result run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (Stream<String> lines = Files.lines(calls())) {
      return new SyncCheck(path -> path.endsWith(".spool"), call -> call.contains("\"returned"))
          .check(lines);
    }
  }

  private List<String> application(int spans) {
    String spool = folder.resolve("spool").toString();
    return ChildJvm.command(folder, Application.class, spool, Integer.toString(spans));
  }

  private Path calls() {
    return folder.resolve("calls.txt");
  }

  /** Says after each span that its end returned; nobody listens where it would send to. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      OtlpDelivery delivery =
          OtlpDelivery.start(
              DeliveryOptions.builder(URI.create("http://127.0.0.1:1"))
                  .spoolDirectory(Path.of(arguments[0]))
                  .spoolFirst(true)
                  .build());
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        delivery.span(Recorded.span("span " + i));
        System.out.println("returned " + i);
      }
      delivery.close(Duration.ofSeconds(1));
    }
  }
}
