// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program, serving in a process of its own: what a user runs. For one thread, but for
 * {@link #http()}.
 */
final class RunningSteno implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final Path log;
  private final int port;
  private final int grpcPort;

  private RunningSteno(Process process, Path log, int port, int grpcPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.grpcPort = grpcPort;
  }

  /** {@code steno serve} on the data directory {@code data}; returns once it is ready. */
  static RunningSteno serve(Path data, String... options) {
    return launch(List.of(), "serve", data, options);
  }

  /** The same on a port that a program knows already. */
  static RunningSteno serveAt(int port, Path data) {
    return launch(port, List.of(), "serve", data);
  }

  /** The same, run by another program such as {@code strace}. */
  static RunningSteno launch(List<String> runner, String command, Path data, String... options) {
    return launch(freePort(), runner, command, data, options);
  }

  private static RunningSteno launch(
      int port, List<String> runner, String command, Path data, String... options) {
    int grpcPort = freePort();
    List<String> line = new ArrayList<>(runner);
    line.addAll(List.of(java(), "-jar", jar().toString(), command));
    line.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    line.addAll(List.of("--grpc-port", Integer.toString(grpcPort)));
    line.addAll(List.of(options));
    try {
      Path log = Files.createTempFile("steno-", ".log");
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("STENO_"));
      Process process = builder.redirectOutput(log.toFile()).start();
      RunningSteno steno = new RunningSteno(process, log, port, grpcPort);
      steno.awaitReady();
      return steno;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path jar() {
    return Path.of("..", "cli", "target", "steno.jar").toAbsolutePath().normalize();
  }

  static String java() {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  URI grpc() {
    return URI.create("http://127.0.0.1:" + grpcPort);
  }

  HttpClient http() {
    return http;
  }

  long pid() {
    return process.pid();
  }

  /** The JSON object that {@code path} answers with status 200. */
  JsonObject get(String path) {
    HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri(path)).build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode());
    }
    return (JsonObject) Json.parse(answer.body());
  }

  /** What the list of traces says of each, page after page. */
  List<JsonObject> traces() {
    List<JsonObject> traces = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonObject page = get("/api/v1/traces?limit=500" + cursor);
      ((JsonArray) page.get("traces")).elements().forEach(trace -> traces.add((JsonObject) trace));
      cursor =
          page.get("next") instanceof JsonString next
              ? "&cursor=" + URLEncoder.encode(next.value(), StandardCharsets.UTF_8)
              : null;
    }
    return traces;
  }

  /** Sends an OTLP/JSON body to {@code path}; the status of the answer. */
  int post(String path, String json) {
    return send(HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build())
        .statusCode();
  }

  /** What it has printed so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Ends it as Ctrl-C or a service manager does; its exit code. */
  int stop() {
    // A runner such as strace keeps the signal to itself.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    return await();
  }

  @Override
  public void close() {
    stop();
  }

  private int await() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("did not end within 30 s:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (isReady()) {
        return;
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("not ready:\n" + output());
  }

  /** Waits until {@code asked} answers something; fails with {@code what} after a minute. */
  static <T> T await(Supplier<@Nullable T> asked, String what) {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      T answer = asked.get();
      if (answer != null) {
        return answer;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new IllegalStateException("did not come within " + START + ": " + what);
  }

  private boolean isReady() {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri("/readyz")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      // The port is not open yet.
      LockSupport.parkNanos(20_000_000);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
