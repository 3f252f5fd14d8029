// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.admin;

import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns are as wide as they need to be. For one thread. */
final class Columns {
  private final Terminal terminal;
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  Columns(Terminal terminal, String... heads) {
    this.terminal = terminal;
    this.heads = List.of(heads);
  }

  void row(String... cells) {
    rows.add(List.of(cells).stream().map(Cells::line).toList());
  }

  void print() {
    terminal.line(terminal.paint(Style.DIM, line(heads)));
    rows.forEach(row -> terminal.line(line(row)));
  }

  /** The day of a time. */
  static String day(String time) {
    return time.length() < 10 ? time : time.substring(0, 10);
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      int column = i;
      int width = Cells.width(heads.get(i));
      for (List<String> other : rows) {
        width = Math.max(width, Cells.width(other.get(column)));
      }
      line.append(Cells.left(row.get(i), width)).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
