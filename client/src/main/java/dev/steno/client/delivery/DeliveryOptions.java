// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Signal;
import io.opentelemetry.api.metrics.MeterProvider;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where an {@link OtlpDelivery} sends to and within which bounds. Immutable. */
public final class DeliveryOptions {
  private final DeliveryOptionsBuilder from;

  DeliveryOptions(DeliveryOptionsBuilder from) {
    this.from = from.copy();
    HttpRequest probe = request(Signal.SPANS).GET().build();
    if (probe.uri().getHost() == null) {
      throw new IllegalArgumentException(
          "endpoint: " + endpoint() + " (expected: a URL with a host, as http://localhost:4318)");
    }
    if (spoolFirst() && spoolDirectory() == null) {
      throw new IllegalArgumentException("spoolFirst: true (expected: a spoolDirectory with it)");
    }
  }

  /**
   * Options with all defaults.
   *
   * @param endpoint the server's address, without {@code /v1/traces}
   */
  public static DeliveryOptionsBuilder builder(URI endpoint) {
    return new DeliveryOptionsBuilder(endpoint);
  }

  /** A builder with these options. */
  public DeliveryOptionsBuilder toBuilder() {
    return from.copy();
  }

  /** The server's address, to which {@code /v1/traces} and {@code /v1/logs} are added. */
  public URI endpoint() {
    return from.endpoint;
  }

  /** Where items are kept while the server is away; null if nowhere. */
  public @Nullable Path spoolDirectory() {
    return from.spoolDirectory;
  }

  /** How many bytes may be kept there by this process. */
  public long spoolBytes() {
    return from.spoolBytes;
  }

  /** Whether a span lies on disk, synced, before the call that hands it over returns. */
  public boolean spoolFirst() {
    return from.spoolFirst;
  }

  /** How many items may wait to be encoded; a power of two. */
  public int queueItems() {
    return from.queueItems;
  }

  /** About how many bytes all items in memory may take. */
  public long queueBytes() {
    return from.queueBytes;
  }

  /** How many items one request has at most. */
  public int batchItems() {
    return from.batchItems;
  }

  /** How many bytes one request has at most, unless a single item is larger. */
  public long batchBytes() {
    return from.batchBytes;
  }

  /** How long items wait for others to be sent with. */
  public Duration batchTime() {
    return from.batchTime;
  }

  /** Whether requests are compressed. */
  public boolean gzip() {
    return from.gzip;
  }

  /** How long a connection may take. */
  public Duration connectTimeout() {
    return from.connectTimeout;
  }

  /** How long an answer may take, from the first byte sent to the last one received. */
  public Duration requestTimeout() {
    return from.requestTimeout;
  }

  /** The wait before a request is first sent again. */
  public Duration firstRetry() {
    return from.firstRetry;
  }

  /** The longest wait before a request is sent again, unless the server asks for more. */
  public Duration longestRetry() {
    return from.longestRetry;
  }

  /** How long the end of the JVM may be held up; zero if it never is. */
  public Duration shutdownWithin() {
    return from.shutdownWithin;
  }

  /** Where counts are offered as metrics; null if nowhere. */
  public @Nullable MeterProvider meterProvider() {
    return from.meterProvider;
  }

  RandomGenerator random() {
    return from.random;
  }

  /** A request to the server but for its body. */
  HttpRequest.Builder request(Signal signal) {
    String base = endpoint().toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + signal.path()))
            .timeout(requestTimeout())
            .setHeader("content-type", "application/x-protobuf")
            .setHeader("user-agent", "steno-client");
    if (from.project != null) {
      request.setHeader("x-steno-project", from.project);
    }
    if (from.key != null) {
      bearer(request, from.key);
    }
    from.headers.forEach(request::setHeader);
    return request;
  }

  /**
   * The folder within the spool for what goes to this server and project, so that nothing of one
   * application is ever sent to the server of another; null if there is no spool.
   */
  @Nullable Path spool() {
    Path directory = spoolDirectory();
    if (directory == null) {
      return null;
    }
    String destination = endpoint() + "\n" + from.project;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(destination.getBytes(StandardCharsets.UTF_8));
      return directory.resolve(HexFormat.of().formatHex(hash, 0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void bearer(HttpRequest.Builder request, String key) {
    try {
      request.setHeader("authorization", "Bearer " + key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "key: " + key.length() + " characters (expected: a key as steno key create prints it)");
    }
  }
}
