// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.bench;

import dev.steno.benchmarks.Machine;
import dev.steno.benchmarks.Measure;
import dev.steno.benchmarks.Report;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;

/** A benchmark's report as a person reads it. For one thread. */
final class ReportTable {
  private static final int LABEL = 14;
  private static final int NUMBER = 11;
  private final Terminal terminal;
  private final Report report;

  ReportTable(Terminal terminal, Report report) {
    this.terminal = terminal;
    this.report = report;
  }

  void print() {
    terminal.line(terminal.paint(Style.BOLD, "steno bench " + report.name()));
    Machine machine = report.machine();
    condition(
        "machine",
        String.format(
            Locale.ROOT,
            "%d × %s, %.1f GiB, %s",
            machine.cores(),
            machine.model(),
            machine.memoryBytes() / (double) (1 << 30),
            machine.system()));
    condition("java", machine.java());
    report.conditions().forEach(this::condition);
    terminal.line("");
    int wide = width();
    terminal.line(
        terminal.paint(
            Style.DIM,
            Cells.left("MEASURE", wide)
                + head("MEDIAN")
                + head("MIN")
                + head("MAX")
                + head("ASKED")
                + "  MET"));
    report.measures().forEach(measure -> measure(measure, wide));
  }

  private int width() {
    return report.measures().stream().mapToInt(m -> Cells.width(words(m))).max().orElse(0);
  }

  private void condition(String name, String value) {
    List<String> lines = Cells.wrap(value, terminal.width() - LABEL - 1);
    for (int i = 0; i < lines.size(); i++) {
      terminal.line(
          terminal.paint(Style.DIM, Cells.left(i == 0 ? name : "", LABEL)) + " " + lines.get(i));
    }
  }

  private void measure(Measure measure, int wide) {
    Measure.Goal asked = measure.asked();
    String goal =
        asked == null ? "" : (asked.atLeast() ? "≥ " : "≤ ") + number(asked.bound()).strip();
    Boolean met = measure.met();
    String judged =
        met == null
            ? ""
            : met ? terminal.paint(Style.GREEN, "  yes") : terminal.paint(Style.RED, "  missed");
    terminal.line(
        (Cells.left(words(measure), wide)
                + head(number(measure.median()))
                + head(number(measure.least()))
                + head(number(measure.most()))
                + head(goal)
                + judged)
            .stripTrailing());
  }

  private static String words(Measure measure) {
    return measure.name() + (measure.unit().isEmpty() ? "" : ", " + measure.unit());
  }

  private static String head(String text) {
    return Cells.right(text, NUMBER);
  }

  /** Three digits that mean something, or the whole number. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Math.rint(value) || Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }
}
