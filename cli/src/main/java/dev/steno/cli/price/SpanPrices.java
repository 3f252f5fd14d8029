// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.price;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.cli.trace.TraceIds;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which prices recorded calls were given. For one thread. */
final class SpanPrices {
  private static final Pattern SPAN = Pattern.compile("[0-9a-fA-F]{16}");
  private static final String RECENT = "30d";

  private final Terminal terminal;
  private final Rest rest;
  private final boolean json;

  SpanPrices(Terminal terminal, Rest rest, boolean json) {
    this.terminal = terminal;
    this.rest = rest;
    this.json = json;
  }

  /**
   * Prints them.
   *
   * @param given a trace, or a trace and a span of it with a slash between, of each the first
   *     digits will do; or a whole id of a span that is not old
   */
  void print(String given) {
    String place = SPAN.matcher(given).matches() ? place(given.toLowerCase(Locale.ROOT)) : given;
    int slash = place.indexOf('/');
    String trace = TraceIds.find(rest, slash < 0 ? place : place.substring(0, slash));
    String span = slash < 0 ? "" : place.substring(slash + 1).toLowerCase(Locale.ROOT);
    List<String> spans = spans(trace, span);
    List<JsonValue> answers = new ArrayList<>();
    for (String id : spans) {
      Rest.Answer answer = rest.get("/traces/" + trace + "/spans/" + id + "/price");
      if (json) {
        answers.add(Json.parse(answer.body()));
      } else {
        print(answer.node());
      }
    }
    if (json) {
      terminal.line(
          Json.write(slash < 0 ? new Members().put("spans", answers).object() : answers.get(0)));
    }
  }

  /** The trace and the span of an id; the id itself if no span has it: a trace may begin so. */
  private String place(String span) {
    String query = "span:" + span + " time:" + RECENT;
    List<String> traces =
        rest.get("/traces", Map.of("q", query, "limit", "3")).node().each("traces").stream()
            .map(trace -> trace.text("trace_id", ""))
            .toList();
    if (traces.size() > 1) {
      throw new Failure(
          Failure.Code.USAGE,
          "span: several traces have a span "
              + span
              + ", such as "
              + traces.get(0)
              + " and "
              + traces.get(1)
              + " (expected: TRACE/SPAN).");
    }
    if (traces.isEmpty() && TraceIds.beginningWith(rest, span).isEmpty()) {
      throw new Failure(
          Failure.Code.NOT_FOUND,
          "span: no trace of the last "
              + RECENT
              + " has a span "
              + span
              + " or begins so (expected: TRACE/SPAN for an older one).");
    }
    return traces.isEmpty() ? span : traces.get(0) + "/" + span;
  }

  private List<String> spans(String trace, String beginning) {
    List<String> found =
        rest.get("/traces/" + trace).node().each("spans").stream()
            .filter(
                span ->
                    beginning.isEmpty()
                        ? span.get("generation").isThere()
                        : span.text("span_id", "").startsWith(beginning))
            .map(span -> span.text("span_id", ""))
            .toList();
    if (found.isEmpty()) {
      throw new Failure(
          Failure.Code.NOT_FOUND,
          beginning.isEmpty()
              ? "span: trace " + trace + " has no model call."
              : "span: none of trace " + trace + " begins with " + Cells.line(beginning) + ".");
    }
    if (!beginning.isEmpty() && found.size() > 1) {
      throw new Failure(
          Failure.Code.USAGE,
          "span: " + beginning + " begins " + found.size() + " ids (expected: more digits).");
    }
    return found;
  }

  private void print(Node price) {
    Node now = price.get("by_now");
    terminal.line(
        terminal.paint(Style.BOLD, PriceSheet.dollars(price.text("cost")))
            + terminal.paint(
                Style.DIM,
                " · span "
                    + price.text("span_id", "")
                    + " · "
                    + Cells.line(price.text("model", "no model"))));
    fact("reported by the source", price.text("provider_cost"), "");
    fact(
        "calculated when recorded",
        price.text("calculated_cost"),
        " by " + Cells.line(price.text("price_table", "")));
    if (!price.isTrue("same_by_now") && PriceSheet.says(price, "calculated_cost")) {
      fact("by the prices of now", now.text("cost"), " by " + Cells.line(now.text("table", "")));
    }
    if (now.get("model").isThere()) {
      PriceSheet sheet = new PriceSheet(terminal);
      sheet.lines(now);
      sheet.why(now);
    } else {
      terminal.line(terminal.paint(Style.YELLOW, "  " + Cells.line(now.text("reason", ""))));
    }
    terminal.line("");
  }

  private void fact(String what, @Nullable String cost, String by) {
    if (cost != null) {
      terminal.line("  " + Cells.left(what, 26) + "$" + cost + terminal.paint(Style.DIM, by));
    }
  }
}
