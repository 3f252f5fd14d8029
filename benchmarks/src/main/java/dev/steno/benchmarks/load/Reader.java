// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.benchmarks.Latencies;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a server again and again, with a pause between the answers. Thread-safe. */
public final class Reader implements AutoCloseable {
  private final URI server;
  private final Supplier<@Nullable String> paths;
  private final Duration pause;
  private final Latencies latencies = new Latencies();
  private final Thread thread;
  private volatile boolean measuring;
  private volatile boolean ended;
  private volatile int failed;

  /**
   * Begins to ask.
   *
   * @param paths what to ask for next, below {@code /api/v1}; null if there is nothing yet
   */
  public Reader(String name, URI server, Supplier<@Nullable String> paths, Duration pause) {
    this.server = server;
    this.paths = paths;
    this.pause = pause;
    this.thread = new Thread(this::run, "bench-reader-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins to count. */
  public void measure() {
    measuring = true;
  }

  /** How long the answers took, from the request to the last byte. */
  public Latencies latencies() {
    return latencies;
  }

  /** How many requests did not get an answer of status 200. */
  public int failed() {
    return failed;
  }

  @Override
  public void close() {
    measuring = false;
    ended = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks once.
   *
   * @param path below {@code /api/v1}
   * @return how long it took until all was read, in nanoseconds
   * @throws IOException if the answer is not 200
   */
  public static long ask(URI server, String path) throws IOException {
    long begun = System.nanoTime();
    try (InputStream answer = open(server, path)) {
      answer.transferTo(OutputStream.nullOutputStream());
    }
    return System.nanoTime() - begun;
  }

  /**
   * The body of an answer.
   *
   * @param path below {@code /api/v1}
   * @throws IOException if the answer is not 200
   */
  public static String body(URI server, String path) throws IOException {
    try (InputStream answer = open(server, path)) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A value as it stands in a path's query. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static InputStream open(URI server, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) server.resolve("/api/v1" + path).toURL().openConnection();
    if (connection.getResponseCode() != 200) {
      throw new IOException(
          "The server answered " + connection.getResponseCode() + " to " + path + ".");
    }
    return connection.getInputStream();
  }

  private void run() {
    try {
      while (!ended) {
        String path = paths.get();
        if (path != null) {
          ask(path);
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String path) {
    try {
      long took = ask(server, path);
      if (measuring) {
        latencies.add(took);
      }
    } catch (IOException e) {
      if (measuring) {
        failed++;
      }
    }
  }
}
