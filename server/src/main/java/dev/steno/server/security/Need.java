// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import dev.steno.storage.KeyStore.Scope;

/** What a caller must be allowed to do for a request to be served. */
public enum Need {
  /** Nothing: the page's files, the login, the health checks. */
  NOTHING,
  /** Send traces. */
  SEND,
  /** Give feedback. */
  JUDGE,
  /** Read. */
  READ,
  /** Delete, and handle projects and keys. */
  ADMIN;

  /** Whether a key of {@code scope} is enough. */
  public boolean isMetBy(Scope scope) {
    return switch (this) {
      case NOTHING, JUDGE -> true;
      case SEND -> scope != Scope.READ;
      case READ -> scope != Scope.INGEST;
      case ADMIN -> scope == Scope.ADMIN;
    };
  }
}
