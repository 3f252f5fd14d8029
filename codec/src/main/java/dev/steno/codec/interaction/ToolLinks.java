// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links every tool's result to its call by an id; what came without ids gets some, in order. For
 * one conversation and one thread.
 */
final class ToolLinks {
  private final List<Message> linked = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private int made;

  private ToolLinks() {}

  /** The messages with ids; null if a result has no call, or a call but the last has no result. */
  static @Nullable List<Message> linked(List<Message> messages) {
    ToolLinks links = new ToolLinks();
    for (Message message : messages) {
      if (!links.take(message)) {
        return null;
      }
    }
    boolean asks = !messages.isEmpty() && !last(messages).toolCalls().isEmpty();
    return links.open.isEmpty() || asks ? links.linked : null;
  }

  private static Message last(List<Message> messages) {
    return messages.get(messages.size() - 1);
  }

  private boolean take(Message message) {
    if (message.role().equals("tool") || message.toolCallId() != null) {
      String id = message.toolCallId();
      id = id == null && !open.isEmpty() ? open.get(0) : id;
      linked.add(with(message, message.toolCalls(), id));
      return id != null && open.remove(id);
    }
    if (!open.isEmpty()) {
      return false;
    }
    List<ToolCall> calls = new ArrayList<>();
    for (ToolCall call : message.toolCalls()) {
      String id = call.id() == null ? "call_" + ++made : call.id();
      open.add(id);
      calls.add(new ToolCall(id, call.type(), call.name(), call.arguments()));
    }
    linked.add(with(message, calls, null));
    return true;
  }

  private static Message with(Message message, List<ToolCall> calls, @Nullable String id) {
    return new Message(
        message.role(), message.content(), message.reasoningContent(), calls, id, message.name());
  }
}
