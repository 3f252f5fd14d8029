// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.client.delivery.Receiver.Reply;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a receiver that knows OTLP by OpenTelemetry's own classes. */
final class OtlpDeliveryIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private final Receiver receiver = Receiver.start();
  private final Logged logged = new Logged();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    receiver.close();
    logged.close();
  }

  @Test
  void spans_arrive_compressed_in_their_order_and_are_counted() {
    try (OtlpDelivery delivery = start(options -> options.key("st_key"))) {
      Recorded.spans(1000).forEach(delivery::span);

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(receiver.names())
          .isEqualTo(Stream.iterate(0, i -> i + 1).limit(1000).map(i -> "span " + i).toList());
      assertThat(receiver.requests())
          .allMatch(request -> request.path().equals("/v1/traces"))
          .allMatch(request -> request.encoding().equals("gzip"))
          .allMatch(request -> request.authorization().equals("Bearer st_key"))
          .allMatch(request -> request.names().size() <= 512);
      assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(1000, 0, 0, Map.of()));
      assertThat(logged.sentences()).isEmpty();
    }
  }

  @Test
  void a_log_record_goes_to_its_own_door_before_the_span_that_came_after_it() {
    try (OtlpDelivery delivery = start(options -> options.gzip(false))) {
      receiver.answer(Reply.of(503));
      delivery.log(Recorded.log("begun", io.opentelemetry.api.trace.Span.getInvalid()));
      delivery.span(Recorded.span("ended"));

      delivery.flush(LONG);

      List<List<String>> taken =
          receiver.requests().stream().skip(1).map(Receiver.Request::names).toList();
      assertThat(taken).containsSubsequence(List.of("begun"), List.of("ended"));
      assertThat(receiver.requests()).allMatch(request -> request.encoding() == null);
    }
  }

  @Test
  void a_server_that_is_busy_is_asked_again_when_it_said_so() {
    try (OtlpDelivery delivery = start(options -> options)) {
      receiver.answer(Reply.of(429, "retry-after", "1"), Reply.of(503), Reply.of(502));
      long before = System.nanoTime();
      delivery.span(Recorded.span("patient"));

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
      assertThat(receiver.names()).containsExactly("patient");
      assertThat(receiver.requests()).hasSize(4);
      assertThat(logged.sentences())
          .singleElement()
          .asString()
          .contains("answered 429", "kept in memory, up to 64 MiB", "STENO_ENDPOINT");
    }
  }

  @Test
  void a_batch_that_is_too_large_is_halved_until_it_fits_and_one_that_never_does_is_dropped() {
    receiver.takeAtMost(3);
    try (OtlpDelivery delivery = start(options -> options)) {
      Recorded.spans(100).forEach(delivery::span);
      assertThat(delivery.flush(LONG)).isTrue();
      assertThat(receiver.names()).hasSize(100).doesNotHaveDuplicates();

      receiver.takeAtMost(0);
      delivery.span(Recorded.span("too large"));
      delivery.span(Recorded.span("too large"));

      assertThat(delivery.flush(LONG)).isFalse();
      assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("too_large", 2L));
      assertThat(logged.sentences()).singleElement().asString().contains("too large", "too_large");
    }
  }

  @Test
  void a_wrong_key_without_a_spool_is_counted_and_the_variable_is_named_once() {
    receiver.always(Reply.of(401));
    try (OtlpDelivery delivery = start(options -> options.key("secret"))) {
      for (int i = 0; i < 5; i++) {
        delivery.span(Recorded.span("refused"));
        assertThat(delivery.flush(LONG)).isFalse();
      }

      assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("key_refused", 5L));
      assertThat(logged.sentences())
          .singleElement()
          .asString()
          .contains("STENO_API_KEY", "key_refused")
          .doesNotContain("secret");
    }
  }

  @Test
  void what_a_wrong_key_could_not_send_is_sent_with_the_right_one_after_a_restart() {
    receiver.always(Reply.of(403));
    try (OtlpDelivery delivery = start(options -> options.spoolDirectory(folder))) {
      Recorded.spans(10).forEach(delivery::span);
      assertThat(delivery.flush(LONG)).isTrue();
      assertThat(delivery.counts().spooled()).isEqualTo(10);
      assertThat(logged.sentences())
          .singleElement()
          .asString()
          .contains("it answered 403. Set STENO_API_KEY", "kept in " + folder + ", up to 256 MiB");
    }
    receiver.always(null);

    try (OtlpDelivery delivery = start(options -> options.spoolDirectory(folder))) {
      awaitSent(delivery, 10);
    }
    assertThat(receiver.names()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void what_the_server_refuses_is_counted_and_what_it_rejects_too() {
    byte[] partly =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(1))
            .build()
            .toByteArray();
    receiver.answer(Reply.of(400), new Reply(200, Map.of(), partly, null));
    try (OtlpDelivery delivery = start(options -> options)) {
      delivery.span(Recorded.span("refused"));
      delivery.flush(LONG);
      delivery.span(Recorded.span("one of two"));
      delivery.flush(LONG);

      assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("refused", 1L, "rejected", 1L));
      assertThat(logged.sentences()).hasSize(2);
    }
  }

  @Test
  void a_server_that_takes_the_connection_and_says_nothing_holds_up_nobody() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        OtlpDelivery delivery =
            start(
                options -> options.spoolDirectory(folder).requestTimeout(Duration.ofMillis(400)),
                URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
      Recorded.spans(20).forEach(delivery::span);

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(delivery.counts().spooled()).isEqualTo(20);
      assertThat(logged.sentences())
          .singleElement()
          .asString()
          .contains("did not answer within 400 ms", "kept in " + folder, "256 MiB");
    }
  }

  @Test
  void an_answer_that_never_ends_is_given_up() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    receiver.answer(new Reply(503, Map.of(), new byte[1], never));
    try (OtlpDelivery delivery = start(o -> o.requestTimeout(Duration.ofMillis(300)))) {
      delivery.span(Recorded.span("asked twice"));

      assertThat(delivery.flush(LONG)).isTrue();

      assertThat(receiver.names()).containsExactly("asked twice");
      assertThat(logged.sentences()).singleElement().asString().contains("did not answer");
    } finally {
      never.countDown();
    }
  }

  @Test
  void a_full_queue_drops_what_is_new_and_counts_it() {
    CountDownLatch slow = new CountDownLatch(1);
    receiver.always(new Reply(200, Map.of(), new byte[0], slow));
    try (OtlpDelivery delivery = start(options -> options.queueBytes(100_000))) {
      for (int i = 0; i < 100; i++) {
        delivery.span(Recorded.span("span " + i, 5000));
      }
      slow.countDown();
      delivery.flush(LONG);

      long dropped = delivery.counts().droppedBy().get("queue_full");
      assertThat(dropped).isBetween(80L, 99L);
      assertThat(receiver.names()).hasSize((int) (100 - dropped)).startsWith("span 0", "span 1");
      assertThat(logged.sentences()).singleElement().asString().contains("queue_full");

      delivery.span(Recorded.span("room again"));
      assertThat(delivery.flush(LONG)).isTrue();
      delivery.span(Recorded.span("large", 200_000));
      assertThat(delivery.counts().droppedBy()).containsEntry("too_large", 1L);
    }
  }

  @Test
  void what_could_not_be_sent_is_sent_by_the_next_one_with_the_same_spool() throws Exception {
    int port = receiver.port();
    receiver.close();
    try (OtlpDelivery delivery = start(options -> options.spoolDirectory(folder))) {
      Recorded.spans(1500).forEach(delivery::span);
      assertThat(delivery.close(LONG)).isTrue();
      assertThat(delivery.counts().sent()).isZero();
      delivery.span(Recorded.span("too late"));
      assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("closed", 1L));
    }

    try (Receiver back = Receiver.start(port);
        OtlpDelivery next = start(options -> options.spoolDirectory(folder), back.uri())) {
      awaitSent(next, 1500);

      assertThat(back.names()).hasSize(1500).doesNotHaveDuplicates().startsWith("span 0");
      assertThat(back.requests()).hasSizeLessThan(30);
      next.close(LONG);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void a_server_that_comes_back_gets_all_of_it_without_a_restart() {
    int port = receiver.port();
    receiver.close();
    try (OtlpDelivery delivery = start(options -> options.spoolDirectory(folder))) {
      Recorded.spans(700).forEach(delivery::span);
      delivery.flush(LONG);

      try (Receiver back = Receiver.start(port)) {
        awaitSent(delivery, 700);
        delivery.span(Recorded.span("after"));
        awaitSent(delivery, 701);

        assertThat(back.names()).hasSize(701).doesNotHaveDuplicates().endsWith("after");
      }
    }
  }

  @Test
  void without_a_spool_what_is_left_at_the_end_is_counted_and_told() {
    receiver.always(Reply.of(503));
    OtlpDelivery delivery = start(options -> options);
    Recorded.spans(10).forEach(delivery::span);

    assertThat(delivery.close(SHORT)).isFalse();
    assertThat(delivery.close(SHORT)).isFalse();

    assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("closed", 10L));
    assertThat(logged.sentences()).anyMatch(sentence -> sentence.startsWith("10 spans"));
  }

  @Test
  void a_spool_that_cannot_be_written_leaves_memory_and_one_sentence() throws Exception {
    Path file = Files.createFile(folder.resolve("not a folder"));
    receiver.always(Reply.of(503));
    try (OtlpDelivery delivery =
        start(options -> options.spoolDirectory(file).queueBytes(100_000))) {
      for (int i = 0; i < 100; i++) {
        delivery.span(Recorded.span("span " + i, 5000));
      }
      delivery.flush(SHORT);
      assertThat(delivery.counts().spooled()).isZero();
      assertThat(logged.sentences()).filteredOn(s -> s.contains("cannot be written")).hasSize(1);

      receiver.always(null);
      delivery.span(Recorded.span("last", 5000));
      assertThat(delivery.flush(LONG)).isTrue();

      DeliveryCounts counts = delivery.counts();
      assertThat(counts.sent() + counts.dropped()).isEqualTo(101);
    }
  }

  @Test
  void a_disk_that_comes_first_holds_the_span_when_the_call_returns() throws Exception {
    receiver.close();
    OtlpDelivery delivery = start(options -> options.spoolDirectory(folder).spoolFirst(true));

    for (int i = 0; i < 20; i++) {
      delivery.span(Recorded.span("span " + i));
      assertThat(delivery.counts().spooled()).isEqualTo(i + 1);
    }

    assertThat(delivery.close(SHORT)).isTrue();
  }

  @Test
  void a_thread_that_is_told_to_stop_has_its_last_spans_kept() {
    receiver.close();
    OtlpDelivery delivery = start(options -> options.spoolDirectory(folder).spoolFirst(true));

    Thread.currentThread().interrupt();
    for (int i = 0; i < 20; i++) {
      delivery.span(Recorded.span("span " + i));
      assertThat(delivery.counts().spooled()).isEqualTo(i + 1);
    }

    assertThat(delivery.close(SHORT)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(logged.sentences()).noneMatch(sentence -> sentence.contains("took longer"));
  }

  @Test
  void a_thread_that_is_told_to_stop_closes_as_any_other_does() {
    receiver.close();
    OtlpDelivery delivery = start(options -> options.spoolDirectory(folder));
    Recorded.spans(3000).forEach(delivery::span);

    Thread.currentThread().interrupt();
    boolean kept = delivery.close(SHORT);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(kept).isTrue();
    assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(0, 3000, 0, Map.of()));
  }

  @Test
  void counts_are_metrics_too() {
    KeptMetrics metrics = new KeptMetrics();
    SdkMeterProvider meters =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(metrics))
            .build();
    receiver.answer(Reply.of(200), Reply.of(400));
    try (OtlpDelivery delivery = start(options -> options.meterProvider(meters))) {
      delivery.span(Recorded.span("sent"));
      delivery.flush(LONG);
      delivery.span(Recorded.span("refused"));
      delivery.flush(LONG);

      meters.forceFlush().join(20, TimeUnit.SECONDS);

      assertThat(metrics.last())
          .extracting(MetricData::getName)
          .containsExactlyInAnyOrder(
              "steno.client.sent", "steno.client.spooled", "steno.client.dropped");
      assertThat(metrics.last())
          .filteredOn(metric -> metric.getName().equals("steno.client.dropped"))
          .flatExtracting(metric -> metric.getLongSumData().getPoints())
          .singleElement()
          .satisfies(point -> assertThat(point.getValue()).isEqualTo(1))
          .satisfies(
              point -> assertThat(point.getAttributes()).hasToString("{reason=\"refused\"}"));
    }
  }

  @Test
  void a_span_that_cannot_be_encoded_spoils_nothing_but_itself() {
    try (OtlpDelivery delivery = start(options -> options)) {
      SpanData span = Recorded.span("broken");
      delivery.span(new BrokenSpan(span));
      delivery.span(Recorded.span("whole"));
      delivery.flush(LONG);

      assertThat(receiver.names()).containsExactly("whole");
      assertThat(delivery.counts().droppedBy()).isEqualTo(Map.of("unencodable", 1L));
    }
  }

  private OtlpDelivery start(UnaryOperator<DeliveryOptionsBuilder> options) {
    return start(options, receiver.uri());
  }

  private static OtlpDelivery start(UnaryOperator<DeliveryOptionsBuilder> options, URI server) {
    DeliveryOptionsBuilder builder =
        DeliveryOptions.builder(server)
            .retries(Duration.ofMillis(20), Duration.ofMillis(100))
            .shutdownWithin(Duration.ofSeconds(2));
    return OtlpDelivery.start(options.apply(builder).build());
  }

  static void awaitSent(OtlpDelivery delivery, long items) {
    long until = System.nanoTime() + LONG.toNanos();
    while (delivery.counts().sent() < items && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(delivery.counts().sent()).isEqualTo(items);
  }
}
