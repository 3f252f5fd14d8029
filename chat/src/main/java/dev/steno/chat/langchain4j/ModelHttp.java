// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP over the JDK's client, told to the {@link Wire} of the call. Thread-safe.
 *
 * <p>LangChain4j's own client shows neither headers nor bodies of what fails, and a stream that
 * stalls before its first event cannot be cancelled with it.
 */
final class ModelHttp implements HttpClient {
  private static final int MAX_BODY = 64 << 20;

  private final java.net.http.HttpClient client;
  private final @Nullable Duration timeout;

  private ModelHttp(java.net.http.HttpClient client, @Nullable Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /** What LangChain4j's models take. */
  static HttpClientBuilder builder() {
    return new Builder();
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Wire wire = Wire.current();
    try {
      HttpResponse<InputStream> response =
          client.send(request(request, wire), BodyHandlers.ofInputStream());
      wire.opened(response.statusCode(), response.headers());
      String body = inTime(response.body());
      wire.body(body);
      return successful(response, body);
    } catch (HttpTimeoutException e) {
      throw new TimeoutException(e);
    } catch (IOException e) {
      throw new Broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken(e);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    Wire wire = Wire.current();
    CompletableFuture<HttpResponse<InputStream>> asked =
        client.sendAsync(request(request, wire), BodyHandlers.ofInputStream());
    wire.cancelledBy(() -> asked.cancel(true));
    asked
        .thenAccept(response -> read(response, parser, wire.watching(listener), wire))
        .whenComplete(
            (nothing, error) -> {
              if (error != null) {
                broken(listener, unwrapped(error), wire);
              }
            });
  }

  private static Throwable unwrapped(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  private static void read(
      HttpResponse<InputStream> response,
      ServerSentEventParser parser,
      ServerSentEventListener listener,
      Wire wire) {
    wire.opened(response.statusCode(), response.headers());
    try (InputStream in = response.body()) {
      wire.cancelledBy(() -> close(in));
      if (response.statusCode() / 100 != 2) {
        String body = text(in);
        wire.body(body);
        broken(listener, new HttpException(response.statusCode(), body), wire);
        return;
      }
      listener.onOpen(
          SuccessfulHttpResponse.builder()
              .statusCode(response.statusCode())
              .headers(response.headers().map())
              .build());
      parser.parse(in, listener);
      listener.onClose();
      wire.closed(null);
    } catch (IOException e) {
      broken(listener, new Broken(e), wire);
    }
  }

  /** Not every model of LangChain4j hands on that it was told of an error. */
  private static void broken(ServerSentEventListener listener, Throwable error, Wire wire) {
    try {
      listener.onError(error);
    } finally {
      wire.closed(error);
    }
  }

  private static SuccessfulHttpResponse successful(
      HttpResponse<InputStream> response, String body) {
    if (response.statusCode() / 100 != 2) {
      throw new HttpException(response.statusCode(), body);
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(body)
        .build();
  }

  private java.net.http.HttpRequest request(HttpRequest request, Wire wire) {
    String body = wire.asked(request.body() == null ? "" : request.body());
    var builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                request.method().name(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    if (timeout != null) {
      builder.timeout(timeout);
    }
    return builder.build();
  }

  /** The JDK's client times the headers only. */
  private String inTime(InputStream body) throws IOException {
    CompletableFuture<Void> read = new CompletableFuture<>();
    if (timeout != null) {
      read.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
          .whenComplete(
              (nothing, late) -> {
                if (late != null) {
                  close(body);
                }
              });
    }
    try {
      return text(body);
    } catch (IOException e) {
      if (read.isCompletedExceptionally()) {
        throw new HttpTimeoutException("the answer did not end within " + timeout);
      }
      throw e;
    } finally {
      read.complete(null);
    }
  }

  private static String text(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw new IOException("the answer is larger than 64 MiB");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException ignored) {
      // It is closed to be read no further.
    }
  }

  /** The connection broke, or was given up. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(Throwable cause) {
      super(cause);
    }
  }

  /** Passes every event on, and shows it to a wire first. */
  record Watching(ServerSentEventListener listener, Wire wire) implements ServerSentEventListener {
    @Override
    public void onOpen(SuccessfulHttpResponse response) {
      listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      wire.event(event.data());
      listener.onEvent(FirstChoice.of(event), context);
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      wire.event(event.data());
      listener.onEvent(FirstChoice.of(event));
    }

    @Override
    public void onError(Throwable error) {
      listener.onError(error);
    }

    @Override
    public void onClose() {
      listener.onClose();
    }
  }

  private static final class Builder implements HttpClientBuilder {
    private @Nullable Duration connectTimeout;
    private @Nullable Duration readTimeout;

    @Override
    public @Nullable Duration connectTimeout() {
      return connectTimeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(@Nullable Duration value) {
      connectTimeout = value;
      return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
      return readTimeout;
    }

    @Override
    public HttpClientBuilder readTimeout(@Nullable Duration value) {
      readTimeout = value;
      return this;
    }

    @Override
    public HttpClient build() {
      var client = java.net.http.HttpClient.newBuilder();
      if (connectTimeout != null) {
        client.connectTimeout(connectTimeout);
      }
      // A server on plain HTTP is a local one, and few of those take an upgrade to HTTP/2.
      return new ModelHttp(
          client.version(java.net.http.HttpClient.Version.HTTP_1_1).build(), readTimeout);
    }
  }
}
