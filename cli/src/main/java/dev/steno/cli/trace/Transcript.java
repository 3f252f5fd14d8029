// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The conversations of a trace, every message whole. For one thread. */
final class Transcript {
  private final Terminal terminal;
  private final Node trace;
  private final Map<String, String> tools = new HashMap<>();

  /** A transcript of a trace document that was asked for with {@code expand=messages}. */
  Transcript(Terminal terminal, Node trace) {
    this.terminal = terminal;
    this.trace = trace;
  }

  void print() {
    List<Node> last = lastCalls();
    if (last.isEmpty()) {
      terminal.line("No model was called in this trace.");
    }
    for (Node call : last) {
      if (last.size() > 1) {
        String name = Cells.line(call.text("name", ""));
        terminal.line(terminal.paint(Style.DIM, "── " + name + " ──"));
      }
      Node generation = call.get("generation");
      generation.each("messages").forEach(this::message);
      generation.each("answer_messages").forEach(this::message);
    }
  }

  /** The calls that no later call continues: what they saw holds what the others saw. */
  private List<Node> lastCalls() {
    List<Node> calls = new ArrayList<>();
    Set<String> continued = new HashSet<>();
    for (Node span : trace.each("spans")) {
      if (span.get("generation").isThere()) {
        calls.add(span);
        continued.add(span.get("generation").text("base", ""));
      }
    }
    List<Node> last = new ArrayList<>();
    for (Node call : calls) {
      Node generation = call.get("generation");
      if (!continued.contains(generation.text("answer", "-"))
          && !continued.contains(generation.text("head", "-"))) {
        last.add(call);
      }
    }
    return last;
  }

  private void message(Node message) {
    String role = Cells.line(message.text("role", "unknown"));
    String call = message.text("tool_call_id", "");
    String name = message.text("name", tools.getOrDefault(call, call));
    String title = terminal.paint(style(role), role);
    terminal.line(
        name.isEmpty() ? title : title + " " + terminal.paint(Style.DIM, Cells.line(name)));
    String thoughts = message.text("reasoning_content");
    if (thoughts != null) {
      block(thoughts, Style.DIM);
    }
    block(Chat.text(message), Style.PLAIN);
    for (Node asked : message.each("tool_calls")) {
      Node function = asked.get("function");
      tools.put(asked.text("id", ""), function.text("name", ""));
      block("→ " + function.text("name", "?") + " " + function.text("arguments", ""), Style.CYAN);
    }
    terminal.line("");
  }

  private void block(String text, Style style) {
    for (String line : Cells.lines(text)) {
      for (String piece : Cells.wrap(line, terminal.width() - 2)) {
        terminal.line("  " + terminal.paint(style, piece));
      }
    }
  }

  private static Style style(String role) {
    return switch (role) {
      case "user" -> Style.GREEN;
      case "assistant" -> Style.MAGENTA;
      case "tool" -> Style.CYAN;
      default -> Style.YELLOW;
    };
  }
}
