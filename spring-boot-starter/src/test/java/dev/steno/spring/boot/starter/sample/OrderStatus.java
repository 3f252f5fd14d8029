// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter.sample;

import dev.steno.client.Steno;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/** A tool that says where an order is. Thread-safe. */
final class OrderStatus implements ToolCallback {
  private final Steno steno;

  OrderStatus(Steno steno) {
    this.steno = steno;
  }

  @Override
  public ToolDefinition getToolDefinition() {
    return ToolDefinition.builder()
        .name("order_status")
        .description("Says where an order is")
        .inputSchema(
            """
            {"type":"object","properties":{"order":{"type":"string"}},"required":["order"]}
            """)
        .build();
  }

  @Override
  public String call(String arguments) {
    if (arguments.contains("0000")) {
      throw new IllegalArgumentException("no such order");
    }
    return steno.current().retrieval("the parcel of 1042").call(retrieval -> "in Kassel");
  }
}
