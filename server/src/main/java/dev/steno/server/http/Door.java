// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way into the server, with its own form of answers. Thread-safe. */
public interface Door {

  /**
   * Answers a request whose host was checked.
   *
   * @param path the path below the base path, beginning with a slash
   * @throws Refusal if it is not granted and this is known at once
   */
  HttpResponse serve(ServiceRequestContext context, HttpRequest request, String path);

  /** A refusal in this door's form. */
  AggregatedHttpResponse refuse(RequestHeaders headers, Refusal refusal);

  /** The answer that {@code answer} will be; what it fails with becomes a refusal. */
  default HttpResponse whenDone(
      RequestHeaders headers, CompletableFuture<? extends HttpResponse> answer) {
    return HttpResponse.of(
        answer.handle(
            (done, thrown) ->
                thrown == null
                    ? done
                    : refuse(headers, Failures.answerTo(Failures.cause(thrown))).toHttpResponse()));
  }

  /** The log of all doors. It never says what a request held. */
  static Logger log() {
    return LoggerFactory.getLogger("dev.steno.server");
  }
}
