// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import dev.steno.server.http.Failures;
import dev.steno.storage.Storage;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server: OTLP, REST, server-sent events and the page on one port, the same on a second
 * one for exporters that expect gRPC there. Thread-safe.
 */
public final class StenoServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StenoServer.class);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 4_096;
  private static final int MAX_STREAMS = 1_000;

  static {
    // Unpacking Netty's native libraries costs up to half a second of every start and fails where
    // the temporary folder is mounted noexec; without them the store is still what limits.
    setAbsent("com.linecorp.armeria.tlsEngineType", "jdk");
    setAbsent("com.linecorp.armeria.transportType", "nio");
    setAbsent("io.netty.handler.ssl.noOpenSsl", "true");
  }

  private final ServerConfig config;
  private final Parts parts;
  private final Server server;
  private final int port;
  private final int grpcPort;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StenoServer(ServerConfig config, Parts parts, Server server, int port, int grpcPort) {
    this.config = config;
    this.parts = parts;
    this.server = server;
    this.port = port;
    this.grpcPort = grpcPort;
  }

  /**
   * Starts a server; it answers when this returns.
   *
   * @param storage stays the caller's to close, after the server
   * @throws StartException with a sentence that says what to do
   */
  public static StenoServer start(ServerConfig config, Storage storage, Clock clock) {
    InetAddress address = address(config.host());
    Parts parts = new Parts(config, storage, clock, address.isLoopbackAddress());
    try {
      if (!address.isLoopbackAddress() && parts.keys().isEmpty()) {
        throw new StartException(
            StartException.Kind.NO_KEY,
            "host: "
                + config.host()
                + " can be reached from other machines and there is no key (expected: a key, or"
                + " --host 127.0.0.1). Make one first with 'steno key create --scope admin'.",
            null);
      }
      return start(config, parts, address);
    } catch (RuntimeException e) {
      parts.stop();
      throw e;
    }
  }

  private static StenoServer start(ServerConfig config, Parts parts, InetAddress address) {
    SessionProtocol protocol = config.tls() ? SessionProtocol.HTTPS : SessionProtocol.HTTP;
    ServerPort main = new ServerPort(new InetSocketAddress(address, config.port()), protocol);
    ServerPort grpc =
        config.grpcPort() < 0
            ? null
            : new ServerPort(new InetSocketAddress(address, config.grpcPort()), protocol);
    ServerBuilder builder = builder(config, parts).port(main);
    if (grpc != null) {
      builder.port(grpc);
    }
    Server server = builder.build();
    try {
      server.start().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(StartException.Kind.FAILED, "The start was interrupted.", e);
    } catch (ExecutionException e) {
      throw notStarted(config, Failures.cause(e));
    }
    return new StenoServer(
        config, parts, server, main.actualPort(), grpc == null ? -1 : grpc.actualPort());
  }

  private static ServerBuilder builder(ServerConfig config, Parts parts) {
    ServerBuilder builder =
        Server.builder()
            .service("glob:/**", parts.router())
            .errorHandler(new ErrorAnswers(parts.doors()))
            .blockingTaskExecutor(parts.blocking(), false)
            // The doors bound bodies themselves, each with its own form of refusal.
            .maxRequestLength(0)
            .requestTimeout(REQUEST_TIMEOUT)
            .idleTimeout(IDLE_TIMEOUT)
            .maxNumConnections(MAX_CONNECTIONS)
            .http2MaxStreamsPerConnection(MAX_STREAMS)
            // What was let in is waited for before; a client that goes on trying is not.
            .gracefulShutdownTimeout(QUIET, QUIET)
            // What is worth counting is counted by name; the rest would go to a registry of
            // everyone.
            .meterRegistry(new CompositeMeterRegistry())
            .disableServerHeader()
            // Times that ran out are counted by status; a stack of each says nothing more.
            .unhandledExceptionsReportInterval(Duration.ZERO)
            .verboseResponses(false);
    if (config.tlsCert() != null && config.tlsKey() != null) {
      try {
        builder.tls(config.tlsCert().toFile(), config.tlsKey().toFile());
      } catch (RuntimeException e) {
        throw new StartException(
            StartException.Kind.TLS,
            "tls-cert "
                + config.tlsCert()
                + " and tls-key "
                + config.tlsKey()
                + " cannot be read (expected: a certificate and its private key, both in PEM).",
            e);
      }
    }
    return builder;
  }

  private static StartException notStarted(ServerConfig config, Throwable cause) {
    if (cause instanceof BindException) {
      return new StartException(
          StartException.Kind.PORT_TAKEN,
          "port: "
              + config.port()
              + (config.grpcPort() > 0 ? " or " + config.grpcPort() : "")
              + " on "
              + config.host()
              + " is taken (expected: a free one). Stop what listens there, or choose another with"
              + " --port and --grpc-port.",
          cause);
    }
    return new StartException(
        StartException.Kind.FAILED, "The server did not start: " + cause.getMessage(), cause);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new StartException(
          StartException.Kind.HOST,
          "host: " + host + " is not known (expected: a name or address of this machine)",
          e);
    }
  }

  /** The port of everything. */
  public int port() {
    return port;
  }

  /** The second port; -1 if there is none. */
  public int grpcPort() {
    return grpcPort;
  }

  /** Where the page is, as seen from this machine; it ends with the base path, without a slash. */
  public URI address() {
    String host = config.host();
    if (address(host).isAnyLocalAddress()) {
      host = "localhost";
    }
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String scheme = config.tls() ? "https" : "http";
    return URI.create(scheme + "://" + bracketed + ":" + port + config.basePath());
  }

  /**
   * Stops accepting, lets what is under way end within the configured time, so that every answer
   * that was given says what is true, and closes the connections. Idempotent. The store stays open.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    parts.refuseAll();
    boolean drained = drained() & stopped();
    long underWay = parts.router().underWay();
    parts.stop();
    if (drained && underWay == 0) {
      log.info("The server has stopped; every request was answered.");
    } else {
      log.warn(
          "The server has stopped after {} s with {} requests that were not answered.",
          config.drain().toSeconds(),
          underWay);
    }
  }

  /** Waits until what was let in is answered, but not for ever. */
  private boolean drained() {
    long deadline = System.nanoTime() + config.drain().toNanos();
    while (parts.router().underWay() > 0) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /**
   * Waits until the ports are closed and every request is answered, and not for the idle
   * connections and the threads behind them: Netty keeps those for three seconds more, and on them
   * nothing is answered but 503.
   */
  private boolean stopped() {
    CompletableFuture<Void> stop = server.stop();
    long deadline = System.nanoTime() + CLOSING.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        stop.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException e) {
        return false;
      } catch (TimeoutException e) {
        if (server.activePorts().isEmpty()
            && parts.router().underWay() == 0
            && isFree(port)
            && isFree(grpcPort)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The list of active ports is emptied a moment before the ports are closed. */
  private boolean isFree(int number) {
    if (number < 0) {
      return true;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address(config.host()), number));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void setAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
