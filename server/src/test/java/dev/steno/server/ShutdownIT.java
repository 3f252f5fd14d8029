// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ShutdownIT {

  @Test
  void what_is_under_way_is_finished_and_what_comes_later_is_refused() throws Exception {
    StubbornStorage storage = new StubbornStorage();
    RunningServer server = RunningServer.start(storage, config -> config);
    CompletableFuture<Void> held = storage.hold();
    CompletableFuture<HttpResponse<byte[]>> answer = send(server);
    storage.asked().get();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server()::close);
    while (refusedNoMore(server)) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();
    assertThat(closing).isNotDone();
    held.complete(null);
    closing.get();

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(storage.traces().list(dev.steno.storage.TraceQuery.latest("default", 1)).items())
        .hasSize(1);
    storage.close();
  }

  @Test
  void closing_ends_at_its_deadline_and_twice_does_no_more() throws Exception {
    StubbornStorage storage = new StubbornStorage();
    RunningServer server =
        RunningServer.start(storage, config -> config.drain(Duration.ofMillis(300)));
    storage.hold();
    CompletableFuture<HttpResponse<byte[]>> answer = send(server);
    storage.asked().get();

    server.server().close();
    server.server().close();

    assertThat(answer.handle((done, thrown) -> thrown != null || done.statusCode() == 503).get())
        .isTrue();
    assertThatThrownBy(() -> server.get("/healthz")).isInstanceOf(UncheckedIOException.class);
    storage.close();
  }

  @Test
  void clients_that_go_on_trying_do_not_hold_up_the_end() throws Exception {
    RunningServer server = RunningServer.start(config -> config.drain(Duration.ofDays(1)));
    CountDownLatch answered = new CountDownLatch(100);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Thread client = new Thread(() -> askUntilGone(server, answered));
      client.start();
      clients.add(client);
    }
    answered.await();

    // The bound is for a server that waits for its clients; the test does not depend on its length.
    CompletableFuture.runAsync(server::close).get(20, TimeUnit.SECONDS);

    for (Thread client : clients) {
      client.join();
    }
  }

  private static void askUntilGone(RunningServer server, CountDownLatch answered) {
    try {
      while (server.get("/healthz").status() > 0) {
        answered.countDown();
      }
    } catch (UncheckedIOException gone) {
      // What this client waits for.
    }
  }

  @Test
  void the_ports_are_free_again() {
    RunningServer first = RunningServer.start(config -> config.grpcPort(0));
    int port = first.port();
    int grpc = first.server().grpcPort();
    assertThat(grpc).isPositive().isNotEqualTo(port);
    first.close();

    try (RunningServer second = RunningServer.start(config -> config.port(port).grpcPort(grpc))) {
      assertThat(second.get("/healthz").status()).isEqualTo(200);
      assertThatThrownBy(() -> RunningServer.start(config -> config.port(port)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(String.valueOf(port))
          .extracting(thrown -> ((StartException) thrown).kind())
          .isEqualTo(StartException.Kind.PORT_TAKEN);
    }
  }

  /** True while the server still answers otherwise than by a refusal. */
  private static boolean refusedNoMore(RunningServer server) {
    try {
      return server.get("/healthz").status() != 503;
    } catch (UncheckedIOException closed) {
      return false;
    }
  }

  private static CompletableFuture<HttpResponse<byte[]>> send(RunningServer server) {
    return server
        .client()
        .sendAsync(
            server
                .request("/v1/traces")
                .header("content-type", Otlp.PROTOBUF)
                .POST(BodyPublishers.ofByteArray(Otlp.protobuf(1)))
                .build(),
            BodyHandlers.ofByteArray());
  }
}
