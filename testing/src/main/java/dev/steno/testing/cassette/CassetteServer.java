// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.cassette;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the responses of recorded calls back, byte for byte and in the order in which they were
 * recorded at a path, whatever is asked there. A body that was compressed is sent so to clients
 * that accept it, which is what the provider did. Thread-safe.
 */
public final class CassetteServer implements AutoCloseable {
  /** What the server itself says of the connection and the length. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding");

  private final HttpServer server;
  private final Map<String, Deque<Recorded>> left = new LinkedHashMap<>();
  private final List<Received> received = new ArrayList<>();

  /**
   * A request that came in. Immutable.
   *
   * @param method such as {@code POST}
   * @param uri path and query
   * @param headers by name, which may be looked up in any case
   * @param body as text
   */
  public record Received(String method, URI uri, Map<String, List<String>> headers, String body) {}

  private CassetteServer(HttpServer server, List<Recorded> calls) {
    this.server = server;
    for (Recorded call : calls) {
      left.computeIfAbsent(call.uri().getPath(), path -> new ArrayDeque<>()).add(call);
    }
    server.createContext("/", this::handle);
  }

  /** A server on any free port of the loopback interface. */
  public static CassetteServer start(List<Recorded> calls) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
      CassetteServer server = new CassetteServer(HttpServer.create(any, 0), calls);
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no free port for the recorded calls", e);
    }
  }

  /**
   * The address of a recorded one: its path here.
   *
   * @param recorded such as {@code https://api.example/v1}
   */
  public URI at(URI recorded) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + recorded.getPath());
  }

  /** What was asked so far, in order. */
  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** How many responses were not asked for yet. */
  public synchronized int left() {
    return left.values().stream().mapToInt(Deque::size).sum();
  }

  /** Stops at once. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Recorded call = next(exchange, body);
      if (call == null) {
        byte[] sentence =
            ("Nothing is left at " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(404, sentence.length);
        exchange.getResponseBody().write(sentence);
        return;
      }
      answer(exchange, call);
    }
  }

  private static void answer(HttpExchange exchange, Recorded call) throws IOException {
    boolean inflate = call.compressed() && !accepts(exchange, "gzip");
    Headers headers = exchange.getResponseHeaders();
    call.headers()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name) && !(inflate && name.equals("content-encoding"))) {
                headers.put(name, values);
              }
            });
    byte[] body = inflate ? call.plainBody() : call.body();
    exchange.sendResponseHeaders(call.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized @Nullable Recorded next(HttpExchange exchange, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    URI uri = exchange.getRequestURI();
    Headers headers = new Headers();
    headers.putAll(exchange.getRequestHeaders());
    received.add(
        new Received(exchange.getRequestMethod(), uri, Collections.unmodifiableMap(headers), text));
    Deque<Recorded> calls = left.get(uri.getPath());
    return calls == null ? null : calls.poll();
  }

  private static boolean accepts(HttpExchange exchange, String encoding) {
    List<String> accepted = exchange.getRequestHeaders().get("Accept-Encoding");
    return accepted != null && accepted.stream().anyMatch(value -> value.contains(encoding));
  }
}
