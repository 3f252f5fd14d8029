// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.price;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A quote as people read it. For one thread. */
final class PriceSheet {
  private static final int PART = 16;
  private static final int NUMBER = 14;

  private final Terminal terminal;

  PriceSheet(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The prices of a model, what found them, and what the tokens cost if there are some. */
  void quote(Node quote) {
    String provider = quote.text("provider");
    terminal.line(
        terminal.paint(Style.BOLD, Cells.line(quote.text("model", "")))
            + (provider == null ? "" : terminal.paint(Style.DIM, " · " + Cells.line(provider))));
    if (quote.each("lines").isEmpty()) {
      prices(quote.get("usd_per_million"));
    } else {
      lines(quote);
    }
    why(quote);
  }

  private void prices(Node prices) {
    head("", "$ / million");
    if (prices.value() instanceof JsonObject object) {
      object.members().keySet().forEach(part -> row(part, prices.text(part, "")));
    }
  }

  /** Tokens times prices, and their sum. */
  void lines(Node quote) {
    head("tokens", "$ / million", "cost");
    for (Node line : quote.each("lines")) {
      String part = line.text("part", "");
      String billed = line.text("billed_as");
      String price = line.text("usd_per_million");
      row(
          part,
          String.format(Locale.ROOT, "%,d", line.count("tokens")),
          price == null ? "no price" : price,
          dollars(line.text("cost"))
              + (part.equals(billed) || billed == null ? "" : " as " + name(billed)));
    }
    row("", "", "", dollars(quote.text("cost")));
    String reason = quote.text("reason");
    if (reason != null) {
      terminal.line(terminal.paint(Style.YELLOW, "  " + Cells.line(reason)));
    }
  }

  /** Which entry of which table it is, and how it was found. */
  void why(Node quote) {
    List<String> facts = new ArrayList<>();
    String rule =
        switch (quote.text("rule", "")) {
          case "exact" -> "by its name ";
          case "qualified" -> "by its name without the provider's ";
          case "pattern" -> "by the pattern ";
          default -> "without region, date or version by ";
        };
    facts.add("Found " + rule + quote.text("matched", ""));
    String from = quote.text("from");
    facts.add(from == null ? "" : "prices from " + from);
    String hours = quote.text("hours");
    facts.add(hours == null ? "" : "at " + hours + " UTC");
    long above = quote.count("above");
    facts.add(above == 0 ? "" : String.format(Locale.ROOT, "for prompts above %,d tokens", above));
    facts.add("table " + quote.text("table", ""));
    facts.removeIf(String::isEmpty);
    terminal.line(terminal.paint(Style.DIM, "  " + Cells.line(String.join(" · ", facts))));
  }

  private void head(String... columns) {
    terminal.line(terminal.paint(Style.DIM, text("", columns)));
  }

  private void row(String part, String... columns) {
    terminal.line(text(name(part), columns));
  }

  private static String text(String part, String... columns) {
    StringBuilder line = new StringBuilder("  ").append(Cells.left(Cells.line(part), PART));
    for (int i = 0; i < columns.length; i++) {
      String column = Cells.line(columns[i]);
      int extra = column.indexOf(" as ");
      line.append(Cells.right(extra < 0 ? column : column.substring(0, extra), NUMBER));
      line.append(extra < 0 ? "" : column.substring(extra));
    }
    return line.toString().stripTrailing();
  }

  static String dollars(@Nullable String cost) {
    return cost == null ? "unknown" : "$" + cost;
  }

  private static String name(String part) {
    return part.replace('_', ' ');
  }

  /** Whether a document says anything at a place; the literal null says nothing. */
  static boolean says(Node node, String name) {
    JsonValue value = node.get(name).value();
    return value != null && !value.equals(JsonValue.NULL);
  }
}
