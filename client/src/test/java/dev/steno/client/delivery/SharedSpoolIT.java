// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.testing.sync.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes with the same spool: each sends its own, and one what another left that died. */
final class SharedSpoolIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int EACH = 600;
  private final List<Process> processes = new ArrayList<>();
  @TempDir Path folder;

  @AfterEach
  void kill() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void processes_that_live_send_their_own_and_nothing_of_each_other() throws Exception {
    int port = away();
    begin(port, "one");
    begin(port, "two");
    try (OtlpDelivery here = recorded(port, "here");
        OtlpDelivery there = recorded(port, "there");
        Receiver back = Receiver.start(port)) {
      await(back, 4 * EACH);
      OtlpDeliveryIT.awaitSent(here, EACH);
      OtlpDeliveryIT.awaitSent(there, EACH);
      end(processes);

      assertThat(back.names()).hasSize(4 * EACH).doesNotHaveDuplicates();
    }
    assertNothingIsLeft();
  }

  @Test
  void what_a_killed_process_left_is_sent_once_by_one_of_those_that_live() throws Exception {
    int port = away();
    Process killed = begin(port, "killed");
    begin(port, "two");
    try (OtlpDelivery here = recorded(port, "here")) {
      killed.destroyForcibly().waitFor();

      try (Receiver back = Receiver.start(port)) {
        await(back, 3 * EACH);
        end(processes.subList(1, 2));
        here.close(LONG);

        assertThat(back.names()).hasSize(3 * EACH).doesNotHaveDuplicates();
      }
    }
    assertNothingIsLeft();
  }

  /** A port where nobody listens. */
  private static int away() {
    Receiver receiver = Receiver.start();
    receiver.close();
    return receiver.port();
  }

  private OtlpDelivery recorded(int port, String name) {
    OtlpDelivery delivery = Application.record(port, folder.resolve("spool"), name);
    assertThat(delivery.counts()).extracting(DeliveryCounts::spooled).isEqualTo((long) EACH);
    return delivery;
  }

  /** Starts a process; returns once all of its spans lie in the spool. */
  private Process begin(int port, String name) throws IOException {
    Path spool = folder.resolve("spool");
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    folder, Application.class, Integer.toString(port), spool.toString(), name))
            .redirectError(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    BufferedReader told = process.inputReader();
    assertThat(told.readLine()).isEqualTo(EACH + " spooled");
    return process;
  }

  /** Lets processes close their delivery, and waits for that. */
  private static void end(List<Process> processes) throws Exception {
    for (Process process : processes) {
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    }
  }

  private static void await(Receiver receiver, int spans) {
    long until = System.nanoTime() + LONG.toNanos();
    while (receiver.names().size() < spans && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(receiver.names()).hasSize(spans);
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  /** Records while the server is away, and sends until its input ends. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) throws IOException {
      Path spool = Path.of(arguments[1]);
      OtlpDelivery delivery = record(Integer.parseInt(arguments[0]), spool, arguments[2]);
      System.out.println(delivery.counts().spooled() + " spooled");
      System.in.readAllBytes();
      delivery.close(LONG);
    }

    static OtlpDelivery record(int port, Path spool, String name) {
      OtlpDelivery delivery =
          OtlpDelivery.start(
              DeliveryOptions.builder(URI.create("http://127.0.0.1:" + port))
                  .spoolDirectory(spool)
                  .retries(Duration.ofMillis(20), Duration.ofMillis(100))
                  .build());
      for (int i = 0; i < EACH; i++) {
        delivery.span(Recorded.span(name + " " + i));
      }
      delivery.flush(LONG);
      return delivery;
    }
  }
}
