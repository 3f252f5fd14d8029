// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.query;

import dev.steno.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a query. Immutable.
 *
 * @param type what it is
 * @param at where it begins, from 1
 * @param source as it is written
 * @param key of a term that has one; else null
 * @param value of a term, without quotes; else ""
 */
record QueryToken(Type type, int at, String source, @Nullable String key, String value) {
  private static final int SHOWN = 40;

  enum Type {
    TERM,
    OPEN,
    CLOSE,
    AND,
    OR,
    NOT,
    END
  }

  /** The exception that says that something else was expected here. */
  StorageException unexpected(String expected) {
    return unexpected(at, type == Type.END ? "the end" : source, expected);
  }

  static StorageException unexpected(int at, String piece, String expected) {
    return new StorageException(
        StorageException.Kind.INVALID,
        "query: " + shown(piece) + " at " + at + " (expected: " + expected + ")");
  }

  private static String shown(String piece) {
    if (piece.length() <= SHOWN) {
      return piece;
    }
    int end = Character.isHighSurrogate(piece.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return piece.substring(0, end) + "…";
  }
}
