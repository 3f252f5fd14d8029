// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches what was said, latest first. For one thread. */
@Command(
    name = "search",
    description = {
      "Searches messages, and inputs, outputs, attributes and names of spans; a message is shown"
          + " once, however often it was sent.",
      "Upper and lower case are the same, in any script."
    },
    footer = {"", "Examples:", "  steno search refund", "  steno search 我的包裹 --since 30d"})
public final class SearchCommand implements Runnable {
  private static final int SHORT_ID = 8;
  private static final int INDENT = 4;
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to look for, as it stands.")
  private List<String> text = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "7d, 12h, a day, a time, or two with .. between (default: 7d).")
  private String since = "7d";

  @Mixin private PageOptions pages = new PageOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public SearchCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    Map<String, @Nullable String> query = new LinkedHashMap<>();
    query.put("q", String.join(" ", text));
    query.put("time", since);
    try (Rest rest = server.connect()) {
      Rest.Answer answer = rest.get("/search", pages.addTo(query));
      if (output.json()) {
        terminal.line(answer.body());
      } else {
        print(answer.node());
      }
    }
  }

  private void print(Node page) {
    List<Node> hits = page.each("hits");
    if (hits.isEmpty()) {
      terminal.line("Nothing found since " + when(page.text("from")) + ".");
    }
    for (Node hit : hits) {
      terminal.line(head(hit));
      terminal.line(" ".repeat(INDENT) + snippet(hit));
    }
    pages.sayNext(terminal, page);
  }

  private String head(Node hit) {
    List<Node> spans = hit.each("spans");
    String trace = spans.isEmpty() ? "" : Cells.line(spans.get(0).text("trace_id", ""));
    boolean whole = !terminal.interactive() || trace.length() < SHORT_ID;
    String where = hit.text("role", "span") + " " + hit.text("field", "");
    long others = hit.count("span_count") - 1;
    return terminal.paint(Style.CYAN, whole ? trace : trace.substring(0, SHORT_ID))
        + "  "
        + when(hit.text("time"))
        + "  "
        + Cells.line(where)
        + terminal.paint(
            Style.DIM,
            others < 1
                ? ""
                : "  and in " + others + (others == 1 ? " other span" : " other spans"));
  }

  /** The line around the place, which stays in sight however narrow the terminal is. */
  private String snippet(Node hit) {
    String snippet = hit.text("snippet", "");
    int from = Math.min((int) hit.count("match_from"), snippet.length());
    int to = Math.max(from, Math.min((int) hit.count("match_to"), snippet.length()));
    String before = oneLine(snippet.substring(0, from));
    String match = oneLine(snippet.substring(from, to));
    String after = oneLine(snippet.substring(to));
    int width = Math.max(20, terminal.width() - INDENT);
    int room = Math.max(0, width - Cells.width(match));
    String left = lastOf(before, Math.max(room / 3, room - Cells.width(after)));
    return left
        + terminal.paint(Style.BOLD, Cells.fit(match, width))
        + Cells.fit(after, Math.max(0, room - Cells.width(left)));
  }

  private static String oneLine(String text) {
    // The blanks at both ends part the words from the match.
    String line = Cells.line(text);
    boolean blank = !text.isEmpty() && Character.isWhitespace(text.charAt(0));
    boolean blankEnd = !line.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1));
    return (blank ? " " : "") + line + (blankEnd ? " " : "");
  }

  private static String lastOf(String text, int cells) {
    String left = text.stripLeading();
    while (Cells.width(left) > Math.max(0, cells)) {
      int cut = left.offsetByCodePoints(0, 1);
      left = left.substring(cut);
    }
    return left.length() == text.stripLeading().length() || left.isEmpty()
        ? left
        : "…" + left.substring(left.offsetByCodePoints(0, 1));
  }

  private String when(@Nullable String time) {
    return Amounts.when(time, clock.instant(), clock.getZone());
  }
}
