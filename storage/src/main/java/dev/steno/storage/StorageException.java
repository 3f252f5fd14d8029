// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import org.jspecify.annotations.Nullable;

/** What went wrong in a store, in one sentence for a person and one {@link Kind} for a program. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** What a caller can act on. */
  public enum Kind {
    /** The caller asked for something that cannot be, such as a cursor that is none. */
    INVALID,
    /** The queue is full; the same call may succeed in a second. */
    OVERLOADED,
    /** There is no room on the disk. */
    FULL,
    /** The store is being closed or is closed. */
    CLOSED,
    /** Another process has the store open. */
    LOCKED,
    /** A file of the store cannot be read, or says what it should not. */
    DAMAGED,
    /** A newer program wrote the store. */
    NEWER_FORMAT,
    /** Anything else; the cause says more. */
    FAILED
  }

  /** An exception without a cause. */
  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** An exception with what the engine said as its cause. */
  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What a caller can act on. */
  public Kind kind() {
    return kind;
  }
}
