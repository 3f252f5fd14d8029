// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scripted model server that speaks OpenAI's chat completions on the loopback interface: {@code
 * POST /v1/chat/completions}, streamed or not, and {@code GET /v1/models}. Any key is welcome. Ids
 * and usage are computed from the request, so that the same call is answered alike. Thread-safe.
 */
public final class MockModel implements AutoCloseable {
  /** The models it lists; it answers for any other name too. */
  public static final List<String> MODELS = List.of("mock-mini", "mock-think");

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_BODY = 64 << 20;
  private static final int MAX_ATTEMPTS_KEPT = 10_000;

  static {
    // Without it each small chunk waits up to 40 ms for the acknowledgement of the one before.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final ModelScript script;
  private final Clock clock;
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  private MockModel(HttpServer server, ModelScript script, Clock clock) {
    this.server = server;
    this.script = script;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "mock-model-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * A server on any free port that answers by {@code script}, else with an echo, and dates all its
   * answers {@code 2026-01-01T00:00:00Z}.
   */
  public static MockModel start(ModelScript script) {
    try {
      return start(0, script, Clock.fixed(CREATED, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new IllegalStateException("the mock model found no free port", e);
    }
  }

  /**
   * A server that answers by {@code script}, else with an echo.
   *
   * @param port 0 for any free port
   * @param clock what {@code created} is read from
   * @throws IOException if the port is in use
   */
  public static MockModel start(int port, ModelScript script, Clock clock) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    HttpServer server = HttpServer.create(address, 0);
    MockModel model = new MockModel(server, script.or(ModelScript.echo()), clock);
    server.start();
    return model;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What clients call the base URL, such as {@code http://127.0.0.1:41234/v1}. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port() + "/v1");
  }

  /** How many chat completions were asked for, refused ones included. */
  public int calls() {
    return calls.get();
  }

  /** Stops at once; answers under way are cut off. Idempotent. */
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      if (path.equals("/v1/models") && method.equals("GET")) {
        send(exchange, 200, ChatCompletions.models(MODELS, clock.instant().getEpochSecond()));
      } else if (path.equals("/v1/chat/completions") && method.equals("POST")) {
        calls.incrementAndGet();
        complete(exchange);
      } else {
        send(
            exchange,
            404,
            ChatCompletions.error(404, "Unknown request URL: " + method + " " + path + "."));
      }
    }
  }

  private void complete(HttpExchange exchange) throws IOException {
    try {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new ChatCompletions.BadRequest("The body of your request is larger than 64 MiB.");
      }
      JsonObject request = ChatCompletions.request(body);
      String fingerprint = ChatCompletions.fingerprint(request);
      ModelCall call = ChatCompletions.call(request, attempt(fingerprint));
      reply(exchange, call, fingerprint);
    } catch (ChatCompletions.BadRequest e) {
      send(exchange, 400, ChatCompletions.error(400, String.valueOf(e.getMessage())));
    }
  }

  private int attempt(String fingerprint) {
    if (attempts.size() >= MAX_ATTEMPTS_KEPT) {
      attempts.clear();
    }
    return attempts.computeIfAbsent(fingerprint, key -> new AtomicInteger()).incrementAndGet();
  }

  private void reply(HttpExchange exchange, ModelCall call, String fingerprint) throws IOException {
    ModelReply reply;
    try {
      reply = script.reply(call);
    } catch (RuntimeException e) {
      reply = ModelReply.failure(500, "The script failed: " + e);
    }
    if (reply instanceof ModelReply.Answer answer) {
      answer(exchange, call, ChatCompletions.named(answer, fingerprint), fingerprint);
    } else if (reply instanceof ModelReply.Failure failure) {
      if (failure.retryAfter() != null) {
        exchange
            .getResponseHeaders()
            .set("Retry-After", Long.toString(failure.retryAfter().toSeconds()));
      }
      send(exchange, failure.status(), ChatCompletions.error(failure.status(), failure.message()));
    }
  }

  private void answer(
      HttpExchange exchange, ModelCall call, ModelReply.Answer answer, String fingerprint)
      throws IOException {
    TokenCount tokens = TokenCount.of(call, answer);
    ChatCompletions.Head head =
        new ChatCompletions.Head(
            "chatcmpl-" + fingerprint.substring(0, 24),
            clock.instant().getEpochSecond(),
            call.model());
    pause(answer.delay());
    if (!call.streamed()) {
      send(exchange, 200, ChatCompletions.answer(head, answer, tokens));
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (JsonObject chunk :
          AnswerStream.chunks(head, answer, call.usageInStream() ? tokens : null)) {
        event(out, Json.write(chunk));
        pause(answer.pace());
      }
      event(out, "[DONE]");
    }
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, JsonObject body) throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void pause(Duration duration) throws IOException {
    if (duration.isZero()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("closed while answering", e);
    }
  }
}
