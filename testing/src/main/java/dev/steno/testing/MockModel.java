// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scripted model server on the loopback interface that speaks the wire formats of several
 * providers, streamed or not, each at its own path: OpenAI's {@code POST /v1/chat/completions} and
 * {@code POST /v1/responses}, Anthropic's {@code POST /v1/messages}, Ollama's {@code POST
 * /api/chat}; and {@code GET /v1/models}. Any key is welcome. Ids and usage are computed from the
 * request, so that the same call is answered alike. Thread-safe.
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
  private final AtomicInteger abandoned = new AtomicInteger();

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

  /** Where its paths begin, such as {@code http://127.0.0.1:41234/}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  /** What clients call the base URL, such as {@code http://127.0.0.1:41234/v1}. */
  public URI baseUrl() {
    return address().resolve("v1");
  }

  /** How many answers were asked for, refused ones included. */
  public int calls() {
    return calls.get();
  }

  /**
   * How many streams were given up by their clients. It is noticed some chunks later, so an answer
   * that is to be given up needs a pace.
   */
  public int abandoned() {
    return abandoned.get();
  }

  /** Stops at once; answers under way are cut off. Idempotent. */
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  /** Closes the exchange only if all went well; after an exception the server cuts it off. */
  private void handle(HttpExchange exchange) throws IOException {
    Delivery delivery = new Delivery(exchange, abandoned::incrementAndGet);
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Wire wire = Wire.at(path);
    if (path.equals("/v1/models") && method.equals("GET")) {
      delivery.send(200, ChatCompletions.models(MODELS, clock.instant().getEpochSecond()));
    } else if (wire != null && method.equals("POST")) {
      calls.incrementAndGet();
      complete(exchange, wire, delivery);
    } else {
      String sentence = "Unknown request URL: " + method + " " + path + ".";
      delivery.send(404, ChatCompletions.failure(404, sentence));
    }
    exchange.close();
  }

  private void complete(HttpExchange exchange, Wire wire, Delivery delivery) throws IOException {
    try {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new Wire.BadRequest("The body of your request is larger than 64 MiB.");
      }
      JsonObject request = History.request(body);
      reply(wire.call(request, attempt(Answered.fingerprint(request))), wire, delivery);
    } catch (Wire.BadRequest e) {
      delivery.send(400, wire.error(400, String.valueOf(e.getMessage())));
    }
  }

  private int attempt(String fingerprint) {
    if (attempts.size() >= MAX_ATTEMPTS_KEPT) {
      attempts.clear();
    }
    return attempts.computeIfAbsent(fingerprint, key -> new AtomicInteger()).incrementAndGet();
  }

  private void reply(ModelCall call, Wire wire, Delivery delivery) throws IOException {
    try {
      ModelReply reply = script.reply(call);
      if (reply instanceof ModelReply.Answer answer) {
        delivery.send(answered(call, answer, wire), wire);
      } else if (reply instanceof ModelReply.Broken broken) {
        delivery.send(answered(call, broken.answer(), wire), wire, broken);
      } else if (reply instanceof ModelReply.Failure failure) {
        delivery.send(failure, wire);
      } else if (reply instanceof ModelReply.Raw raw) {
        delivery.send(raw);
      }
    } catch (RuntimeException e) {
      delivery.send(ModelReply.failure(500, "The script failed: " + e), wire);
    }
  }

  private Answered answered(ModelCall call, ModelReply.Answer answer, Wire wire) {
    return Answered.of(call, answer, wire.callPrefix(), clock.instant());
  }
}
