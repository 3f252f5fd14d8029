// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import static java.util.stream.Collectors.joining;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two records side by side in words. For one thread. */
final class DiffReport {
  private static final int TIME = 11;
  private static final int TOKENS = 17;

  private final Terminal terminal;
  private final Node diff;
  private final boolean all;

  /** A report of a diff document, as {@code GET /api/v1/traces/{id}/diff/{id}} answers it. */
  DiffReport(Terminal terminal, Node diff, boolean all) {
    this.terminal = terminal;
    this.diff = diff;
    this.all = all;
  }

  void print() {
    side("A", diff.get("a"));
    side("B", diff.get("b"));
    Node delta = diff.get("delta");
    String cost = delta.text("cost");
    String totals =
        facts(
            time(delta).isEmpty() ? "" : "time " + time(delta),
            tokens(delta).isEmpty() ? "" : "tokens " + tokens(delta),
            cost == null
                ? ""
                : "cost " + (cost.startsWith("-") ? "−$" + cost.substring(1) : "+$" + cost));
    if (!totals.isEmpty()) {
      terminal.line("   " + terminal.paint(Style.DIM, totals));
    }
    terminal.line("");
    if (diff.isTrue("same")) {
      terminal.line("Nothing differs in " + rows(diff.get("counts").count("rows")) + ".");
    } else {
      first(diff.get("first"));
    }
    table();
  }

  private void side(String letter, Node side) {
    for (String kind : List.of("trace", "conversation")) {
      String id = side.text(kind + "_id");
      if (id != null) {
        String cut =
            side.get("complete").isThere() && !side.isTrue("complete")
                ? "only the first " + side.text("limit", "") + " turns"
                : "";
        terminal.line(
            terminal.paint(Style.BOLD, letter)
                + "  "
                + facts(
                    kind + " " + Cells.line(id),
                    Amounts.duration(side.number("duration_ms")),
                    Amounts.tokens(side).isEmpty() ? "" : Amounts.tokens(side) + " tokens",
                    Amounts.cost(side),
                    cut));
      }
    }
  }

  private void first(Node first) {
    Node row = diff.each("rows").get((int) first.count("row"));
    String part = first.text("part", "");
    Double index = first.number("index");
    String place = index == null || part.equals("answer") ? "" : " " + Math.round(index + 1);
    String what =
        switch (part) {
          case "missing" -> row.get("a").isThere() ? "only in A" : "only in B";
          case "messages" -> "message" + place;
          case "system" -> "system message" + place;
          case "tools" -> "tool definition" + place;
          default -> part;
        };
    terminal.line(terminal.paint(Style.BOLD, "First difference") + "  " + facts(where(row), what));
    Node a = first.get("a");
    Node b = first.get("b");
    if (a.isThere() || b.isThere()) {
      String line = WordDiff.of(words(a), words(b));
      Cells.wrap(line, terminal.width() - 4).forEach(piece -> terminal.line("    " + piece));
    }
    terminal.line("");
  }

  /** Of a message what it says, of a tool its definition. */
  private static String words(Node value) {
    if (!value.isThere()) {
      return "";
    }
    return value.text("role") == null
        ? Json.write(java.util.Objects.requireNonNull(value.value()))
        : Chat.lines(value).stream()
            .map(line -> line.label() + ": " + line.text())
            .collect(joining(" "));
  }

  private void table() {
    long hidden = 0;
    for (Node row : diff.each("rows")) {
      if (all || !row.each("differs").isEmpty()) {
        row(row);
      } else {
        hidden++;
      }
    }
    if (hidden > 0 && !diff.isTrue("same")) {
      terminal.line(
          terminal.paint(Style.DIM, "  " + rows(hidden) + " the same (--all tells them too)"));
    }
  }

  private void row(Node row) {
    boolean inA = row.get("a").isThere();
    boolean inB = row.get("b").isThere();
    boolean same = row.each("differs").isEmpty();
    Style style = same ? Style.DIM : !inA ? Style.GREEN : !inB ? Style.RED : Style.YELLOW;
    String mark = same ? "=" : !inA ? "+" : !inB ? "-" : "~";
    String what =
        row.each("differs").stream()
            .map(part -> String.valueOf(part.text()))
            .filter(part -> !part.equals("missing"))
            .collect(joining(", "));
    int room = Math.max(20, terminal.width() - 2 - TIME - TOKENS - 2);
    int name = Math.min(room - 12, 48);
    terminal.line(
        terminal.paint(style, mark)
            + " "
            + terminal.paint(style, Cells.left(where(row), name))
            + " "
            + Cells.left(what, room - name - 1)
            + Cells.right(time(row.get("delta")), TIME)
            + Cells.right(tokens(row.get("delta")), TOKENS));
  }

  private static String where(Node row) {
    Node entry = row.get("a").isThere() ? row.get("a") : row.get("b");
    String step = entry.text("step");
    String name = entry.text("name", "");
    String other = row.get("b").text("name", name);
    return Cells.line(
        entry.text("type", "SPAN")
            + " "
            + name
            + (other.equals(name) ? "" : " → " + other)
            + (step == null ? "" : " · step " + step)
            + (row.get("lane").text("name") == null ? "" : " of " + row.get("lane").text("name")));
  }

  private static String time(Node delta) {
    Double millis = delta.number("duration_ms");
    return millis == null ? "" : sign(millis) + Amounts.duration(Math.abs(millis));
  }

  private static String tokens(Node delta) {
    Double input = delta.number("input_tokens");
    Double output = delta.number("output_tokens");
    return input == null && output == null ? "" : signed(input) + " → " + signed(output);
  }

  private static String signed(@Nullable Double count) {
    return count == null
        ? "?"
        : sign(count) + String.format(Locale.ROOT, "%,d", Math.round(Math.abs(count)));
  }

  private static String sign(double number) {
    return number < 0 ? "−" : number > 0 ? "+" : "±";
  }

  private static String rows(long count) {
    return String.format(Locale.ROOT, "%,d span%s", count, count == 1 ? "" : "s");
  }

  private static String facts(String... facts) {
    return Stream.of(facts).filter(fact -> !fact.isEmpty()).collect(joining(" · "));
  }
}
