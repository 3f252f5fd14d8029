// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one model call, as far as one part of its span knows it. Immutable. A null list
 * says nothing (another part may know); an empty list says that there was none.
 *
 * @param tools the tool definitions that the model was given
 * @param system the leading system and developer messages
 * @param messages the rest of the input, oldest first
 * @param choices the answers, choice 0 first; each is one message or more
 */
public record Exchange(
    @Nullable List<JsonValue> tools,
    @Nullable List<Message> system,
    @Nullable List<Message> messages,
    @Nullable List<List<Message>> choices) {

  /** Copies the lists. */
  public Exchange {
    tools = tools == null ? null : List.copyOf(tools);
    system = system == null ? null : List.copyOf(system);
    messages = messages == null ? null : List.copyOf(messages);
    choices = choices == null ? null : choices.stream().map(List::copyOf).toList();
  }

  /**
   * An exchange of an input in one list, whose leading system and developer messages are set apart.
   *
   * @param input system messages first; null if nothing is known of it
   */
  public static Exchange of(
      @Nullable List<JsonValue> tools,
      @Nullable List<Message> input,
      @Nullable List<List<Message>> choices) {
    if (input == null) {
      return new Exchange(tools, null, null, choices);
    }
    int leading = 0;
    while (leading < input.size() && input.get(leading).isSystem()) {
      leading++;
    }
    return new Exchange(
        tools, input.subList(0, leading), input.subList(leading, input.size()), choices);
  }

  /** True if no list is known. */
  public boolean isEmpty() {
    return tools == null && system == null && messages == null && choices == null;
  }
}
