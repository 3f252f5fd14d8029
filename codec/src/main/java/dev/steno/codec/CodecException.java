// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import org.jspecify.annotations.Nullable;

/**
 * Text or JSON that is not what it should be. The message is one sentence and quotes at most 80
 * characters of the content.
 */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int QUOTED = 80;

  /** What is wrong. */
  public enum Kind {
    /** It is not JSON. */
    SYNTAX,
    /** It is JSON, but larger or deeper than allowed. */
    LIMIT,
    /** It is JSON, but not of the expected shape. */
    SHAPE
  }

  private final Kind kind;
  private final long position;

  CodecException(Kind kind, String sentence, long position, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
    this.position = position;
  }

  /** JSON that is not of the expected shape, in one sentence. */
  public static CodecException shape(String sentence) {
    return new CodecException(Kind.SHAPE, sentence, -1, null);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The offset, in bytes or characters of the text that was read; -1 if it has none. */
  public long position() {
    return position;
  }

  /** At most 80 characters of what is quoted in a sentence. */
  public static String quote(String content) {
    return content.length() <= QUOTED ? content : content.substring(0, QUOTED - 1) + "…";
  }
}
