// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.metrics.MeterProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes {@link DeliveryOptions}. For one thread. */
public final class DeliveryOptionsBuilder {
  private static final int MOST_ITEMS = 1 << 20;

  final URI endpoint;
  @Nullable String key;
  @Nullable String project;
  Map<String, String> headers = Map.of();
  int queueItems = 8192;
  long queueBytes = 64L << 20;
  int batchItems = 512;
  long batchBytes = 1L << 20;
  Duration batchTime = Duration.ofMillis(100);
  boolean gzip = true;
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration requestTimeout = Duration.ofSeconds(10);
  Duration firstRetry = Duration.ofMillis(250);
  Duration longestRetry = Duration.ofSeconds(15);
  Duration shutdownWithin = Duration.ofSeconds(5);
  @Nullable Path spoolDirectory;
  long spoolBytes = 256L << 20;
  boolean spoolFirst;
  @Nullable MeterProvider meterProvider;
  RandomGenerator random = new SplittableRandom();

  DeliveryOptionsBuilder(URI endpoint) {
    String scheme = endpoint.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException(
          "endpoint: " + endpoint + " (expected: a URL as http://localhost:4318)");
    }
    if (endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "endpoint: a URL with a password (expected: one without; give the key as key)");
    }
    this.endpoint = endpoint;
  }

  /** The key to be known by; null for a server without keys. */
  public DeliveryOptionsBuilder key(@Nullable String key) {
    this.key = key;
    return this;
  }

  /** The project to write to, for a key of every project or a server without keys; may be null. */
  public DeliveryOptionsBuilder project(@Nullable String project) {
    this.project = project;
    return this;
  }

  /** Further headers of each request, by name; they replace Steno's own of the same name. */
  public DeliveryOptionsBuilder headers(Map<String, String> headers) {
    this.headers = Map.copyOf(headers);
    return this;
  }

  /** How many items may wait to be encoded, 2 to 1,048,576; rounded up to a power of two. */
  public DeliveryOptionsBuilder queueItems(int items) {
    between("queueItems", items, 2, MOST_ITEMS);
    queueItems = Integer.highestOneBit(items - 1) << 1;
    return this;
  }

  /** About how many bytes all items in memory may take, from 65,536; 64 MiB unless given. */
  public DeliveryOptionsBuilder queueBytes(long bytes) {
    queueBytes = between("queueBytes", bytes, 65_536, Long.MAX_VALUE);
    return this;
  }

  /** How many items one request has at most, 1 to 65,536; 512 unless given. */
  public DeliveryOptionsBuilder batchItems(int items) {
    batchItems = (int) between("batchItems", items, 1, 65_536);
    return this;
  }

  /** How many bytes one request has at most, from 1; 1 MiB unless given. */
  public DeliveryOptionsBuilder batchBytes(long bytes) {
    batchBytes = between("batchBytes", bytes, 1, 1L << 30);
    return this;
  }

  /** How long items wait for others to be sent with; 100 ms unless given. */
  public DeliveryOptionsBuilder batchTime(Duration time) {
    batchTime = positive("batchTime", time);
    return this;
  }

  /** Whether requests are compressed, which they are unless this says otherwise. */
  public DeliveryOptionsBuilder gzip(boolean gzip) {
    this.gzip = gzip;
    return this;
  }

  /** How long a connection may take; 5 s unless given. */
  public DeliveryOptionsBuilder connectTimeout(Duration time) {
    connectTimeout = positive("connectTimeout", time);
    return this;
  }

  /** How long an answer may take as a whole; 10 s unless given. */
  public DeliveryOptionsBuilder requestTimeout(Duration time) {
    requestTimeout = positive("requestTimeout", time);
    return this;
  }

  /**
   * The first and the longest wait before a request is sent again; 250 ms and 15 s unless given.
   */
  public DeliveryOptionsBuilder retries(Duration first, Duration longest) {
    firstRetry = positive("first", first);
    longestRetry = positive("longest", longest);
    return this;
  }

  /**
   * How long the end of the JVM may be held up to send or keep the rest; 5 s, zero for not at all.
   */
  public DeliveryOptionsBuilder shutdownWithin(Duration time) {
    shutdownWithin = time.isZero() ? time : positive("shutdownWithin", time);
    return this;
  }

  /** A folder of the application's own for what the server does not take at once; null for none. */
  public DeliveryOptionsBuilder spoolDirectory(@Nullable Path directory) {
    spoolDirectory = directory;
    return this;
  }

  /** How many bytes may be kept there, from 65,536; 256 MiB unless given. The oldest go first. */
  public DeliveryOptionsBuilder spoolBytes(long bytes) {
    spoolBytes = between("spoolBytes", bytes, 65_536, Long.MAX_VALUE);
    return this;
  }

  /** Whether a span lies on disk, synced, before the call that hands it over returns. */
  public DeliveryOptionsBuilder spoolFirst(boolean first) {
    spoolFirst = first;
    return this;
  }

  /** Where counts are offered as metrics; null for nowhere. */
  public DeliveryOptionsBuilder meterProvider(@Nullable MeterProvider provider) {
    meterProvider = provider;
    return this;
  }

  /** What spreads the waits of many clients. */
  public DeliveryOptionsBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /**
   * The options.
   *
   * @throws IllegalArgumentException if they do not go together, or cannot be a request's
   */
  public DeliveryOptions build() {
    return new DeliveryOptions(this);
  }

  DeliveryOptionsBuilder copy() {
    DeliveryOptionsBuilder copy = new DeliveryOptionsBuilder(endpoint);
    copy.key(key).project(project).headers(headers).gzip(gzip).random(random);
    copy.queueItems(queueItems).queueBytes(queueBytes);
    copy.batchItems(batchItems).batchBytes(batchBytes).batchTime(batchTime);
    copy.connectTimeout(connectTimeout).requestTimeout(requestTimeout);
    copy.retries(firstRetry, longestRetry).shutdownWithin(shutdownWithin);
    copy.spoolDirectory(spoolDirectory).spoolBytes(spoolBytes).spoolFirst(spoolFirst);
    return copy.meterProvider(meterProvider);
  }

  private static long between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(name, value, least, most));
    }
    return value;
  }

  private static Duration positive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + ": " + time + " (expected: more than zero)");
    }
    return time;
  }
}
