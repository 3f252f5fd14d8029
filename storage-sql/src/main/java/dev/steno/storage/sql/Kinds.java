// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.SpanPart;

/** The numbers that stand for kinds in columns. They belong to the format and never change. */
final class Kinds {
  static final int MESSAGE = 0;
  static final int TOOL = 1;
  static final int TOOL_LIST = 2;

  private Kinds() {}

  static int of(SpanPart.Kind kind) {
    return switch (kind) {
      case START -> 0;
      case SPAN -> 1;
      case CONTENT -> 2;
    };
  }

  static SpanPart.Kind part(long number) {
    return switch ((int) number) {
      case 0 -> SpanPart.Kind.START;
      case 1 -> SpanPart.Kind.SPAN;
      case 2 -> SpanPart.Kind.CONTENT;
      default -> throw new IllegalStateException("kind: " + number + " (expected: 0, 1 or 2)");
    };
  }
}
