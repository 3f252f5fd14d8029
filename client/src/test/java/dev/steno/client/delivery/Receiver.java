// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * A server of somebody else: it knows OTLP by OpenTelemetry's own classes, and answers as it is
 * told to. Thread-safe.
 */
final class Receiver implements AutoCloseable {
  /**
   * How a request is answered instead of being taken.
   *
   * @param held what must happen before the answer begins, or before it ends if it has a body; null
   *     for nothing
   */
  record Reply(int status, Map<String, String> headers, byte[] body, CountDownLatch held) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0], null);
    }

    static Reply of(int status, String header, String value) {
      return new Reply(status, Map.of(header, value), new byte[0], null);
    }
  }

  /** A request as it came. */
  record Request(String path, String encoding, String authorization, List<String> names) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Reply> replies = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private volatile Reply always;
  private volatile int mostItems = Integer.MAX_VALUE;

  private Receiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Receiver start() {
    return new Receiver(0);
  }

  static Receiver start(int port) {
    return new Receiver(port);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers the next requests so, one after the other, before it takes any. */
  void answer(Reply... next) {
    replies.addAll(List.of(next));
  }

  /** Answers all requests so; null to take them. */
  void always(Reply reply) {
    always = reply;
  }

  /** Answers 413 to whoever sends more at once. */
  void takeAtMost(int items) {
    mostItems = items;
  }

  /** All requests, taken or not. */
  List<Request> requests() {
    return requests;
  }

  /** The bodies of all requests, uncompressed. */
  List<byte[]> bodies() {
    return bodies;
  }

  /** The spans that were taken, as they came. */
  List<Span> spans() {
    return spans;
  }

  List<String> names() {
    return spans.stream().map(Span::getName).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String encoding = exchange.getRequestHeaders().getFirst("content-encoding");
      byte[] body = body(exchange.getRequestBody(), "gzip".equals(encoding));
      bodies.add(body);
      List<Span> found = new ArrayList<>();
      List<String> names = read(exchange.getRequestURI().getPath(), body, found);
      String key = exchange.getRequestHeaders().getFirst("authorization");
      requests.add(new Request(exchange.getRequestURI().getPath(), encoding, key, names));
      Reply reply = reply(names.size());
      if (reply.held() != null && reply.body().length == 0) {
        reply.held().await();
      }
      if (reply.status() == 200) {
        spans.addAll(found);
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : 0);
      if (reply.body().length > 0) {
        exchange.getResponseBody().write(reply.body());
        exchange.getResponseBody().flush();
      }
      if (reply.held() != null) {
        reply.held().await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply(int items) {
    if (items > mostItems) {
      return Reply.of(413);
    }
    Reply next = replies.poll();
    if (next != null) {
      return next;
    }
    return always == null ? Reply.of(200) : always;
  }

  private static List<String> read(String path, byte[] body, List<Span> spans)
      throws InvalidProtocolBufferException {
    if (path.equals("/v1/logs")) {
      return ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .map(record -> record.getEventName())
          .toList();
    }
    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .forEach(scope -> spans.addAll(scope.getSpansList()));
    return spans.stream().map(Span::getName).toList();
  }

  private static byte[] body(InputStream in, boolean gzip) throws IOException {
    try (InputStream content = gzip ? new GZIPInputStream(in) : in) {
      return content.readAllBytes();
    }
  }
}
