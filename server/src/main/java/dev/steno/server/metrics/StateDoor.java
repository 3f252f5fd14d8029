// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.metrics;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.server.http.Answers;
import dev.steno.server.http.Door;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Gate;
import dev.steno.server.security.Need;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * How the server is: {@code /healthz} (the process answers), {@code /readyz} (the store can read
 * and write), {@code /metrics}. Thread-safe. The first two need no key and say nothing but that.
 */
public final class StateDoor implements Door {
  private static final Set<String> PATHS = Set.of("/healthz", "/readyz", "/metrics");
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Storage storage;
  private final ServerMetrics metrics;
  private final Gate gate;
  private final BooleanSupplier closing;

  /** The state of a server; {@code closing} says whether it takes no more. */
  public StateDoor(Storage storage, ServerMetrics metrics, Gate gate, BooleanSupplier closing) {
    this.storage = storage;
    this.metrics = metrics;
    this.gate = gate;
    this.closing = closing;
  }

  /** Whether a path is one of these. */
  public static boolean isState(String path) {
    return PATHS.contains(path);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request, String path) {
    RequestHeaders headers = request.headers();
    if (headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD) {
      throw Refusal.of(
              HttpStatus.METHOD_NOT_ALLOWED,
              headers.method() + ": not allowed here (expected: GET)")
          .with(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    if (path.equals("/healthz")) {
      return text("ok\n");
    }
    if (path.equals("/readyz")) {
      return whenDone(
          headers, CompletableFuture.supplyAsync(this::ready, context.blockingTaskExecutor()));
    }
    Caller caller = gate.admit(headers, Need.READ, false);
    return whenDone(
        headers,
        CompletableFuture.supplyAsync(
            () -> numbers(headers, caller), context.blockingTaskExecutor()));
  }

  @Override
  public AggregatedHttpResponse refuse(RequestHeaders headers, Refusal refusal) {
    return AggregatedHttpResponse.of(
        Answers.headers(refusal, MediaType.PLAIN_TEXT_UTF_8),
        HttpData.ofUtf8(refusal.sentence() + "\n"));
  }

  private HttpResponse ready() {
    if (closing.getAsBoolean()) {
      throw Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, "The server is being stopped.");
    }
    try {
      storage.check();
    } catch (StorageException e) {
      throw Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, "The store is not ready: " + e.kind() + ".")
          .retryAfter(Duration.ofSeconds(5));
    }
    return text("ready\n");
  }

  private HttpResponse numbers(RequestHeaders request, Caller caller) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK).set(HttpHeaderNames.CONTENT_TYPE, PROMETHEUS);
    byte[] text = metrics.scrape(caller.project()).getBytes(StandardCharsets.UTF_8);
    return Answers.sized(request, headers, text).toHttpResponse();
  }

  private static HttpResponse text(String text) {
    return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, text);
  }
}
