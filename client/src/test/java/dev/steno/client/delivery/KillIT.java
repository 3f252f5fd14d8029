// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.testing.sync.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that ends a thousand spans a second and is killed while the server is away. */
final class KillIT {
  private static final long AWAY = Boolean.getBoolean("steno.long") ? 30_000 : 1_500;
  private static final long WINDOW = 250;
  private final List<Process> started = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  private Receiver receiver = Receiver.start();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    receiver.close();
  }

  @Test
  void what_ended_a_quarter_of_a_second_before_kill_9_arrives() throws Exception {
    Process first = produce("first-", false);
    awaitSpans("first-", 500);
    goAway();
    pass(AWAY);
    long killed = kill(first);
    Process second = produce("second-", false);
    pass(AWAY);
    comeBack();
    awaitSpans("second-", 1_000);
    long ended = terminate(second);

    List<String> arrived = received();
    report("kill -9", "first-", killed, arrived);
    report("SIGTERM", "second-", ended, arrived);
    assertThat(arrived).containsAll(handedOver("first-", killed - WINDOW));
    assertThat(arrived).containsAll(handedOver("second-", ended));
  }

  @Test
  void with_the_disk_first_every_span_whose_end_returned_arrives() throws Exception {
    goAway();
    Process first = produce("first-", true);
    pass(AWAY);
    long killed = kill(first);
    comeBack();
    Process second = produce("second-", true);
    awaitSpans("second-", 50);
    terminate(second);

    List<String> arrived = received();
    report("kill -9 with spoolFirst", "first-", killed, arrived);
    assertThat(handedOver("first-", Long.MAX_VALUE)).hasSizeGreaterThan(100);
    assertThat(arrived).containsAll(handedOver("first-", Long.MAX_VALUE));
  }

  @Test
  void a_spool_whose_process_lives_is_left_alone() throws Exception {
    goAway();
    Process first = produce("first-", false);
    pass(AWAY);
    comeBack();
    Process second = produce("second-", false);
    awaitSpans("first-", 1_000);
    awaitSpans("second-", 1_000);
    long secondEnded = terminate(second);
    long firstEnded = terminate(first);

    List<String> arrived = received();
    assertThat(arrived).containsAll(handedOver("first-", firstEnded)).doesNotHaveDuplicates();
    assertThat(arrived).containsAll(handedOver("second-", secondEnded));
  }

  /** All that was taken, by this receiver and those that were stopped. */
  private List<String> received() {
    List<String> all = new ArrayList<>(taken);
    all.addAll(receiver.names());
    return all;
  }

  private void goAway() {
    receiver.close();
    taken.addAll(receiver.names());
  }

  private void comeBack() {
    receiver = Receiver.start(receiver.port());
  }

  private Process produce(String prefix, boolean diskFirst) throws IOException {
    List<String> command =
        ChildJvm.command(
            folder,
            Producer.class,
            receiver.uri().toString(),
            folder.resolve("spool").toString(),
            journal(prefix).toString(),
            prefix,
            Boolean.toString(diskFirst));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(prefix + "log").toFile())
            .start();
    started.add(process);
    return process;
  }

  private static long kill(Process process) throws InterruptedException {
    long now = System.currentTimeMillis();
    process.destroyForcibly().waitFor();
    return now;
  }

  private long terminate(Process process) throws InterruptedException {
    long now = System.currentTimeMillis();
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return now;
  }

  private Path journal(String prefix) {
    return folder.resolve(prefix + "journal");
  }

  private List<String> handedOver(String prefix, long before) throws IOException {
    long[] times = Producer.read(journal(prefix));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      if (times[i] < before) {
        names.add(prefix + i);
      }
    }
    return names;
  }

  private void report(String end, String prefix, long ended, List<String> arrived)
      throws IOException {
    long[] times = Producer.read(journal(prefix));
    Set<String> distinct = new HashSet<>(arrived);
    long lost = 0;
    long window = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] < ended && !distinct.contains(prefix + i)) {
        lost++;
        window = Math.max(window, ended - times[i]);
      }
    }
    System.out.printf(
        "%s: %d spans ended, %d lost, the oldest of them %d ms before; %d arrived twice%n",
        end,
        Arrays.stream(times).filter(t -> t < ended).count(),
        lost,
        window,
        arrived.size() - distinct.size());
  }

  private void awaitSpans(String prefix, int count) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (receiver.names().stream().filter(name -> name.startsWith(prefix)).count() < count) {
      if (System.nanoTime() > until) {
        throw new AssertionError(
            "did not come:\n" + Files.readString(folder.resolve(prefix + "log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Time that has to pass for real, as the server is away that long. */
  private static void pass(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
