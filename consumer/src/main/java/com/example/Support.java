// SPDX-License-Identifier: Apache-2.0
package com.example;

import dev.steno.client.MessageSpan;
import dev.steno.client.Steno;
import dev.steno.client.Trace;
import java.util.Map;

/** Answers where an order is, and has that recorded. Thread-safe. */
public final class Support {
  private final Steno steno;

  public Support(Steno steno) {
    this.steno = steno;
  }

  /** The answer to a question about an order, such as {@code 1042}. */
  public String answer(String order) {
    try (Trace trace = steno.trace(options -> options.conversationId("order-" + order))) {
      return trace.message("Where is order " + order + "?").call(message -> answer(message, order));
    }
  }

  private static String answer(MessageSpan message, String order) {
    Map<String, String> status =
        message
            .tool(Map.of("order", order))
            .name("order_status")
            .call(tool -> Map.of("place", "Kassel"));
    return "In " + status.get("place") + ".";
  }
}
