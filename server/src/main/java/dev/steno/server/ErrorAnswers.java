// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.server.http.Refusal;
import dev.steno.server.http.SafetyHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is answered where no door got to answer: a broken request line, a header that is too long, a
 * time that ran out. Thread-safe.
 */
final class ErrorAnswers implements ServerErrorHandler {
  private final Doors doors;

  ErrorAnswers(Doors doors) {
    this.doors = doors;
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return null;
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    Refusal refusal = Refusal.of(status, sentence(status));
    if (status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
      refusal = refusal.retryAfter(Duration.ofSeconds(5));
    }
    AggregatedHttpResponse answer =
        headers == null
            ? doors.page().refuse(RequestHeaders.of(HttpMethod.GET, "/"), refusal)
            : doors.find(headers, headers.path()).door().refuse(headers, refusal);
    return AggregatedHttpResponse.of(
        SafetyHeaders.added(answer.headers()), answer.content(), answer.trailers());
  }

  private static String sentence(HttpStatus status) {
    return switch (status.code()) {
      case 400 -> "The request is not HTTP as it should be.";
      case 408, 503 -> "The request took too long, or the server is being stopped: send it again.";
      case 414 -> "The request's address is too long.";
      case 431 -> "The request's headers are too long.";
      default -> status.reasonPhrase() + ".";
    };
  }
}
