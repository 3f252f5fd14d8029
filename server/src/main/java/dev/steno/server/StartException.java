// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import org.jspecify.annotations.Nullable;

/** Why a server did not start, in one sentence for a person and one {@link Kind} for a program. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller can act on. */
  public enum Kind {
    /** It would listen beyond this machine, and there is no key. */
    NO_KEY,
    /** The host is no name or address of this machine. */
    HOST,
    /** Something listens on the port already. */
    PORT_TAKEN,
    /** The certificate or its key cannot be read. */
    TLS,
    /** Anything else; the cause says more. */
    FAILED
  }

  private final Kind kind;

  StartException(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** What a caller can act on. */
  public Kind kind() {
    return kind;
  }
}
