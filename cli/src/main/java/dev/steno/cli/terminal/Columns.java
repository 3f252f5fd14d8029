// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A table whose columns are as wide as they need to be; a head that begins with a blank stands
 * above numbers, whose ends are in line. For one thread.
 */
public final class Columns {
  private final Terminal terminal;
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows yet. */
  public Columns(Terminal terminal, String... heads) {
    this.terminal = terminal;
    this.heads = List.of(heads);
  }

  /** Adds a row with a cell for each head. */
  public void row(String... cells) {
    rows.add(List.of(cells).stream().map(Cells::line).toList());
  }

  /** Writes it. */
  public void print() {
    terminal.line(terminal.paint(Style.DIM, line(heads)));
    rows.forEach(row -> terminal.line(line(row)));
  }

  /** The day of a time. */
  public static String day(String time) {
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
      boolean number = heads.get(i).startsWith(" ");
      String cell = row.get(i);
      line.append(number ? Cells.right(cell, width) : Cells.left(cell, width)).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
