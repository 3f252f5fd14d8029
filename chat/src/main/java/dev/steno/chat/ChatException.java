// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.FailureKind;
import dev.steno.model.interaction.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A logical call that failed, for good. Immutable. */
public final class ChatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final @Nullable String traceId;
  private final transient List<Attempt> attempts;

  ChatException(
      FailureKind kind,
      String message,
      @Nullable String traceId,
      List<Attempt> attempts,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.traceId = traceId;
    this.attempts = List.copyOf(attempts);
  }

  /** Why, as far as the caller can act on it. */
  public FailureKind kind() {
    return kind;
  }

  /** The id of the interaction that tells of it; null if nothing was recorded. */
  public @Nullable String traceId() {
    return traceId;
  }

  /** The requests that were made, oldest first; empty after serialization. */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }
}
