// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.delivery.Receiver.Reply;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a server or the way to it does: it holds up nobody, is counted, and is told once. */
final class TroubleIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration NEVER = Duration.ofHours(1);
  private final Logged logged = new Logged();
  private final CountDownLatch over = new CountDownLatch(1);
  @TempDir Path folder;

  @AfterEach
  void stop() {
    over.countDown();
    logged.close();
  }

  @Test
  void ten_thousand_ends_return_though_the_server_never_answers() throws Exception {
    try (RawServer silent = RawServer.start((connection, number) -> over.await());
        OtlpDelivery delivery =
            start(silent.uri(), o -> o.queueBytes(1_000_000).requestTimeout(NEVER))) {
      Recorded.spans(10_000).forEach(delivery::span);
      assertThat(delivery.flush(SHORT)).isFalse();
      assertThat(delivery.close(SHORT)).isFalse();

      DeliveryCounts counts = delivery.counts();
      assertThat(counts.sent()).isZero();
      assertThat(counts.dropped()).isEqualTo(10_000);
      assertThat(counts.droppedBy()).containsOnlyKeys("queue_full", "closed");
      assertThat(logged.sentences()).hasSize(2);
      assertThat(logged.sentences().get(0))
          .isEqualTo(
              "More is recorded than can be sent: the queue of 1000000 bytes is full and what ends now"
                  + " is dropped and counted as queue_full. Sample traces, or make the queue larger.");
      assertThat(logged.sentences().get(1))
          .startsWith(counts.droppedBy().get("closed") + " spans and log records were still")
          .endsWith("Give close more time, or set a folder for the spool.");
    }
  }

  @Test
  void what_a_server_that_never_answers_was_sent_lies_on_disk_once_close_returns()
      throws Exception {
    int port;
    try (RawServer silent = RawServer.start((connection, number) -> over.await());
        OtlpDelivery delivery =
            start(silent.uri(), o -> o.spoolDirectory(folder).requestTimeout(NEVER))) {
      port = silent.port();
      Recorded.spans(5000).forEach(delivery::span);
      assertThat(delivery.close(SHORT)).isTrue();

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 5000, 0, Map.of()));
      assertThat(logged.sentences()).isEmpty();
    }

    try (Receiver back = Receiver.start(port);
        OtlpDelivery next = start(back.uri(), o -> o.spoolDirectory(folder))) {
      OtlpDeliveryIT.awaitSent(next, 5000);
      assertThat(back.names()).hasSize(5000).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_slow_server_gets_everything_once_and_what_waits_for_it_lies_on_disk() {
    try (Receiver slow = Receiver.start();
        OtlpDelivery delivery = start(slow.uri(), o -> o.spoolDirectory(folder))) {
      slow.always(new Reply(200, Map.of(), new byte[0], over));
      Recorded.spans(1000).forEach(delivery::span);
      await(() -> delivery.counts().spooled() == 1000);
      assertThat(delivery.counts().sent()).isZero();

      slow.always(null);
      over.countDown();

      OtlpDeliveryIT.awaitSent(delivery, 1000);
      assertThat(slow.names()).hasSize(1000).doesNotHaveDuplicates();
      assertThat(delivery.counts().dropped()).isZero();
      assertThat(logged.sentences()).isEmpty();
    }
  }

  @Test
  void a_server_that_is_busy_until_a_date_is_left_alone_by_its_own_clock() throws Exception {
    String busy =
        "429 Too Many Requests\r\nContent-Length: 0\r\nDate: Sat, 21 Nov 2020 10:00:00 GMT"
            + "\r\nRetry-After: Sat, 21 Nov 2020 10:00:01 GMT";
    try (RawServer server =
            RawServer.start((c, n) -> RawServer.answer(c, n == 0 ? busy : RawServer.OK));
        OtlpDelivery delivery = start(server.uri(), o -> o)) {
      long before = System.nanoTime();
      delivery.span(Recorded.span("patient"));

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(1, 0, 0, Map.of()));
      assertAwayIsToldOnce("it answered 429");
    }
  }

  @Test
  void a_server_that_goes_away_again_within_the_hour_is_not_told_again() {
    try (Receiver receiver = Receiver.start();
        OtlpDelivery delivery = start(receiver.uri(), o -> o)) {
      for (int i = 0; i < 3; i++) {
        receiver.answer(Reply.of(503));
        delivery.span(Recorded.span("span " + i));
        assertThat(delivery.flush(LONG)).isTrue();
      }

      assertThat(receiver.requests()).hasSize(6);
      assertAwayIsToldOnce("it answered 503");
    }
  }

  @Test
  void too_large_is_understood_from_a_server_that_says_so_before_it_has_read_all()
      throws Exception {
    RawServer.Talk full =
        (connection, number) -> {
          RawServer.bodyOf(connection.getInputStream());
          RawServer.say(connection, "413 Content Too Large\r\nContent-Length: 0");
          connection.shutdownOutput();
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    try (RawServer server = RawServer.start(full);
        OtlpDelivery delivery = start(server.uri(), o -> o.gzip(false))) {
      delivery.span(Recorded.span("large", 20_000_000));

      assertThat(delivery.flush(LONG)).isFalse();

      assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("too_large", 1L));
      assertThat(logged.sentences())
          .singleElement()
          .asString()
          .endsWith("Record less of it, or let the server take larger requests.");
    }
  }

  @Test
  void a_connection_that_is_cut_within_the_answer_is_tried_again() throws Exception {
    RawServer.Talk cut =
        (connection, number) ->
            RawServer.answer(
                connection, number == 0 ? "200 OK\r\nContent-Length: 9" : RawServer.OK);
    try (RawServer server = RawServer.start(cut);
        OtlpDelivery delivery = start(server.uri(), o -> o)) {
      delivery.span(Recorded.span("asked twice"));

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(1, 0, 0, Map.of()));
      assertAwayIsToldOnce("the connection failed: IOException");
    }
  }

  @Test
  void an_answer_without_an_end_is_given_up_and_fills_no_memory() throws Exception {
    RawServer.Talk endless =
        (connection, number) -> {
          RawServer.answer(connection, number == 0 ? "200 OK" : RawServer.OK);
          byte[] more = new byte[1 << 20];
          while (number == 0) {
            connection.getOutputStream().write(more);
          }
        };
    try (RawServer server = RawServer.start(endless);
        OtlpDelivery delivery = start(server.uri(), o -> o.requestTimeout(SHORT))) {
      delivery.span(Recorded.span("asked twice"));

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(1, 0, 0, Map.of()));
      assertAwayIsToldOnce("it did not answer within 300 ms");
    }
  }

  @Test
  void somebody_who_speaks_no_http_is_taken_for_nobody() throws Exception {
    byte[] greeting = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);
    try (RawServer server =
            RawServer.start((connection, number) -> connection.getOutputStream().write(greeting));
        OtlpDelivery delivery = start(server.uri(), o -> o.spoolDirectory(folder))) {
      Recorded.spans(10).forEach(delivery::span);

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 10, 0, Map.of()));
      assertThat(logged.sentences()).singleElement().asString().contains("kept in " + folder);
    }
  }

  @Test
  void a_web_page_is_no_answer_though_its_status_is_200() {
    byte[] page = "<!doctype html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
    try (Receiver receiver = Receiver.start();
        OtlpDelivery delivery = start(receiver.uri(), o -> o)) {
      receiver.always(
          new Reply(200, Map.of("content-type", "text/html; charset=utf-8"), page, null));
      for (int i = 0; i < 3; i++) {
        delivery.span(Recorded.span("lost"));
        assertThat(delivery.flush(LONG)).isFalse();
      }

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 0, 3, Map.of("refused", 3L)));
      assertThat(logged.sentences())
          .containsExactly(
              "Steno at %s: it answered 200 with a web page. It does not take what was sent, which is"
                      .formatted(receiver.uri())
                  + " dropped and counted as refused. Does STENO_ENDPOINT name a server that speaks"
                  + " OTLP/HTTP below that path?");
    }
  }

  @Test
  void a_name_without_an_address_is_told_as_such() {
    try (OtlpDelivery delivery =
        start(URI.create("http://steno.invalid:4318"), o -> o.spoolDirectory(folder))) {
      Recorded.spans(10).forEach(delivery::span);

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 10, 0, Map.of()));
      assertThat(logged.sentences())
          .containsExactly(
              "Steno at http://steno.invalid:4318: no address is known by that name. Spans are kept in"
                  + " %s, up to 256 MiB, and sent later. Is it running there?".formatted(folder)
                  + " STENO_ENDPOINT says where to look for it.");
    }
  }

  @Test
  void a_certificate_that_nobody_trusts_is_sent_nothing() throws Exception {
    AtomicInteger read = new AtomicInteger();
    RawServer.Talk talk =
        (connection, number) -> read.addAndGet(connection.getInputStream().read());
    try (RawServer server = RawServer.startTls(selfSigned(), talk);
        OtlpDelivery delivery = start(server.uri(), o -> o.spoolDirectory(folder.resolve("s")))) {
      Recorded.spans(10).forEach(delivery::span);

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 10, 0, Map.of()));
      assertThat(read).hasValue(0);
      assertTlsIsToldOnce(server.uri(), "kept in " + folder.resolve("s"));
    }
  }

  @Test
  void a_server_without_tls_is_told_from_one_that_is_away() throws Exception {
    RawServer.Talk plain =
        (connection, number) -> {
          RawServer.say(connection, "400 Bad Request\r\nContent-Length: 0");
          connection.shutdownOutput();
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    try (RawServer server = RawServer.start(plain)) {
      URI https = URI.create("https://127.0.0.1:" + server.port());
      try (OtlpDelivery delivery = start(https, o -> o.spoolDirectory(folder))) {
        delivery.span(Recorded.span("private"));

        assertThat(delivery.flush(LONG)).isTrue();

        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 1, 0, Map.of()));
        assertTlsIsToldOnce(https, "kept in " + folder);
      }
    }
  }

  @Test
  void a_server_that_takes_no_part_in_tls_is_given_up() throws Exception {
    try (RawServer silent = RawServer.start((connection, number) -> over.await())) {
      URI https = URI.create("https://127.0.0.1:" + silent.port());
      try (OtlpDelivery delivery =
          start(https, o -> o.spoolDirectory(folder).connectTimeout(SHORT))) {
        delivery.span(Recorded.span("private"));

        assertThat(delivery.flush(LONG)).isTrue();

        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 1, 0, Map.of()));
        assertThat(logged.sentences())
            .singleElement()
            .asString()
            .contains(": no connection came about within 300 ms. Spans are kept in " + folder);
      }
    }
  }

  private void assertAwayIsToldOnce(String said) {
    assertThat(logged.sentences())
        .singleElement()
        .asString()
        .contains(": " + said + ". Spans are kept in memory, up to 64 MiB.")
        .endsWith("Is it running there? STENO_ENDPOINT says where to look for it.");
  }

  private void assertTlsIsToldOnce(URI server, String kept) {
    assertThat(logged.sentences())
        .singleElement()
        .asString()
        .startsWith("Steno at " + server + ": TLS failed: SSL")
        .contains(kept)
        .endsWith(
            "Let the JVM trust its certificate (-Djavax.net.ssl.trustStore=FILE), or, if it has none,"
                + " begin STENO_ENDPOINT with http.");
  }

  private static OtlpDelivery start(URI server, UnaryOperator<DeliveryOptionsBuilder> options) {
    DeliveryOptionsBuilder builder =
        DeliveryOptions.builder(server)
            .retries(Duration.ofMillis(20), Duration.ofMillis(100))
            .shutdownWithin(Duration.ofSeconds(2));
    return OtlpDelivery.start(options.apply(builder).build());
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** The JDK has no other way to make a certificate than its own tool. */
  private ServerSocketFactory selfSigned() throws Exception {
    Path file = folder.resolve("store.p12");
    String password = "changeit";
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options = "-genkeypair -alias steno -keyalg EC -dname CN=steno -storetype PKCS12";
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-storepass", password, "-keystore", file.toString()));
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(made.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
