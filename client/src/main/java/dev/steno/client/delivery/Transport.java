// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request after the other, each with an answer within a bound. For one thread. */
final class Transport {
  private static final int ANSWER = 64 << 10;
  private final DeliveryOptions options;
  private @Nullable HttpClient http;

  Transport(DeliveryOptions options) {
    this.options = options;
  }

  /**
   * Posts a body and waits for the whole answer, but for no more than the request's timeout: a
   * server that begins to answer and then says nothing is as silent as one that never begins.
   */
  Answer post(Signal signal, byte[] body) throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> pending = new CompletableFuture<>();
    try {
      pending = http().sendAsync(request(signal, body), bounded());
      HttpResponse<byte[]> answer =
          pending.get(options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
      return Answer.of(answer.statusCode(), answer.headers(), answer.body());
    } catch (TimeoutException e) {
      return Answer.none(silent());
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (RuntimeException e) {
      return failed(e);
    } finally {
      pending.cancel(true);
    }
  }

  /** Made when it is needed: it fails where the JVM's trust store cannot be read. */
  private HttpClient http() {
    HttpClient client = http;
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(options.connectTimeout())
              .executor(
                  Executors.newCachedThreadPool(task -> OtlpDelivery.daemon("steno-http", task)))
              .build();
      http = client;
    }
    return client;
  }

  private HttpRequest request(Signal signal, byte[] body) {
    HttpRequest.Builder request = options.request(signal);
    if (options.gzip()) {
      return request
          .header("content-encoding", "gzip")
          .POST(BodyPublishers.ofByteArray(gzipped(body)))
          .build();
    }
    return request.POST(BodyPublishers.ofByteArray(body)).build();
  }

  private String silent() {
    return "it did not answer within " + options.requestTimeout().toMillis() + " ms";
  }

  private Answer failed(@Nullable Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      long within = options.connectTimeout().toMillis();
      return Answer.none("no connection came about within " + within + " ms");
    }
    if (failure instanceof HttpTimeoutException) {
      return Answer.none(silent());
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return Answer.insecure("TLS failed: " + cause.getClass().getSimpleName());
      }
      if (cause instanceof UnresolvedAddressException) {
        return Answer.none("no address is known by that name");
      }
    }
    if (failure instanceof ConnectException) {
      return Answer.none("it cannot be reached");
    }
    return Answer.none(
        "the connection failed"
            + (failure == null ? "" : ": " + failure.getClass().getSimpleName()));
  }

  /** The beginning of an answer; nobody's answer fills the application's memory. */
  private static BodyHandler<byte[]> bounded() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    return head ->
        BodySubscribers.mapping(
            BodySubscribers.ofByteArrayConsumer(
                bytes ->
                    bytes.ifPresent(
                        part ->
                            kept.writeBytes(
                                Arrays.copyOf(part, Math.min(part.length, ANSWER - kept.size()))))),
            none -> kept.toByteArray());
  }

  private static byte[] gzipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
