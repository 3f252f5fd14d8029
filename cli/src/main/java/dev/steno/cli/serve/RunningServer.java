// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.cli.connect.Handover;
import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.Stores;
import dev.steno.cli.terminal.Failure;
import dev.steno.server.ServerConfig;
import dev.steno.server.StartException;
import dev.steno.server.StenoServer;
import dev.steno.storage.InterceptedStorage;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store and the server on it. Thread-safe. */
public final class RunningServer implements AutoCloseable {
  private static final int COUNTED = 500;

  private final Storage storage;
  private final StenoServer server;
  private final ServerConfig config;
  private final @Nullable Path data;
  private final String token;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningServer(
      Storage storage, StenoServer server, ServerConfig config, @Nullable Path data, String token) {
    this.storage = storage;
    this.server = server;
    this.config = config;
    this.data = data;
    this.token = token;
  }

  /**
   * Opens the store and starts the server.
   *
   * @param doors where to listen, so far
   * @param told takes a sentence when the first span was accepted
   */
  public static RunningServer start(
      ServerConfig.Builder doors,
      ServeOptions options,
      Consumer<String> told,
      Clock clock,
      Path home) {
    String token = Handover.newToken();
    ServerConfig config = doors.localToken(token).build();
    Path directory = options.data(home);
    Storage storage =
        new InterceptedStorage(
            Stores.open(options.choice(directory), clock),
            new FirstSpan(() -> accepted(told, System.currentTimeMillis())));
    try {
      StenoServer server = StenoServer.start(config, storage, clock);
      Path data = "memory:".equals(options.store()) ? null : directory;
      RunningServer running = new RunningServer(storage, server, config, data, token);
      running.handOver();
      return running;
    } catch (StartException e) {
      storage.close();
      throw new Failure(Failure.Code.FAILED, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /** Where the page is. */
  public URI address() {
    return server.address();
  }

  /** The address of the second port; null if there is none. */
  public @Nullable URI grpc() {
    String scheme = config.tls() ? "https" : "http";
    return server.grpcPort() < 0
        ? null
        : URI.create(scheme + "://" + address().getHost() + ":" + server.grpcPort());
  }

  /** Where the record is kept, in words. */
  public String keptIn() {
    return data == null ? "memory only" : data.toAbsolutePath().normalize().toString();
  }

  /** Lets its bearer do everything, as long as the server runs. */
  public String token() {
    return token;
  }

  /** The server's REST API. */
  public Rest rest() {
    return Rest.of(address(), token);
  }

  /** How many traces the default project has, in words. */
  public String traces() {
    var page = storage.traces().list(TraceQuery.latest("default", COUNTED));
    int count = page.items().size();
    if (page.next() != null) {
      return "more than " + count + " traces";
    }
    return switch (count) {
      case 0 -> "no traces yet";
      case 1 -> "1 trace";
      default -> count + " traces";
    };
  }

  /** Stops accepting, lets what is under way end, syncs and closes the store. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (data != null) {
        Handover.remove(data);
      }
      server.close();
      storage.close();
    }
  }

  private void handOver() {
    if (data == null) {
      return;
    }
    try {
      new Handover(address(), token).write(data);
    } catch (IOException e) {
      close();
      throw new Failure(Failure.Code.FAILED, data + " cannot be written to: make it writable.", e);
    }
  }

  /** On a thread of its own: whoever sent the span must not wait for Java's management. */
  private static void accepted(Consumer<String> told, long at) {
    Thread teller =
        new Thread(
            () -> told.accept("First span accepted " + SinceStart.until(at) + " after start."),
            "steno-first-span");
    teller.setDaemon(true);
    teller.start();
  }
}
