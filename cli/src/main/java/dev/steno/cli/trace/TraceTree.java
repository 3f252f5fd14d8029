// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import static java.util.stream.Collectors.joining;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A trace as a tree with types, tokens, times and first lines. For one thread. */
public final class TraceTree {
  private static final int TOKENS = 15;
  private static final int DURATION = 9;

  private final Terminal terminal;
  private final ZoneId zone;
  private final Node trace;
  private final Map<String, List<Node>> children = new HashMap<>();
  private final SpanLines lines;

  /**
   * A tree of a trace document, as {@code GET /api/v1/traces/{id}} answers it.
   *
   * @param zone what times are told in
   * @param steps its steps, as {@code GET /api/v1/traces/{id}/steps} answers them
   */
  public TraceTree(Terminal terminal, ZoneId zone, Node trace, Node steps) {
    this.terminal = terminal;
    this.zone = zone;
    this.trace = trace;
    this.lines = new SpanLines(trace, steps);
  }

  private record Step(Node span, String branch, String below) {}

  /** Writes it. */
  public void print() {
    header();
    Deque<Step> todo = new ArrayDeque<>();
    Set<String> shown = new HashSet<>();
    push(todo, roots(), "", true);
    while (!todo.isEmpty()) {
      Step step = todo.pop();
      if (shown.add(id(step.span))) {
        List<Node> below = children.getOrDefault(id(step.span), List.of());
        row(step);
        details(step, !below.isEmpty());
        push(todo, below, step.below, false);
      }
    }
    for (Node feedback : trace.each("feedback")) {
      if (feedback.text("span_id") == null) {
        terminal.line(terminal.paint(Style.YELLOW, "★ " + SpanLines.feedback(feedback)));
      }
    }
  }

  private void header() {
    List<Node> roots = trace.each("spans");
    String name = roots.isEmpty() ? "(no span yet)" : roots.get(0).text("name", "(no name)");
    terminal.line(
        StatusMark.of(terminal, trace.text("status", ""))
            + " "
            + terminal.paint(Style.BOLD, Cells.fit(Cells.line(name), terminal.width() - 2)));
    String tokens = Amounts.tokens(trace.get("usage"));
    facts(
        trace.text("trace_id", ""),
        Amounts.whole(trace.text("start_time"), zone),
        Amounts.duration(trace.number("duration_ms")),
        tokens.isEmpty() ? "" : tokens + " tokens",
        Amounts.cost(trace));
    String conversation = trace.text("conversation_id");
    String release = trace.text("release");
    facts(
        conversation == null ? "" : "conversation " + conversation,
        release == null ? "" : "release " + release,
        tags(trace));
    terminal.line("");
  }

  /** The tags of a trace, each after a #; "" if it has none. */
  static String tags(Node trace) {
    return trace.each("tags").stream().map(tag -> "#" + tag.text()).collect(joining(" "));
  }

  private void facts(String... facts) {
    String joined = Stream.of(facts).filter(fact -> !fact.isEmpty()).collect(joining(" · "));
    if (!joined.isEmpty()) {
      for (String line : Cells.wrap(Cells.line(joined), terminal.width() - 2)) {
        terminal.line("  " + terminal.paint(Style.DIM, line));
      }
    }
  }

  /** Spans whose parent is not among them, and, of parents in a circle, one. */
  private List<Node> roots() {
    List<Node> spans = trace.each("spans");
    Map<String, Node> byId = new HashMap<>();
    spans.forEach(span -> byId.put(id(span), span));
    List<Node> roots = new ArrayList<>();
    for (Node span : spans) {
      String parent = span.text("parent_id", "");
      if (!byId.containsKey(parent) || isItsOwnAncestor(span, byId)) {
        roots.add(span);
      } else {
        children.computeIfAbsent(parent, key -> new ArrayList<>()).add(span);
      }
    }
    return roots;
  }

  private static boolean isItsOwnAncestor(Node span, Map<String, Node> byId) {
    Set<String> seen = new HashSet<>();
    Node at = span;
    while (at != null && seen.add(id(at))) {
      at = byId.get(at.text("parent_id", ""));
    }
    return at != null && id(at).equals(id(span));
  }

  private void push(Deque<Step> todo, List<Node> spans, String prefix, boolean root) {
    for (int i = spans.size() - 1; i >= 0; i--) {
      boolean last = i == spans.size() - 1;
      // Deeper than half the screen nothing is indented any more: the text must keep its place.
      boolean deep = prefix.length() > terminal.width() / 2;
      String branch = root || deep ? prefix : prefix + (last ? "└─ " : "├─ ");
      String below = root || deep ? prefix : prefix + (last ? "   " : "│  ");
      todo.push(new Step(spans.get(i), branch, below));
    }
  }

  private void row(Step step) {
    Node span = step.span;
    String type = Cells.line(span.text("type", "SPAN"));
    String status = span.text("status", "");
    String mark =
        status.equals("ok") || status.equals("unset") ? "" : StatusMark.of(terminal, status) + " ";
    int room =
        terminal.width()
            - Cells.width(step.branch)
            - (mark.isEmpty() ? 0 : 2)
            - type.length()
            - TOKENS
            - DURATION
            - 4;
    String name = Cells.left(Cells.line(span.text("name", "")), Math.max(4, room));
    terminal.line(
        terminal.paint(Style.DIM, step.branch)
            + mark
            + terminal.paint(style(type), type)
            + " "
            + terminal.paint(Style.BOLD, name)
            + " "
            + Cells.right(Amounts.tokens(span.get("generation").get("usage")), TOKENS)
            + " "
            + Cells.right(Amounts.duration(span.number("duration_ms")), DURATION));
  }

  private void details(Step step, boolean hasChildren) {
    String prefix = step.below + (hasChildren ? "│ " : "  ");
    int room = terminal.width() - Cells.width(prefix) - SpanLines.LABEL - 1;
    for (SpanLines.Detail detail : lines.of(step.span)) {
      terminal.line(
          terminal.paint(Style.DIM, prefix + Cells.left(detail.label(), SpanLines.LABEL) + " ")
              + terminal.paint(detail.style(), Cells.fit(detail.text(), Math.max(10, room))));
    }
  }

  private static Style style(String type) {
    return switch (type) {
      case "AGENT", "WORKFLOW", "ROUTER" -> Style.BLUE;
      case "GENERATION", "EMBEDDING", "RERANK" -> Style.MAGENTA;
      case "TOOL", "RETRIEVAL" -> Style.CYAN;
      case "GUARDRAIL", "EVALUATOR" -> Style.YELLOW;
      default -> Style.PLAIN;
    };
  }

  private static String id(Node span) {
    return span.text("span_id", "");
  }
}
