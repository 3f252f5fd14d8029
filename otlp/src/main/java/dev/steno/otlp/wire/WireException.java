// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import org.jspecify.annotations.Nullable;

/** A body that cannot be read as a whole; the message is one sentence. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean tooLarge;

  private WireException(boolean tooLarge, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.tooLarge = tooLarge;
  }

  static WireException badBody(String sentence, @Nullable Throwable cause) {
    return new WireException(false, sentence, cause);
  }

  static WireException tooLarge(String sentence) {
    return new WireException(true, sentence, null);
  }

  /** True if the body is well-formed as far as it was read, but holds too much. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** The message. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
