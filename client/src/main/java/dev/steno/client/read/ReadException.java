// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import org.jspecify.annotations.Nullable;

/** A server did not answer what was asked for. The message is a sentence that says what to do. */
public final class ReadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What a caller can act on. */
  public enum Kind {
    /** No server answers at the address, or not in time. */
    UNREACHABLE,
    /** The key is wrong, has no right to read, or is missing. */
    FORBIDDEN,
    /** What was asked makes no sense: a query, a limit, a cursor, an id. */
    INVALID,
    /** There is no such thing. */
    NOT_FOUND,
    /** The answer would be, or is, larger than allowed. */
    TOO_LARGE,
    /** The server can take no more at the moment: ask again later. */
    BUSY,
    /** The server failed, or something else answers at the address. */
    FAILED
  }

  private final Kind kind;

  ReadException(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** What a caller can act on. */
  public Kind kind() {
    return kind;
  }

  /** The kind of an answer with that HTTP status, which is not one of success. */
  static Kind of(int status) {
    return switch (status) {
      case 400, 422 -> Kind.INVALID;
      case 401, 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 413 -> Kind.TOO_LARGE;
      case 429, 503 -> Kind.BUSY;
      default -> Kind.FAILED;
    };
  }
}
