// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * The end of a command that could not do its work: one sentence for a person and an exit code.
 * Immutable.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The exit codes but 0, which is done. */
  public enum Code {
    /** It was tried and failed. */
    FAILED(1),
    /** It was asked for wrongly. */
    USAGE(2),
    /** What was asked for is not there. */
    NOT_FOUND(3),
    /** The server cannot be reached. */
    UNREACHABLE(4);

    private final int exit;

    Code(int exit) {
      this.exit = exit;
    }

    /** What the process ends with. */
    public int exit() {
      return exit;
    }
  }

  private final Code code;

  /**
   * A failure without a cause.
   *
   * @param sentence what went wrong and what to do
   */
  public Failure(Code code, String sentence) {
    this(code, sentence, null);
  }

  /**
   * A failure with a cause, which {@code --verbose} shows.
   *
   * @param sentence what went wrong and what to do
   */
  public Failure(Code code, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  /** Why it ended. */
  public Code code() {
    return code;
  }

  /** What went wrong and what to do. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
