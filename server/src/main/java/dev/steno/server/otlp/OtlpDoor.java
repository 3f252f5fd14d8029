// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

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
import dev.steno.otlp.Encoding;
import dev.steno.otlp.Inflate;
import dev.steno.otlp.Signal;
import dev.steno.server.http.Answers;
import dev.steno.server.http.Body;
import dev.steno.server.http.Budget;
import dev.steno.server.http.Door;
import dev.steno.server.http.Refusal;
import dev.steno.server.otlp.Batch.Wrapping;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Gate;
import dev.steno.server.security.Need;
import dev.steno.server.security.Origins;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The OTLP door over HTTP, in protobuf and JSON. Thread-safe. */
public final class OtlpDoor implements Door {
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
  private static final String ALLOWED = "POST, OPTIONS";

  private final Ingest ingest;
  private final Gate gate;
  private final Origins origins;
  private final Budget budget;
  private final int maxBody;

  /** A door that takes bodies of at most {@code maxBody} bytes. */
  public OtlpDoor(Ingest ingest, Gate gate, Origins origins, Budget budget, int maxBody) {
    this.ingest = ingest;
    this.gate = gate;
    this.origins = origins;
    this.budget = budget;
    this.maxBody = maxBody;
  }

  /** Whether a path is one of OTLP's, below whatever prefix. */
  public static boolean isOtlp(String path) {
    return OtlpPath.http(path).isPresent();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request, String path) {
    RequestHeaders headers = request.headers();
    Signal signal =
        OtlpPath.http(path).orElseThrow(() -> Refusal.notFound("path: not one of OTLP's"));
    String origin = origins.otlpOrigin(headers);
    HttpResponse answer =
        headers.method() == HttpMethod.OPTIONS
            ? preflight(origin)
            : take(context, request, signal, origin != null);
    return origin == null ? answer : answer.mapHeaders(head -> readable(head, origin));
  }

  @Override
  public AggregatedHttpResponse refuse(RequestHeaders headers, Refusal refusal) {
    // Who sent a type that is not understood is answered in the one that people read.
    Encoding form =
        Encoding.ofContentType(headers.get(HttpHeaderNames.CONTENT_TYPE)).orElse(Encoding.JSON);
    ResponseHeaders head = Answers.headers(refusal, type(form));
    byte[] status = OtlpStatus.body(refusal, form);
    String origin = origins.otlpOrigin(headers);
    return AggregatedHttpResponse.of(
        origin == null ? head : readable(head, origin), HttpData.wrap(status));
  }

  private HttpResponse take(
      ServiceRequestContext context, HttpRequest request, Signal signal, boolean foreignOrigin) {
    RequestHeaders headers = request.headers();
    if (headers.method() != HttpMethod.POST) {
      throw Refusal.of(
              HttpStatus.METHOD_NOT_ALLOWED,
              headers.method() + ": not allowed here (expected: POST)")
          .with(HttpHeaderNames.ALLOW, ALLOWED);
    }
    Caller caller = gate.admit(headers, Need.SEND, foreignOrigin);
    Encoding encoding =
        Encoding.ofContentType(headers.get(HttpHeaderNames.CONTENT_TYPE))
            .orElseThrow(() -> unsupported(headers));
    Wrapping wrapping = wrapping(headers);
    String project = caller.projectFor(headers);
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    Body.read(request, maxBody, budget, answer, context.eventLoop())
        .thenCompose(
            body ->
                ingest.take(
                    new Batch(signal, body, encoding, wrapping, project, context::isCancelled)))
        .whenComplete(
            (taken, thrown) -> {
              if (thrown == null) {
                answer.complete(taken(taken, encoding));
              } else {
                answer.completeExceptionally(thrown);
              }
            });
    return whenDone(headers, answer);
  }

  private static HttpResponse taken(byte[] answer, Encoding encoding) {
    return HttpResponse.of(HttpStatus.OK, type(encoding), answer);
  }

  private static HttpResponse preflight(@Nullable String origin) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.NO_CONTENT).set(HttpHeaderNames.ALLOW, ALLOWED);
    if (origin != null) {
      headers
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST")
          .set(
              HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
              "authorization, content-encoding, content-type, x-api-key, x-steno-project")
          .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
    }
    return HttpResponse.of(headers.build());
  }

  private static ResponseHeaders readable(ResponseHeaders headers, String origin) {
    return headers.toBuilder()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN.toString())
        .build();
  }

  private static MediaType type(Encoding encoding) {
    return encoding == Encoding.JSON ? MediaType.JSON : PROTOBUF;
  }

  private static Refusal unsupported(RequestHeaders headers) {
    return Refusal.of(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "content-type: "
            + shortened(headers.get(HttpHeaderNames.CONTENT_TYPE, "none"))
            + " (expected: application/x-protobuf or application/json)");
  }

  private static Wrapping wrapping(RequestHeaders headers) {
    String coding =
        headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity").strip().toLowerCase(Locale.ROOT);
    if (!coding.equals("gzip") && !coding.equals("identity") && !coding.isEmpty()) {
      throw Refusal.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "content-encoding: " + shortened(coding) + " (expected: gzip or none)")
          .with(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
    }
    return coding.equals("gzip") ? Inflate::gzip : Wrapping.NONE;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
