// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpStatus;
import java.time.Duration;

/**
 * A request that is not granted: an HTTP status and one sentence for a person. Every door writes it
 * in its own form. Immutable; carries no stack trace, for it is an answer and not an accident.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient HttpStatus status;
  private final transient HttpHeaders headers;

  private Refusal(HttpStatus status, String sentence, HttpHeaders headers) {
    super(sentence, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** A refusal with that status. */
  public static Refusal of(HttpStatus status, String sentence) {
    return new Refusal(status, sentence, HttpHeaders.of());
  }

  /** 400: what was sent cannot be understood. */
  public static Refusal invalid(String sentence) {
    return of(HttpStatus.BAD_REQUEST, sentence);
  }

  /** 404: there is no such thing. */
  public static Refusal notFound(String sentence) {
    return of(HttpStatus.NOT_FOUND, sentence);
  }

  /** 413: more than {@code limit} bytes. */
  public static Refusal tooLarge(String what, long limit) {
    return of(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
        what + ": more than " + limit + " bytes (expected: at most " + limit + ")");
  }

  /** This refusal with one more header. */
  public Refusal with(CharSequence name, String value) {
    return new Refusal(status, sentence(), headers.toBuilder().set(name, value).build());
  }

  /** This refusal, to be tried again after {@code delay}, rounded up to a second. */
  public Refusal retryAfter(Duration delay) {
    long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
    return with(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
  }

  /** The HTTP status. */
  public HttpStatus status() {
    return status;
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** Headers that the answer must have, such as Allow or Retry-After. */
  public HttpHeaders headers() {
    return headers;
  }

  /** After how many seconds to try again; 0 if trying again does not help. */
  public long retryAfterSeconds() {
    return headers.getLong(HttpHeaderNames.RETRY_AFTER, 0);
  }

  /** The code of google.rpc.Code that says the same. */
  public int grpcCode() {
    return switch (status.code()) {
      case 401 -> GrpcCode.UNAUTHENTICATED;
      case 403, 421 -> GrpcCode.PERMISSION_DENIED;
      case 404, 405, 415, 501 -> GrpcCode.UNIMPLEMENTED;
      case 413, 429 -> GrpcCode.RESOURCE_EXHAUSTED;
      case 500 -> GrpcCode.INTERNAL;
      case 502, 503, 504 -> GrpcCode.UNAVAILABLE;
      default -> GrpcCode.INVALID_ARGUMENT;
    };
  }
}
