// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider. Immutable.
 *
 * @param messages all that the model shall see, system messages first
 * @param tools definitions as {@code {"name","description","parameters"}}; empty if none
 * @param parameters what was set
 * @param schema the JSON schema of a structured answer; null for any answer
 */
public record ProviderRequest(
    List<Message> messages,
    List<JsonObject> tools,
    Parameters parameters,
    @Nullable JsonObject schema) {

  /** Copies the lists. */
  public ProviderRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
