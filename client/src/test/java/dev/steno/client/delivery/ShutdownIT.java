// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.Steno;
import dev.steno.testing.sync.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that come to their end before a server that never answers. */
final class ShutdownIT {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private RawServer silent;
  @TempDir Path folder;

  @BeforeEach
  void listen() throws IOException {
    silent = RawServer.start((connection, number) -> over.await());
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    silent.close();
  }

  @Test
  void close_leaves_on_disk_what_nobody_took() {
    Steno steno =
        Steno.builder()
            .startParts(false)
            .endpoint(silent.uri())
            .sending(
                o -> o.spoolDirectory(folder.resolve("spool")).requestTimeout(Duration.ofDays(1)))
            .build();
    record(steno, 100);

    assertThat(steno.flush(Duration.ofMillis(50))).isFalse();
    assertThat(steno.close(SECOND)).isTrue();
    assertThat(steno.close(SECOND)).isTrue();

    assertThat(steno.counts().delivery().spooled()).isEqualTo(100);
    assertThat(steno.counts().delivery().dropped()).isZero();
    assertThat(arrived(folder.resolve("spool"), 100)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void close_without_a_disk_counts_what_nobody_took() {
    try (Logged logged = new Logged()) {
      Steno steno =
          Steno.builder()
              .startParts(false)
              .endpoint(silent.uri())
              .sending(options -> options.requestTimeout(Duration.ofDays(1)))
              .build();
      record(steno, 100);

      assertThat(steno.close(SECOND)).isFalse();

      assertThat(steno.counts().delivery().droppedBy()).containsOnlyKeys("closed");
      assertThat(steno.counts().delivery().dropped()).isEqualTo(100);
      assertThat(logged.sentences())
          .containsExactly(
              "100 spans and log records were still in memory when the application ended: they are"
                  + " counted as closed. Give close more time, or set a folder for the spool.");
    }
  }

  @Test
  void an_application_that_just_ends_has_left_everything_in_the_spool() throws Exception {
    assertThat(run("-Dnothing")).isEmpty();

    assertThat(arrived(folder.resolve("spool"), 100)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void a_home_that_cannot_be_written_is_told_once_and_keeps_nobody() throws Exception {
    Path home = Files.createFile(folder.resolve("no-folder"));

    String told = run("-Duser.home=" + home, "STENO_SPOOL", "");

    assertThat(told)
        .containsOnlyOnce("WARNING")
        .contains("The spool in " + home + "/.steno/client-spool cannot be written")
        .contains("Make room there, or name another folder.");
  }

  @Test
  void a_user_without_a_home_is_told_once_and_leaves_no_folder_behind() throws Exception {
    String told = run("-Duser.home=?", "STENO_SPOOL", "");

    assertThat(told)
        .containsOnlyOnce("has no home folder")
        .containsOnlyOnce("Set STENO_SPOOL to a folder, or to off.");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void a_trust_store_that_cannot_be_read_is_told_once_and_everything_is_kept() throws Exception {
    Path noise = Files.writeString(folder.resolve("noise"), "nothing of the kind");

    String told = run("-Djavax.net.ssl.trustStore=" + noise);

    assertThat(told)
        .containsOnlyOnce("TLS failed: NoSuchAlgorithmException. Spans are kept in ")
        .doesNotContain("Exception in");
    assertThat(arrived(folder.resolve("spool"), 100)).hasSize(100).doesNotHaveDuplicates();
  }

  /** What is sent once there is a server that answers, by a client that takes over. */
  private List<String> arrived(Path spool, int spans) {
    int port = silent.port();
    try {
      stop();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    try (Receiver back = Receiver.start(port);
        OtlpDelivery next =
            OtlpDelivery.start(DeliveryOptions.builder(back.uri()).spoolDirectory(spool).build())) {
      OtlpDeliveryIT.awaitSent(next, spans);
      return back.names();
    }
  }

  private static void record(Steno steno, int spans) {
    for (int i = 0; i < spans; i++) {
      steno.trace().tool("tool").name("span " + i).end();
    }
  }

  /** Runs an application to its end; what it told. */
  private String run(String option, String... environment) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder command =
        new ProcessBuilder(ChildJvm.command(folder, Application.class))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("JDK_JAVA_OPTIONS", option);
    command.environment().put("STENO_START_PARTS", "false");
    command.environment().put("STENO_ENDPOINT", silent.uri().toString());
    command.environment().put("STENO_SPOOL", folder.resolve("spool").toString());
    for (int i = 0; i < environment.length; i += 2) {
      command.environment().put(environment[i], environment[i + 1]);
    }
    Process process = command.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(output).replaceAll("NOTE: .*\\R", "");
  }

  /**
   * Records and ends, and closes nothing. The JDK's own logging ends as soon as the JVM begins to,
   * so what is to be seen has to be told before.
   */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      Steno steno = Steno.create();
      record(steno, 100);
      steno.flush(SECOND);
    }
  }
}
