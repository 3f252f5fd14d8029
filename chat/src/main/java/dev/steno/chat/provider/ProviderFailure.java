// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that failed. Immutable. */
public final class ProviderFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final @Nullable Integer status;
  private final @Nullable Duration retryAfter;

  /**
   * A failure.
   *
   * @param status the provider's HTTP status; null if none came
   * @param retryAfter how long the provider asks to be left alone; null if it does not
   */
  public ProviderFailure(
      FailureKind kind,
      @Nullable String message,
      @Nullable Integer status,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** A failure of which only the reason is known. */
  public ProviderFailure(FailureKind kind, String message) {
    this(kind, message, null, null, null);
  }

  /** Why. */
  public FailureKind kind() {
    return kind;
  }

  /** The provider's HTTP status; null if none came. */
  public @Nullable Integer status() {
    return status;
  }

  /** How long the provider asks to be left alone; null if it does not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
