// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.util.List;

/** Shows which deletions there were. Stateless. */
final class DeletionLog {
  private static final String FORM = "%-20s %-10s %7s %8s %9s  %-18s %s";

  private DeletionLog() {}

  static void print(Terminal terminal, Rest.Answer answer, boolean json) {
    if (json) {
      terminal.line(answer.body());
      return;
    }
    List<Node> deletions = answer.node().each("deletions");
    if (deletions.isEmpty()) {
      terminal.line("Nothing was deleted from this project yet.");
      return;
    }
    String head = String.format(FORM, "WHEN", "KIND", "TRACES", "SPANS", "MESSAGES", "BY", "OF");
    terminal.line(terminal.paint(Style.DIM, head));
    deletions.forEach(deletion -> terminal.line(line(terminal, deletion)));
  }

  private static String line(Terminal terminal, Node deletion) {
    String when = deletion.text("started_time", "");
    boolean ended = deletion.get("finished_time").isThere();
    String line =
        String.format(
            FORM,
            when.length() < 19 ? when : when.substring(0, 19).replace('T', ' '),
            deletion.text("kind", ""),
            deletion.count("traces"),
            deletion.count("spans"),
            deletion.count("messages"),
            Cells.fit(Cells.line(deletion.text("by", "")), 18),
            Cells.line(deletion.text("form", "")));
    return Cells.fit(line.stripTrailing(), terminal.width())
        + (ended ? "" : "  not finished: delete again");
  }
}
