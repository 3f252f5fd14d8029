// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import com.sun.net.httpserver.HttpExchange;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends one reply to one client. For one thread. A reply that breaks ends in an exception, and then
 * the exchange must not be closed: that would end the body as if it were whole.
 */
final class Delivery {
  private final HttpExchange exchange;
  private final Runnable whenAbandoned;

  /**
   * @param whenAbandoned run when the client has gone in the middle of a stream
   */
  Delivery(HttpExchange exchange, Runnable whenAbandoned) {
    this.exchange = exchange;
    this.whenAbandoned = whenAbandoned;
  }

  void send(int status, JsonObject body) throws IOException {
    send(status, "application/json", Json.writeBytes(body));
  }

  void send(ModelReply.Raw raw) throws IOException {
    send(raw.status(), raw.contentType(), raw.body().getBytes(StandardCharsets.UTF_8));
  }

  void send(ModelReply.Failure failure, Wire wire) throws IOException {
    if (failure.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", failure.retryAfter());
    }
    send(failure.status(), wire.error(failure.status(), failure.message()));
  }

  /** All of an answer. */
  void send(Answered answered, Wire wire) throws IOException {
    if (answered.call().streamed()) {
      List<String> chunks = wire.stream(answered);
      pause(answered.answer().delay());
      stream(chunks, wire, answered.answer().pace());
      exchange.getResponseBody().close();
    } else {
      JsonObject whole = wire.answer(answered);
      pause(answered.answer().delay());
      send(200, whole);
    }
  }

  /** An answer as far as it goes. */
  void send(Answered answered, Wire wire, ModelReply.Broken broken) throws IOException {
    if (answered.call().streamed()) {
      List<String> chunks = wire.stream(answered);
      pause(answered.answer().delay());
      List<String> sent = chunks.subList(0, Math.min(broken.chunks(), chunks.size()));
      OutputStream out = stream(sent, wire, answered.answer().pace());
      if (broken.failure() != null) {
        write(out, wire.failureInStream(broken.failure(), broken.chunks()));
        out.close();
        return;
      }
    } else if (broken.failure() != null) {
      send(broken.failure(), wire);
      return;
    } else {
      half(Json.writeBytes(wire.answer(answered)));
    }
    if (broken.how() == ModelReply.Broken.How.STALL) {
      pause(ChronoUnit.FOREVER.getDuration());
    }
    throw new IOException("cut off, as the script says");
  }

  private OutputStream stream(List<String> chunks, Wire wire, Duration pace) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", wire.streamType());
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    for (String chunk : chunks) {
      write(out, chunk);
      pause(pace);
    }
    return out;
  }

  private void write(OutputStream out, String chunk) throws IOException {
    try {
      out.write(chunk.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      whenAbandoned.run();
      throw e;
    }
  }

  private void half(byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
  }

  private void send(int status, String contentType, byte[] body) throws IOException {
    if (!contentType.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", contentType);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void pause(Duration duration) throws IOException {
    if (duration.isZero()) {
      return;
    }
    try {
      TimeUnit.SECONDS.sleep(duration.toSeconds());
      TimeUnit.NANOSECONDS.sleep(duration.toNanosPart());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("closed while answering", e);
    }
  }
}
