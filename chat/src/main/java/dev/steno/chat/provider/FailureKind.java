// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

import java.util.Locale;

/** Why a call of a model failed, as far as the caller can act on it. */
public enum FailureKind {
  /** The key is missing or wrong, or may not do this. */
  AUTHENTICATION(false),
  /** The provider does not know the model. */
  MODEL_NOT_FOUND(false),
  /** The provider, or Steno, does not understand the request. */
  INVALID_REQUEST(false),
  /** The model cannot do what was asked. */
  UNSUPPORTED(false),
  /** The provider declines to answer this. */
  REFUSED(false),
  /** Too many requests. */
  RATE_LIMIT(true),
  /** No answer in time. */
  TIMEOUT(true),
  /** The provider was not reached, or the connection broke. */
  NETWORK(true),
  /** The provider failed. */
  SERVER(true),
  /** What came is no answer, or not one of the structure that was asked for. */
  INVALID_ANSWER(false),
  /** The model asked for tools again and again. */
  TOOL_ROUNDS(false),
  /** More calls at once than the model was opened for. */
  OVERLOADED(false),
  /** Something broke on this side. */
  INTERNAL(false),
  /** The caller cancelled the call, or stopped reading. */
  CANCELLED(false);

  private final boolean passing;

  FailureKind(boolean passing) {
    this.passing = passing;
  }

  /** Whether the same request may succeed later. */
  public boolean isPassing() {
    return passing;
  }

  /** The name in records and exports, such as {@code rate_limit}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
