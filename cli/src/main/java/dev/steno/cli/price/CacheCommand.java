// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.price;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.cli.trace.TraceIds;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where prompt caches broke, why, and what that cost. For one thread. */
@Command(
    name = "cache",
    description = "Says where prompt caches broke, why, and what that cost; the worst first.",
    footer = {
      "",
      "Examples:",
      "  steno cache 4bf92f3577b34da6",
      "  steno cache --conversation order-4711",
      "  steno cache --since 7d"
    })
public final class CacheCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..1",
      description = "A trace's id or its first digits (default: the latest trace).")
  private @Nullable String trace;

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "All traces of a conversation, from one to the next.")
  private @Nullable String conversation;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "The latest traces since then, such as 7d, 24h or 2026-11-01.")
  private @Nullable String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many traces, 1 to 500 (default: 100).")
  private int limit;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public CacheCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    long named =
        List.of(trace != null, conversation != null, since != null).stream()
            .filter(given -> given)
            .count();
    if (named > 1) {
      throw new Failure(
          Failure.Code.USAGE, "cache: (expected: one of TRACE, --conversation and --since).");
    }
    try (Rest rest = server.connect()) {
      Rest.Answer answer = ask(rest);
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        print(answer.node());
      }
    }
  }

  private Rest.Answer ask(Rest rest) {
    if (conversation == null && since == null) {
      String id = trace == null ? TraceIds.latest(rest) : TraceIds.find(rest, trace);
      return rest.get("/traces/" + id + "/cache");
    }
    Map<String, @Nullable String> query = new HashMap<>();
    query.put("conversation", conversation);
    boolean day = since != null && since.matches("[0-9]{4}-.*");
    query.put("q", since == null ? null : "time:" + (day ? ">=" : "") + since);
    query.put("limit", Integer.toString(limit));
    return rest.get("/cache", query);
  }

  private void print(Node report) {
    List<Node> losses = report.each("losses");
    terminal.line(terminal.paint(Style.BOLD, summary(report, losses)));
    for (Node loss : losses) {
      terminal.line("");
      terminal.line(
          "  "
              + Cells.right(dollars(loss), 12)
              + "  "
              + terminal.paint(Style.YELLOW, Cells.left(words(loss.text("cause", "")), 18))
              + Cells.line(loss.text("model", "no model"))
              + terminal.paint(
                  Style.DIM, "  " + loss.text("trace_id", "") + "/" + loss.text("span_id", "")));
      terminal.line(terminal.paint(Style.DIM, " ".repeat(16) + detail(loss)));
    }
    if (report.count("losses_left_out") > 0) {
      terminal.line("");
      terminal.line("  " + report.count("losses_left_out") + " lesser ones are not shown.");
    }
    if (report.text("next") != null) {
      terminal.line(
          terminal.paint(
              Style.DIM,
              "  Only the first " + report.count("limit") + " traces were read: raise --limit."));
    }
  }

  private static String summary(Node report, List<Node> losses) {
    String read =
        count(report.count("compared"), "call")
            + " that continue others in "
            + count(report.count("traces"), "trace");
    if (losses.isEmpty()) {
      long unknown = report.get("causes").count("unknown");
      return "No prompt cache broke: "
          + read
          + (unknown == 0 ? "." : ", of " + unknown + " of which nobody reported cache use.");
    }
    String cost = report.text("cost");
    return number(report.get("reread_tokens").text())
        + " tokens were read again, "
        + (cost == null ? "at unknown cost" : "for $" + cost + " more")
        + ": "
        + read
        + ".";
  }

  private static String detail(Node loss) {
    StringBuilder text = new StringBuilder();
    text.append(loss.isTrue("estimated") ? "about " : "")
        .append(number(loss.text("reread_tokens")))
        .append(" of ")
        .append(number(loss.text("repeated_tokens")))
        .append(" known tokens read again");
    String section = loss.text("section");
    if (section != null) {
      long kept = loss.count("kept");
      text.append("; ").append(section.equals("system") ? "system messages" : words(section));
      text.append(kept == 0 ? " differ from the first" : " differ after the first " + kept);
    }
    Double gap = loss.number("gap_ms");
    if (gap != null) {
      text.append("; ").append(duration(gap)).append(" after the call before");
    }
    return text.toString();
  }

  private static String dollars(Node loss) {
    String cost = loss.text("cost");
    return cost == null ? "$ ?" : "$" + cost;
  }

  private static String duration(double millis) {
    if (millis < 120_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
    return millis < 7_200_000
        ? Math.round(millis / 60_000) + " min"
        : Math.round(millis / 3_600_000) + " h";
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s", number, noun) + (number == 1 ? "" : "s");
  }

  private static String number(@Nullable String digits) {
    return digits == null
        ? "?"
        : String.format(Locale.ROOT, "%,d", Math.round(Double.parseDouble(digits)));
  }
}
