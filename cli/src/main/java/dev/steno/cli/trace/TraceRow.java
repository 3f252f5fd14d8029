// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Traces as lines of a table. Immutable. On a terminal ids are cut to eight digits, which every
 * command takes; in a pipe they are whole.
 */
final class TraceRow {
  private static final int LONGEST_NAME = 28;
  private static final int SHORT_ID = 8;
  private static final int WHOLE_ID = 32;
  private static final int LEAST_PREVIEW = 12;

  private final Terminal terminal;
  private final Clock clock;
  private final int id;
  private final int started;
  private final int name;
  private final int duration;
  private final int tokens;
  private final int preview;

  /** A table whose columns are as wide as these traces need. */
  static TraceRow of(Terminal terminal, Clock clock, List<Node> traces) {
    return new TraceRow(
        terminal,
        clock,
        widest(traces, "STARTED", trace -> started(trace, clock)),
        widest(traces, "NAME", TraceRow::name),
        widest(traces, "TIME", TraceRow::duration),
        widest(traces, "TOKENS", trace -> Amounts.tokens(trace.get("usage"))));
  }

  /** A table of traces that nobody knows yet. */
  static TraceRow ahead(Terminal terminal, Clock clock) {
    return new TraceRow(terminal, clock, 8, 24, 8, 14);
  }

  private TraceRow(
      Terminal terminal, Clock clock, int started, int name, int duration, int tokens) {
    this.terminal = terminal;
    this.clock = clock;
    this.id = terminal.interactive() ? SHORT_ID : WHOLE_ID;
    this.started = started;
    this.duration = duration;
    this.tokens = tokens;
    int left = terminal.width() - (2 + SHORT_ID + 2 + started + 2 + 2 + duration + 2 + tokens + 2);
    this.name = Math.max(8, Math.min(Math.min(name, LONGEST_NAME), left - LEAST_PREVIEW));
    this.preview = left - this.name;
  }

  String head() {
    String line =
        "  "
            + Cells.left("TRACE", id)
            + "  "
            + Cells.left("STARTED", started)
            + "  "
            + Cells.left("NAME", name)
            + "  "
            + Cells.right("TIME", duration)
            + "  "
            + Cells.right("TOKENS", tokens)
            + (preview < LEAST_PREVIEW ? "" : "  FIRST WORDS");
    return terminal.paint(Style.DIM, line);
  }

  String line(Node trace) {
    String whole = Cells.line(trace.text("trace_id", ""));
    String said = Cells.line(TraceTree.tags(trace) + " " + trace.get("preview").text("input", ""));
    return StatusMark.of(terminal, trace.text("status", ""))
        + " "
        + terminal.paint(Style.CYAN, whole.substring(0, Math.min(id, whole.length())))
        + "  "
        + Cells.left(started(trace, clock), started)
        + "  "
        + Cells.left(name(trace), name)
        + "  "
        + Cells.right(duration(trace), duration)
        + "  "
        + Cells.right(Amounts.tokens(trace.get("usage")), tokens)
        + (preview < LEAST_PREVIEW
            ? ""
            : "  " + terminal.paint(Style.DIM, Cells.fit(said.strip(), preview)));
  }

  private static String started(Node trace, Clock clock) {
    return Amounts.when(trace.text("start_time"), clock.instant(), clock.getZone());
  }

  private static String name(Node trace) {
    return Cells.line(trace.text("name", ""));
  }

  private static String duration(Node trace) {
    return Amounts.duration(trace.number("duration_ms"));
  }

  private static int widest(List<Node> traces, String head, Function<Node, String> column) {
    int widest = head.length();
    for (Node trace : traces) {
      widest = Math.max(widest, Cells.width(column.apply(trace)));
    }
    return widest;
  }
}
