// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.server.http.Failures;
import dev.steno.server.http.Refusal;
import dev.steno.server.http.SafetyHeaders;
import dev.steno.server.metrics.ServerMetrics;
import dev.steno.server.security.Gate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Leads every request to its door, and adds to every answer what all answers have. Thread-safe. */
final class Router implements HttpService {
  private final Doors doors;
  private final Gate gate;
  private final ServerMetrics metrics;
  private final AtomicLong underWay = new AtomicLong();
  private volatile boolean closing;

  Router(Doors doors, Gate gate, ServerMetrics metrics) {
    this.doors = doors;
    this.gate = gate;
    this.metrics = metrics;
  }

  /** From now on refuses everything; what is under way goes on. */
  void refuseAll() {
    closing = true;
  }

  /** Requests that were let in and not answered to the end yet. */
  long underWay() {
    return underWay.get();
  }

  boolean isClosing() {
    return closing;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    RequestHeaders headers = request.headers();
    Doors.Found found = doors.find(headers, context.path());
    boolean admitted = admit();
    context.log().whenComplete().thenAccept(log -> answered(found.name(), log, admitted));
    HttpResponse answer;
    try {
      gate.checkHost(headers);
      if (!admitted) {
        throw Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, "The server is being stopped.")
            .retryAfter(Duration.ofSeconds(5))
            .with(HttpHeaderNames.CONNECTION, "close");
      }
      answer = found.door().serve(context, request, found.path());
    } catch (RuntimeException e) {
      if (!(e instanceof Refusal)) {
        metrics.unforeseen();
      }
      answer = found.door().refuse(headers, Failures.answerTo(e)).toHttpResponse();
    }
    return answer.mapHeaders(SafetyHeaders::added);
  }

  /** Counted before it is asked, so that nobody is let in after the last one was waited for. */
  private boolean admit() {
    underWay.incrementAndGet();
    if (closing) {
      underWay.decrementAndGet();
      return false;
    }
    return true;
  }

  private void answered(String door, RequestLog log, boolean admitted) {
    if (admitted) {
      underWay.decrementAndGet();
    }
    metrics.answered(door, log.responseHeaders().status().code());
  }
}
