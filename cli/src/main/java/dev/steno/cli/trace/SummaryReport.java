// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Columns;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A summary of model calls as people read it. For one thread. */
final class SummaryReport {
  private static final int DIGITS = 4;

  private final Terminal terminal;

  SummaryReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Node summary) {
    long calls = summary.count("total_interactions");
    if (calls == 0) {
      terminal.line("No model calls.");
      return;
    }
    Node dates = summary.get("date_range");
    terminal.line(
        terminal.paint(
                Style.BOLD,
                Amounts.count((double) calls) + (calls == 1 ? " model call" : " model calls"))
            + terminal.paint(
                Style.DIM,
                ", "
                    + Amounts.whole(dates.text("first"), ZoneOffset.UTC)
                    + " to "
                    + Amounts.whole(dates.text("last"), ZoneOffset.UTC)
                    + " UTC"));
    terminal.line("");
    line("tokens", tokens(summary));
    line("time", times(summary.get("time_ms")));
    line("first token", times(summary.get("time_to_first_token_ms")));
    line("cost", cost(summary));
    line("failures", failures(summary));
    table(summary, "per_model", "MODEL");
    table(summary, "per_provider", "PROVIDER");
    table(summary, "per_step_type", "STEP");
  }

  private void line(String name, String text) {
    if (!text.isEmpty()) {
      terminal.line("  " + terminal.paint(Style.DIM, Cells.left(name, 13)) + text);
    }
  }

  private static String tokens(Node summary) {
    Node usage = summary.get("usage");
    if (usage.number("total_tokens") == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(Amounts.count(usage.number("prompt_tokens")))
        .append(" → ")
        .append(Amounts.count(usage.number("completion_tokens")));
    part(text, usage, "cache_read", "read from a cache");
    part(text, usage, "cache_write", "written to one");
    part(text, usage, "reasoning", "reasoning");
    return text.append("; ")
        .append(Amounts.count(summary.number("avg_tokens_per_interaction")))
        .append(" a call")
        .toString();
  }

  private static void part(StringBuilder text, Node usage, String name, String words) {
    if (usage.count(name) > 0) {
      text.append(", ").append(Amounts.count(usage.number(name))).append(' ').append(words);
    }
  }

  private static String times(Node times) {
    if (times.count("count") == 0) {
      return "";
    }
    return List.of("p50", "p90", "p95", "p99", "max").stream()
        .map(name -> name + " " + Amounts.duration(times.number(name)))
        .collect(Collectors.joining("   "));
  }

  private static String cost(Node figures) {
    String cost = money(figures.text("cost"));
    long unpriced = figures.count("unpriced");
    String rest = unpriced == 0 ? "" : unpriced + " of unknown price";
    return cost + (cost.isEmpty() || rest.isEmpty() ? "" : ", ") + rest;
  }

  private static String money(@Nullable String cost) {
    if (cost == null) {
      return "";
    }
    BigDecimal amount = new BigDecimal(cost);
    BigDecimal shown = amount.setScale(DIGITS, RoundingMode.HALF_UP);
    boolean tiny = shown.signum() == 0 && amount.signum() != 0;
    return "$" + (tiny ? amount.stripTrailingZeros().toPlainString() : shown.toPlainString());
  }

  private static String failures(Node summary) {
    long failures = summary.count("failures");
    Node errors = summary.get("errors");
    String kinds =
        errors.names().stream()
            .map(kind -> Cells.line(kind) + " " + errors.count(kind))
            .collect(Collectors.joining(", "));
    return failures == 0 ? "" : failures + (kinds.isEmpty() ? "" : ": " + kinds);
  }

  private void table(Node summary, String member, String head) {
    Node named = summary.get(member);
    Columns columns =
        new Columns(
            terminal, head, " CALLS", " FAILED", " INPUT", " OUTPUT", " P50", " P95", " COST");
    for (String name : named.names()) {
      Node figures = named.get(name);
      Node usage = figures.get("usage");
      Node time = figures.get("time_ms");
      columns.row(
          name,
          Amounts.count((double) figures.count("interactions")),
          Amounts.count((double) figures.count("failures")),
          Amounts.count(usage.number("prompt_tokens")),
          Amounts.count(usage.number("completion_tokens")),
          Amounts.duration(time.number("p50")),
          Amounts.duration(time.number("p95")),
          money(figures.text("cost")));
    }
    terminal.line("");
    columns.print();
  }
}
