// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into the pieces that a model would stream; joined they are the text again. */
final class Pieces {
  private static final int ARGUMENT_PIECE = 12;

  private Pieces() {}

  /** Pieces that end after white space; none of "". */
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)"));
  }

  /** Pieces of a few characters, wherever they end; none of "". */
  static List<String> arguments(String text) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int left = text.codePointCount(at, text.length());
      int end = text.offsetByCodePoints(at, Math.min(ARGUMENT_PIECE, left));
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
