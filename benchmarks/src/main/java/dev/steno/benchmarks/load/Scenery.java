// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.util.List;

/** What every call of the model is given beside the conversation. Immutable. */
final class Scenery {
  static final Message SYSTEM =
      Message.text(
          "system",
          "You are the support agent of a small tea shop. Answer in the customer's language and be"
              + " brief. Look orders up before you speak of them, never promise a refund that the"
              + " policies do not allow, and ask for the order's number if you do not have it.");

  static final List<JsonValue> TOOLS =
      List.of(
          tool("look_up_order", "Finds an order with its parcels and payments by its number."),
          tool("search_policies", "Finds the passages of the shop's policies that fit a question."),
          tool("quote", "Says what a parcel to a country would cost today."));

  private Scenery() {}

  private static JsonValue tool(String name, String description) {
    return Json.parse(
        """
        {"type":"function","name":"%s","description":"%s",\
        "parameters":{"type":"object","properties":{"order":{"type":"string"},\
        "locale":{"type":"string"}},"required":["order"]}}"""
            .formatted(name, description));
  }
}
