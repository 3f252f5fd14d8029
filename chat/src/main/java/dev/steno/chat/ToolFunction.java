// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.model.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a tool does. Must be thread-safe if its model is used by more than one thread. */
@FunctionalInterface
public interface ToolFunction {

  /**
   * Runs the tool.
   *
   * @param arguments as the model wrote them; empty if it wrote none
   * @return what the model is told: text as it is, anything else as JSON, null as nothing
   * @throws Exception whose message the model is told instead; interruption ends the call
   */
  @Nullable Object call(JsonObject arguments) throws Exception;
}
