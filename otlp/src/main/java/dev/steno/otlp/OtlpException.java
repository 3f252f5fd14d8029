// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import org.jspecify.annotations.Nullable;

/** A request's body that cannot be read; the message is one sentence for its sender. */
public final class OtlpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong with the body. */
  public enum Kind {
    /** It is not what its content type says: 400, INVALID_ARGUMENT. */
    BAD_BODY,
    /** It is more than a server should hold: 413, RESOURCE_EXHAUSTED. */
    TOO_LARGE
  }

  private final Kind kind;

  OtlpException(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  static OtlpException badBody(String sentence, @Nullable Throwable cause) {
    return new OtlpException(Kind.BAD_BODY, sentence, cause);
  }

  static OtlpException tooLarge(String sentence) {
    return new OtlpException(Kind.TOO_LARGE, sentence, null);
  }

  /** What is wrong with the body. */
  public Kind kind() {
    return kind;
  }
}
