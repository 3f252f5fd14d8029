// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.otlp;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.otlp.Encoding;
import dev.steno.otlp.GrpcFrame;
import dev.steno.otlp.Signal;
import dev.steno.server.http.Body;
import dev.steno.server.http.Budget;
import dev.steno.server.http.Door;
import dev.steno.server.http.GrpcCode;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Gate;
import dev.steno.server.security.Need;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The OTLP door over gRPC: its three unary methods by hand. Thread-safe. A refusal is an answer of
 * headers only, with HTTP 200 as gRPC asks.
 */
public final class GrpcDoor implements Door {
  private static final MediaType GRPC = MediaType.create("application", "grpc");
  private static final int FRAME_HEAD = 5;

  private final Ingest ingest;
  private final Gate gate;
  private final Budget budget;
  private final int maxBody;

  /** A door that takes messages of at most {@code maxBody} bytes. */
  public GrpcDoor(Ingest ingest, Gate gate, Budget budget, int maxBody) {
    this.ingest = ingest;
    this.gate = gate;
    this.budget = budget;
    this.maxBody = maxBody;
  }

  /** Whether a request speaks gRPC. */
  public static boolean isGrpc(RequestHeaders headers, String path) {
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    return type.startsWith("application/grpc") || OtlpPath.grpc(path).isPresent();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request, String path) {
    RequestHeaders headers = request.headers();
    if (headers.method() != HttpMethod.POST) {
      throw Refusal.of(
              HttpStatus.METHOD_NOT_ALLOWED,
              headers.method() + ": not allowed here (expected: POST)")
          .with(HttpHeaderNames.ALLOW, "POST");
    }
    Caller caller = gate.admit(headers, Need.SEND, false);
    Signal signal =
        OtlpPath.grpc(path)
            .orElseThrow(
                () ->
                    Refusal.of(
                        HttpStatus.NOT_IMPLEMENTED,
                        "There is no such method (expected: Export of OTLP's three services)."));
    checkType(headers);
    String coding = headers.get("grpc-encoding", "identity").toLowerCase(Locale.ROOT);
    String project = caller.projectFor(headers);
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    Body.read(request, (long) maxBody + FRAME_HEAD, budget, answer, context.eventLoop())
        .thenCompose(body -> ingest.take(batch(signal, body, coding, project, context)))
        .whenComplete(
            (taken, thrown) -> {
              if (thrown == null) {
                answer.complete(taken(taken));
              } else {
                answer.completeExceptionally(thrown);
              }
            });
    return whenDone(headers, answer);
  }

  @Override
  public AggregatedHttpResponse refuse(RequestHeaders headers, Refusal refusal) {
    if (refusal.status().equals(HttpStatus.METHOD_NOT_ALLOWED)
        || refusal.status().equals(HttpStatus.UNSUPPORTED_MEDIA_TYPE)) {
      // What is no gRPC at all is answered in HTTP's own terms, as gRPC's protocol asks.
      return AggregatedHttpResponse.of(
          ResponseHeaders.builder(refusal.status())
              .add(refusal.headers())
              .contentType(MediaType.PLAIN_TEXT_UTF_8)
              .build(),
          HttpData.ofUtf8(refusal.sentence() + "\n"));
    }
    String details =
        Base64.getEncoder().withoutPadding().encodeToString(OtlpStatus.details(refusal));
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(GRPC)
            .set("grpc-status", Integer.toString(refusal.grpcCode()))
            .set("grpc-message", percentEncoded(refusal.sentence()))
            .set("grpc-status-details-bin", details)
            .build());
  }

  private static void checkType(RequestHeaders headers) {
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "none");
    if (!type.matches("application/grpc(\\+proto)?(;.*)?")) {
      throw Refusal.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content-type: "
              + (type.length() <= 80 ? type : type.substring(0, 80) + "…")
              + " (expected: application/grpc)");
    }
  }

  private static Batch batch(
      Signal signal,
      byte[] body,
      String coding,
      @Nullable String project,
      ServiceRequestContext context) {
    if (body.length > 0 && body[0] == 1 && !coding.equals("gzip")) {
      throw Refusal.of(
          HttpStatus.NOT_IMPLEMENTED,
          "grpc-encoding: "
              + (coding.length() <= 80 ? coding : coding.substring(0, 80) + "…")
              + " (expected: gzip or identity)");
    }
    return new Batch(
        signal,
        body,
        Encoding.PROTOBUF,
        (frame, limit) -> GrpcFrame.decode(frame, coding, limit),
        project,
        context::isCancelled);
  }

  private static HttpResponse taken(byte[] answer) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(GRPC)
            .set("grpc-accept-encoding", "gzip, identity")
            .build(),
        HttpData.wrap(GrpcFrame.encode(answer)),
        HttpHeaders.of("grpc-status", Integer.toString(GrpcCode.OK)));
  }

  /** As gRPC writes messages into a header: what is not printable ASCII, and the percent sign. */
  private static String percentEncoded(String sentence) {
    StringBuilder encoded = new StringBuilder(sentence.length() + 16);
    for (byte b : sentence.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }
}
