// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

import com.linecorp.armeria.common.HttpStatus;
import dev.steno.codec.CodecException;
import dev.steno.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/** Turns what was thrown into what is answered, in one place for all doors. Stateless. */
public final class Failures {

  private Failures() {}

  /**
   * What to answer when a store failed. All but {@code INVALID} may be tried again, since a client
   * that gives up loses what it wanted to keep; a sentence that may name files is left out.
   */
  public static Refusal refusal(StorageException failure) {
    return switch (failure.kind()) {
      case INVALID -> Refusal.invalid(String.valueOf(failure.getMessage()));
      case OVERLOADED ->
          Refusal.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "The store's queue is full: send again after the time in Retry-After.")
              .retryAfter(Duration.ofSeconds(1));
      case FULL ->
          unavailable(
              "The store's disk is full or at its limit: delete something or make room on the server.",
              30);
      case CLOSED -> unavailable("The store is being closed: send again later.", 5);
      case LOCKED, DAMAGED, NEWER_FORMAT, FAILED ->
          unavailable("The store failed (" + failure.kind() + "): the server's log says why.", 10);
    };
  }

  /**
   * What to answer when {@code thrown} came out of a handler. What nobody foresaw is logged with
   * its class and stack but not its message, which may quote what was sent.
   */
  public static Refusal answerTo(Throwable thrown) {
    if (thrown instanceof Refusal refusal) {
      return refusal;
    }
    if (thrown instanceof StorageException failure) {
      return refusal(failure);
    }
    if (thrown instanceof CodecException malformed) {
      return Refusal.invalid(String.valueOf(malformed.getMessage()));
    }
    if (thrown instanceof RejectedExecutionException) {
      return unavailable("The server is being stopped: send again later.", 5);
    }
    if (thrown instanceof OutOfMemoryError) {
      return unavailable("The server has no memory for this request: send less at once.", 10);
    }
    logUnforeseen("A request", thrown);
    return Refusal.of(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed: its log says where.");
  }

  /** Logs where something unforeseen happened, without its message. */
  public static void logUnforeseen(String where, Throwable thrown) {
    StringBuilder frames = new StringBuilder();
    StackTraceElement[] stack = thrown.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, 12); i++) {
      frames.append("\n    at ").append(stack[i]);
    }
    Door.log().error("{} failed unforeseen: {}{}", where, thrown.getClass().getName(), frames);
  }

  /** {@code thrown} without the wrappers that futures add. */
  public static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static Refusal unavailable(String sentence, int seconds) {
    return Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, sentence)
        .retryAfter(Duration.ofSeconds(seconds));
  }
}
