// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import dev.steno.cli.json.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is new in the model calls of a trace, in a line each. Immutable. */
final class StepLine {
  private final Map<String, Node> bySpan = new HashMap<>();

  /** The lines of a steps document, as {@code GET /api/v1/traces/{id}/steps} answers it. */
  StepLine(Node document) {
    document.each("steps").forEach(step -> bySpan.put(step.text("span_id", ""), step));
  }

  /** Such as {@code step 7}; "" if the span is no step. */
  String label(Node span) {
    Node step = step(span);
    return step.isThere() ? "step " + step.text("number", "") : "";
  }

  /** Such as {@code 14 unchanged (11.2k tok) · 2 new · 3 left the context}. */
  String text(Node span) {
    Node step = step(span);
    return switch (step.text("basis", "")) {
      case "undetermined" ->
          Amounts.count(step.number("seen")) + " messages · no earlier call to compare with";
      case "unknown" -> "what the model saw was not recorded from its beginning";
      default -> String.join(" · ", news(step));
    };
  }

  private Node step(Node span) {
    return bySpan.getOrDefault(span.text("span_id", ""), new Node(null));
  }

  private static List<String> news(Node step) {
    List<String> news = new ArrayList<>();
    if (step.text("basis", "").equals("first")) {
      news.add("first call");
    }
    add(news, step, "unchanged", "unchanged");
    add(news, step, "edited", "edited");
    add(news, step, "new", "new");
    add(news, step, "gone", "left the context");
    if (step.isTrue("compacted")) {
      news.add("compacted");
    }
    if (step.isTrue("replaced")) {
      news.add("context replaced");
    }
    long left = step.count("reasoning_left");
    if (left > 0) {
      news.add(left + " without the reasoning");
    }
    if (!step.text("basis", "").equals("first")) {
      changed(news, "system prompt", step.get("system"));
      changed(news, "tools", step.get("tools"));
    }
    return news.isEmpty() ? List.of("no messages") : news;
  }

  private static void add(List<String> news, Node step, String kind, String words) {
    long count = step.count(kind);
    if (count > 0) {
      Double tokens = step.get("tokens").number(kind);
      String size = tokens == null ? "" : " (" + Amounts.roughly(tokens) + " tok)";
      news.add(String.format(Locale.ROOT, "%,d %s%s", count, words, size));
    }
  }

  private static void changed(List<String> news, String what, Node list) {
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, String> mark :
        List.of(Map.entry("edited", "~"), Map.entry("new", "+"), Map.entry("gone", "−"))) {
      if (list.count(mark.getKey()) > 0) {
        changes.add(mark.getValue() + list.count(mark.getKey()));
      }
    }
    if (!changes.isEmpty()) {
      news.add(what + " " + String.join(" ", changes));
    }
  }
}
