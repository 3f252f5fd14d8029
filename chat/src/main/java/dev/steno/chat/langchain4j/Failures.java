// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.steno.chat.provider.FailureKind;
import dev.steno.chat.provider.ProviderFailure;
import dev.steno.chat.provider.Secrets;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** LangChain4j's exceptions by status and type, never by their text. Stateless. */
final class Failures {
  private static final int LONGEST = 2_000;

  private Failures() {}

  static ProviderFailure of(Throwable thrown, Wire wire, Secrets secrets) {
    if (thrown instanceof ProviderFailure failure) {
      return failure;
    }
    Integer status = status(thrown);
    String told = wire.facts().error();
    FailureKind kind =
        wire.isCancelled() || isInterrupted(thrown)
            ? FailureKind.CANCELLED
            : kind(thrown, status, told != null);
    String said = secrets.masked(told != null ? told : deepest(thrown).getMessage());
    if (said != null && said.length() > LONGEST) {
      said = said.substring(0, LONGEST) + "…";
    }
    return new ProviderFailure(kind, said, status, wire.retryAfter(), masked(thrown, secrets));
  }

  /** The cause is kept, unless a key stands in it. */
  private static @Nullable Throwable masked(Throwable thrown, Secrets secrets) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (message != null && !message.equals(secrets.masked(message))) {
        return null;
      }
    }
    return thrown;
  }

  private static boolean isInterrupted(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof InterruptedException || at instanceof CancellationException) {
        return true;
      }
    }
    return false;
  }

  /**
   * The kind of a failure.
   *
   * @param told whether the provider said in the answer that it failed
   */
  private static FailureKind kind(Throwable thrown, @Nullable Integer status, boolean told) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      FailureKind kind = byType(at);
      if (kind != null) {
        return kind;
      }
    }
    if (status == null) {
      return told ? FailureKind.SERVER : FailureKind.INVALID_ANSWER;
    }
    return byStatus(status);
  }

  private static @Nullable FailureKind byType(Throwable at) {
    if (at instanceof ContentFilteredException) {
      return FailureKind.REFUSED;
    }
    if (at instanceof HttpException http) {
      return byStatus(http.statusCode());
    }
    if (at instanceof TimeoutException || at instanceof HttpTimeoutException) {
      return FailureKind.TIMEOUT;
    }
    if (at instanceof UnresolvedModelServerException || at instanceof IOException) {
      return at instanceof com.fasterxml.jackson.core.JacksonException
          ? FailureKind.INVALID_ANSWER
          : FailureKind.NETWORK;
    }
    return byMeaning(at);
  }

  private static @Nullable FailureKind byMeaning(Throwable at) {
    boolean wraps = at.getCause() != null;
    if (wraps) {
      return null;
    }
    if (at instanceof AuthenticationException) {
      return FailureKind.AUTHENTICATION;
    }
    if (at instanceof RateLimitException) {
      return FailureKind.RATE_LIMIT;
    }
    if (at instanceof ModelNotFoundException) {
      return FailureKind.MODEL_NOT_FOUND;
    }
    if (at instanceof InvalidRequestException) {
      return FailureKind.INVALID_REQUEST;
    }
    if (at instanceof UnsupportedFeatureException) {
      return FailureKind.UNSUPPORTED;
    }
    return at instanceof InternalServerException ? FailureKind.SERVER : null;
  }

  private static FailureKind byStatus(int status) {
    return switch (status) {
      case 401, 403 -> FailureKind.AUTHENTICATION;
      case 404 -> FailureKind.MODEL_NOT_FOUND;
      case 408, 504 -> FailureKind.TIMEOUT;
      case 429 -> FailureKind.RATE_LIMIT;
      default -> status / 100 == 4 ? FailureKind.INVALID_REQUEST : FailureKind.SERVER;
    };
  }

  private static @Nullable Integer status(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof HttpException http) {
        return http.statusCode();
      }
    }
    return null;
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at.getCause() != null && depth < 20; depth++) {
      at = at.getCause();
    }
    return at;
  }
}
