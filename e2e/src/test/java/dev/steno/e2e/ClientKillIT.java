// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A traced application that is killed while the server is away. */
class ClientKillIT {
  private static final long AWAY = Boolean.getBoolean("steno.long") ? 30_000 : 1_500;
  private static final long WINDOW = 250;
  private final List<TracedApplication> started = new ArrayList<>();
  @TempDir Path folder;

  @AfterEach
  void kill() throws InterruptedException {
    for (TracedApplication application : started) {
      application.kill();
    }
  }

  @Test
  void what_ended_a_quarter_of_a_second_before_kill_9_is_there_once() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    RunningSteno steno = RunningSteno.serve(data);
    URI server = steno.uri("");
    TracedApplication first = start(server, "first", false);
    awaitSpans(steno, 500);
    steno.stop();
    pass(AWAY);
    long killed = first.kill();
    TracedApplication second = start(server, "second", false);
    pass(AWAY);
    try (RunningSteno back = RunningSteno.serveAt(server.getPort(), data)) {
      awaitSpans(back, first.ended(killed - WINDOW).size() + 1_000);
      long stopped = second.stop();
      List<String> arrived = names(back);

      report("kill -9", first, killed, arrived);
      report("SIGTERM", second, stopped, arrived);
      assertThat(arrived).containsAll(first.ended(killed - WINDOW)).doesNotHaveDuplicates();
      assertThat(arrived).containsAll(second.ended(stopped));
    }
  }

  @Test
  void with_the_disk_first_every_span_whose_end_returned_is_there_once() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    RunningSteno steno = RunningSteno.serve(data);
    URI server = steno.uri("");
    TracedApplication first = start(server, "first", true);
    awaitSpans(steno, 200);
    steno.kill();
    pass(AWAY);
    long killed = first.kill();
    try (RunningSteno back = RunningSteno.serveAt(server.getPort(), data)) {
      TracedApplication second = start(server, "second", true);
      awaitSpans(back, first.ended(Long.MAX_VALUE).size() + 50);
      second.stop();
      List<String> arrived = names(back);

      report("kill -9 with spoolFirst", first, killed, arrived);
      assertThat(arrived).containsAll(first.ended(Long.MAX_VALUE)).doesNotHaveDuplicates();
    }
  }

  private TracedApplication start(URI server, String name, boolean diskFirst) throws IOException {
    TracedApplication application = TracedApplication.start(folder, server, name, diskFirst);
    started.add(application);
    return application;
  }

  private static void report(
      String end, TracedApplication application, long ended, List<String> arrived)
      throws IOException {
    Set<String> handedOver = application.ended(ended);
    long window = application.window(ended, new HashSet<>(arrived));
    handedOver.removeAll(arrived);
    System.out.printf(
        "client, %s: %d spans ended, %d lost, loss window %d ms%n",
        end, application.ended(ended).size(), handedOver.size(), window);
  }

  private static void awaitSpans(RunningSteno steno, int count) {
    RunningSteno.await(
        () -> spanCount(steno) >= count ? Boolean.TRUE : null, count + " spans in the store");
  }

  private static long spanCount(RunningSteno steno) {
    return steno.traces().stream()
        .mapToLong(trace -> Long.parseLong(((JsonNumber) trace.get("span_count")).lexeme()))
        .sum();
  }

  private static List<String> names(RunningSteno steno) {
    List<String> names = new ArrayList<>();
    for (JsonObject trace : steno.traces()) {
      JsonObject whole = steno.get("/api/v1/traces/" + trace.text("trace_id"));
      for (JsonValue span : ((JsonArray) whole.get("spans")).elements()) {
        names.add(((JsonObject) span).text("name"));
      }
    }
    return names;
  }

  /** Time that has to pass for real, as the server is away that long. */
  private static void pass(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
