// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.testing.sync.ChildJvm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that may not grow beyond a mebibyte is what a full disk is to the program. */
final class FullDiskIT {
  private static final int SPANS = 250;
  @TempDir Path folder;

  @Test
  void a_full_disk_is_counted_told_once_and_spoils_nothing_that_was_written() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is missing: it limits file sizes");
    Receiver receiver = Receiver.start();
    receiver.close();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/bash", "-c", "ulimit -f 1024 && exec \"$@\"", "limited"));
    command.addAll(
        ChildJvm.command(folder, Application.class, receiver.uri().toString(), folder + "/spool"));
    Path output = folder.resolve("output");

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    String told = Files.readString(output);
    assertThat(told).containsOnlyOnce("cannot be written").doesNotContain("Exception in thread");
    long spooled = count(told, "spooled");
    assertThat(spooled).isBetween(50L, 75L);
    assertThat(count(told, "spool_failed")).isPositive();
    assertThat(spooled + count(told, "spool_failed") + count(told, "closed")).isEqualTo(SPANS);
    try (Receiver back = Receiver.start(receiver.port());
        OtlpDelivery next =
            OtlpDelivery.start(Application.options(back.uri(), folder + "/spool"))) {
      OtlpDeliveryIT.awaitSent(next, spooled);
      assertThat(back.names()).hasSize((int) spooled).doesNotHaveDuplicates();
    }
  }

  private static long count(String told, String name) {
    return told.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }

  /** Records more than its disk and its queue hold, and tells what became of it. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      OtlpDelivery delivery = OtlpDelivery.start(options(URI.create(arguments[0]), arguments[1]));
      Random random = new Random(1);
      for (int i = 0; i < SPANS; i++) {
        byte[] noise = new byte[15_000];
        random.nextBytes(noise);
        delivery.span(
            Recorded.ended(
                Recorded.traces()
                    .get("full")
                    .spanBuilder("span " + i)
                    .setAttribute("text", Base64.getEncoder().encodeToString(noise))
                    .startSpan()));
        delivery.flush(Duration.ofMillis(10));
      }
      delivery.close(Duration.ofSeconds(2));
      System.out.println("spooled " + delivery.counts().spooled());
      delivery.counts().droppedBy().forEach((reason, n) -> System.out.println(reason + " " + n));
    }

    static DeliveryOptions options(URI server, String spool) {
      return DeliveryOptions.builder(server)
          .spoolDirectory(Path.of(spool))
          .queueBytes(2_000_000)
          .build();
    }
  }
}
