// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

/**
 * A piece of a streamed answer. Immutable.
 *
 * @param kind what it is a piece of
 * @param text the piece
 */
public record ReplyChunk(Kind kind, String text) {

  /** What a piece is of. */
  public enum Kind {
    /** The answer. */
    TEXT,
    /** What the model thinks aloud. */
    REASONING
  }
}
