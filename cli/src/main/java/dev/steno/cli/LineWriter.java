// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands on whole lines. For one thread. */
final class LineWriter extends Writer {
  private final Consumer<String> lines;
  private final StringBuilder current = new StringBuilder();

  LineWriter(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == '\n') {
        lines.accept(current.toString());
        current.setLength(0);
      } else if (text[i] != '\r') {
        current.append(text[i]);
      }
    }
  }

  @Override
  public void flush() {
    // A line is handed on when it ends.
  }

  @Override
  public void close() {
    if (current.length() > 0) {
      lines.accept(current.toString());
      current.setLength(0);
    }
  }
}
