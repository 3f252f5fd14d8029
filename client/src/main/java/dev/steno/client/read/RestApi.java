// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.client.read.ReadException.Kind;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server's REST interface. Thread-safe. Whatever goes wrong is a {@link ReadException}. */
final class RestApi {
  /** Beyond it an answer is given up: a whole trace with its messages is seldom a tenth of it. */
  private static final long MAX_ANSWER = 512L << 20;

  private final HttpClient http;
  private final URI endpoint;
  private final @Nullable String key;
  private final @Nullable String project;
  private final Duration timeout;

  RestApi(URI endpoint, @Nullable String key, @Nullable String project, Duration timeout) {
    this.endpoint = endpoint;
    this.key = key;
    this.project = project;
    this.timeout = timeout;
    // Redirects are not followed: a key is for the server that it was meant for.
    http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  JsonObject get(String path, Map<String, @Nullable String> query) {
    return answer(request(path + query(query)).GET());
  }

  JsonObject post(String path, JsonObject body) {
    return answer(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.writeBytes(body))));
  }

  /** A path segment, or the value of a parameter, from any text. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String query(Map<String, @Nullable String> query) {
    String joined =
        query.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> entry.getKey() + "=" + segment(String.valueOf(entry.getValue())))
            .collect(Collectors.joining("&"));
    return joined.isEmpty() ? "" : "?" + joined;
  }

  private HttpRequest.Builder request(String path) {
    String base = endpoint.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
            .timeout(timeout)
            .header("accept", "application/json");
    if (key != null) {
      request.header("authorization", "Bearer " + key);
    }
    if (project != null) {
      request.header("x-steno-project", project);
    }
    return request;
  }

  private JsonObject answer(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = sent(request.build());
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      throw refused(response);
    }
    try {
      if (Json.parse(response.body()) instanceof JsonObject object) {
        return object;
      }
    } catch (CodecException e) {
      throw foreign(e);
    }
    throw foreign(null);
  }

  /** The timeout bounds the whole answer, which a request's own does not. */
  private HttpResponse<byte[]> sent(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> coming =
        http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER));
    try {
      return coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      throw new ReadException(Kind.UNREACHABLE, "interrupted while waiting for " + endpoint, e);
    } catch (TimeoutException e) {
      coming.cancel(true);
      throw unreachable(e);
    } catch (ExecutionException | CompletionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof ReadException known ? known : unreachable(cause == null ? e : cause);
    }
  }

  private ReadException unreachable(Throwable cause) {
    return new ReadException(
        Kind.UNREACHABLE,
        "no server answers at "
            + endpoint
            + " within "
            + timeout.toMillis()
            + " ms ("
            + cause.getClass().getSimpleName()
            + "): is it running, and is STENO_ENDPOINT its address?",
        cause);
  }

  private ReadException refused(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Kind kind = ReadException.of(status);
    String sentence = detail(response.body());
    if (sentence == null) {
      sentence = "the server at " + endpoint + " answered " + status;
    }
    if (kind == Kind.FORBIDDEN && key == null) {
      sentence += " No key was given: set STENO_API_KEY.";
    }
    return new ReadException(kind, sentence, null);
  }

  private static @Nullable String detail(byte[] body) {
    try {
      return Json.parse(body) instanceof JsonObject problem ? problem.text("detail") : null;
    } catch (CodecException notJson) {
      return null;
    }
  }

  /** What to say of an answer that Steno does not give. */
  ReadException foreign(@Nullable RuntimeException cause) {
    String what = cause == null ? "it is no object" : String.valueOf(cause.getMessage());
    return new ReadException(
        Kind.FAILED,
        "the answer of "
            + endpoint
            + " is not Steno's ("
            + what
            + "): is there something else at this address?",
        cause);
  }
}
