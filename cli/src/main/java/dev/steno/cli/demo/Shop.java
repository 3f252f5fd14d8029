// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tea shop's own systems: orders, parcels, refunds, catalogue. Thread-safe. The carrier does
 * not answer the first time it is asked about a parcel.
 */
final class Shop {
  private final PolicySearch policies;
  private final AtomicInteger carrierAsked = new AtomicInteger();

  Shop(PolicySearch policies) {
    this.policies = policies;
  }

  /** Everything the agent may do. */
  List<Tool> tools() {
    List<Tool> tools = new ArrayList<>(orderTools());
    tools.addAll(moneyTools());
    tools.addAll(counterTools());
    return List.copyOf(tools);
  }

  private List<Tool> orderTools() {
    return List.of(
        new Tool(
            "order_status", "State, items and parcel of an order.", List.of("order"), this::order),
        new Tool("track_parcel", "Where a parcel is.", List.of("tracking"), this::parcel),
        new Tool(
            "add_delivery_note",
            "Leaves a note for the driver of a parcel.",
            List.of("tracking", "note"),
            this::note),
        new Tool("invoice_pdf", "The invoice of an order.", List.of("order"), this::invoice));
  }

  private List<Tool> moneyTools() {
    return List.of(
        new Tool(
            "search_policies",
            "Searches the shop's terms on returns, refunds and shipping.",
            List.of("query"),
            this::policies),
        new Tool(
            "refund_quote",
            "What a customer would get back for an item.",
            List.of("order", "item", "reason"),
            this::quote),
        new Tool(
            "create_refund",
            "Pays money back. Only after the customer agreed.",
            List.of("order", "item", "amount", "currency"),
            this::refund));
  }

  private List<Tool> counterTools() {
    return List.of(
        new Tool(
            "search_catalogue",
            "Teas by caffeine and highest price.",
            List.of("caffeine", "max_price"),
            this::catalogue),
        new Tool(
            "shipping_quote",
            "The price of a parcel by country and weight.",
            List.of("country", "grams"),
            this::shipping),
        new Tool(
            "add_gift_card",
            "Puts a card with a text into a basket.",
            List.of("basket", "text"),
            this::card),
        new Tool("place_order", "Orders a basket.", List.of("basket"), this::place));
  }

  private Members order(Node arguments) throws ToolFailure {
    work(14);
    String order = arguments.text("order", "");
    return switch (order) {
      case "1042" ->
          new Members()
              .put("order", order)
              .put("state", "shipped")
              .put(
                  "items",
                  List.of(item("Darjeeling First Flush", "18.40"), item("Tea filter", "12.90")))
              .put("tracking", "KL-77120");
      case "1038" ->
          new Members()
              .put("order", order)
              .put("state", "delivered")
              .put(
                  "items",
                  List.of(item("Glass teapot 0.8 l", "34.50"), item("Assam tin", "11.20")));
      default -> throw new ToolFailure("not_found", "There is no order " + order + ".");
    };
  }

  private Members parcel(Node arguments) throws ToolFailure {
    if (carrierAsked.incrementAndGet() == 1) {
      work(90);
      throw new ToolFailure("timeout", "The carrier's API did not answer within 90 ms.");
    }
    work(38);
    return new Members()
        .put("tracking", arguments.text("tracking"))
        .put("state", "at depot")
        .put("place", "Kassel")
        .put("planned", "tomorrow 09:00-12:00");
  }

  private Members note(Node arguments) {
    work(21);
    return new Members().put("accepted", true).put("note", arguments.text("note"));
  }

  private Members invoice(Node arguments) {
    work(47);
    String order = arguments.text("order");
    return new Members()
        .put("file", "invoice-" + order + ".pdf")
        .put("url", "https://shop.example/invoices/" + order + ".pdf")
        .put("bytes", 48_213)
        .number("total", "31.30")
        .number("vat", "2.05");
  }

  private Members policies(Node arguments) {
    return new Members().put("passages", policies.search(arguments.text("query", "")));
  }

  private Members quote(Node arguments) {
    work(11);
    return new Members()
        .put("item", arguments.text("item"))
        .number("amount", "34.50")
        .put("currency", "EUR")
        .put("return_shipping", "paid by the shop");
  }

  private Members refund(Node arguments) {
    work(62);
    return new Members()
        .put("refund", "R-2207")
        .put("amount", arguments.text("amount"))
        .put("state", "sent to bank")
        .put("return_label", "mailed");
  }

  private Members catalogue(Node arguments) {
    work(26);
    return new Members()
        .put(
            "teas",
            List.of(
                tea("Chamomile Meadow", "8.50", 41),
                tea("Rooibos Cape Sunset", "9.80", 17),
                tea("Lemon Verbena", "8.90", 8),
                tea("Ginger & Lemon", "9.40", 23),
                tea("Peppermint", "7.90", 60),
                tea("Hibiscus", "8.20", 0)));
  }

  private Members shipping(Node arguments) {
    work(33);
    return new Members()
        .put("country", arguments.text("country"))
        .put("service", "tracked")
        .number("price", "12.50")
        .put("days", "3-5");
  }

  private Members card(Node arguments) {
    work(9);
    return new Members()
        .put("basket", arguments.text("basket"))
        .put("card", arguments.text("text"));
  }

  private Members place(Node arguments) {
    work(54);
    return new Members()
        .put("order", "1051")
        .put("basket", arguments.text("basket"))
        .number("total", "39.30")
        .put("leaves", "tomorrow");
  }

  private static JsonObject item(String name, String price) {
    return new Members().put("name", name).number("price", price).object();
  }

  private static JsonValue tea(String name, String price, int stock) {
    return new Members()
        .put("name", name)
        .put("caffeine", false)
        .number("price", price)
        .put("stock", stock)
        .put("sku", name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]+", "-"))
        .object();
  }

  /** Takes as long as a system elsewhere would. */
  static void work(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
