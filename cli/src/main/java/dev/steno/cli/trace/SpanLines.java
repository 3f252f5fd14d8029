// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.codec.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands below a span in the tree: what went in, what came out, what went wrong. Immutable.
 */
final class SpanLines {
  /** The cells of a label. */
  static final int LABEL = 9;

  private final Node trace;

  /** An agent's words are those of its model calls, where there are any. */
  private final boolean hasGeneration;

  private final StepLine steps;

  /** Lines of a trace document; {@code steps} may be nothing. */
  SpanLines(Node trace, Node steps) {
    this.trace = trace;
    this.steps = new StepLine(steps);
    this.hasGeneration =
        trace.each("spans").stream().anyMatch(span -> span.get("generation").isThere());
  }

  /** One line below a span. */
  record Detail(String label, String text, Style style) {}

  List<Detail> of(Node span) {
    List<Detail> lines = new ArrayList<>();
    Node generation = span.get("generation");
    String prompt = span.text("prompt");
    if (prompt != null) {
      lines.add(new Detail("prompt", Cells.line(prompt), Style.DIM));
    }
    if (span.text("type", "").equals("GENERATION")) {
      if (!steps.label(span).isEmpty()) {
        lines.add(new Detail(steps.label(span), steps.text(span), Style.DIM));
      }
      facts(generation, lines);
      said(generation, lines);
    } else if (!span.text("type", "").equals("AGENT") || !hasGeneration) {
      value("in", span.get("input"), lines);
      value("out", span.get("output"), lines);
    }
    if (span.text("status", "").equals("error")) {
      String why = span.text("status_message", span.text("error_type", "no reason was given"));
      lines.add(new Detail("error", Cells.line(why), Style.RED));
    }
    for (Node feedback : trace.each("feedback")) {
      if (span.text("span_id", "").equals(feedback.text("span_id"))) {
        lines.add(new Detail("feedback", feedback(feedback), Style.YELLOW));
      }
    }
    return lines;
  }

  static String feedback(Node feedback) {
    List<String> words = new ArrayList<>();
    for (String name : List.of("name", "tag", "label", "score", "outcome")) {
      String word = feedback.text(name);
      if (word != null) {
        words.add(word);
      }
    }
    String author = feedback.text("author");
    String comment = feedback.text("comment");
    return Cells.line(
        String.join(" ", words)
            + (author == null ? "" : " by " + author)
            + (comment == null ? "" : ": " + comment));
  }

  /** Of a model call what no other column says. */
  private static void facts(Node generation, List<Detail> lines) {
    List<String> facts = new ArrayList<>();
    Node usage = generation.get("usage");
    if (usage.count("cache_read") > 0) {
      facts.add(Amounts.count(usage.number("cache_read")) + " cached");
    }
    if (usage.count("reasoning") > 0) {
      facts.add(Amounts.count(usage.number("reasoning")) + " thinking");
    }
    Double first = generation.number("time_to_first_token_ms");
    if (first != null) {
      facts.add("first after " + Amounts.duration(first));
    }
    String label = facts.isEmpty() ? "cost" : "tokens";
    String cost = Amounts.cost(generation);
    if (!cost.isEmpty()) {
      facts.add(cost);
    }
    if (!facts.isEmpty()) {
      lines.add(new Detail(label, String.join(" · ", facts), Style.DIM));
    }
  }

  /** The newest thing a person said, if it is new in this call, and the answer. */
  private void said(Node generation, List<Detail> lines) {
    List<Node> added = generation.each("added");
    if (!added.isEmpty()) {
      Node newest = message(added.get(added.size() - 1));
      if (!newest.text("role", "").equals("tool")) {
        chat(newest, lines);
      }
    }
    List<Node> choices = generation.each("choices");
    if (!choices.isEmpty()) {
      choices.get(0).each().forEach(id -> chat(message(id), lines));
    }
  }

  private Node message(Node id) {
    return trace.get("messages").get(String.valueOf(id.text()));
  }

  private static void chat(Node message, List<Detail> lines) {
    for (Chat.Line line : Chat.lines(message)) {
      Style style = line.label().equals("thinks") ? Style.DIM : Style.PLAIN;
      lines.add(new Detail(line.label(), line.text(), style));
    }
  }

  private static void value(String label, Node value, List<Detail> lines) {
    if (value.value() != null && value.isThere()) {
      String text = value.text();
      lines.add(
          new Detail(
              label, Cells.line(text != null ? text : Json.write(value.value())), Style.DIM));
    }
  }
}
