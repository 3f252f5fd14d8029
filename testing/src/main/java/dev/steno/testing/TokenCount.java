// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The tokens of a call, computed from its text alone: one for each four bytes of UTF-8, and what
 * goes around a message. Immutable.
 *
 * @param prompt input, cached included
 * @param cached of those, read from the cache
 * @param completion output, reasoning included
 * @param reasoning of those, spent on thinking
 */
record TokenCount(long prompt, long cached, long completion, long reasoning) {
  /** Providers cache whole blocks. The usual minimum of 1,024 tokens would hide caches in tests. */
  static final int CACHE_BLOCK = 128;

  private static final int AROUND_MESSAGE = 4;

  static TokenCount of(ModelCall call, ModelReply.Answer answer) {
    long reasoning = answer.reasoning() == null ? 0 : text(answer.reasoning());
    long completion = text(answer.text()) + reasoning;
    for (ToolCall tool : answer.toolCalls()) {
      completion += toolCall(tool);
    }
    return new TokenCount(prompt(call), cached(call), completion, reasoning);
  }

  static long text(String text) {
    return (text.getBytes(StandardCharsets.UTF_8).length + 3L) / 4;
  }

  private static long prompt(ModelCall call) {
    return tools(call) + messages(call.messages());
  }

  /** What stood before the model's last answer was sent before, so a cache would have it. */
  private static long cached(ModelCall call) {
    int end = call.messages().size() - 1;
    while (end >= 0 && !call.messages().get(end).role().equals("assistant")) {
      end--;
    }
    long before = end < 0 ? 0 : tools(call) + messages(call.messages().subList(0, end));
    return before / CACHE_BLOCK * CACHE_BLOCK;
  }

  private static long tools(ModelCall call) {
    return call.tools().stream().map(JsonValue::toString).mapToLong(TokenCount::text).sum();
  }

  private static long messages(List<Message> messages) {
    return messages.stream().mapToLong(TokenCount::message).sum();
  }

  private static long message(Message message) {
    long tokens = AROUND_MESSAGE + text(message.text());
    for (ToolCall call : message.toolCalls()) {
      tokens += toolCall(call);
    }
    return tokens;
  }

  private static long toolCall(ToolCall call) {
    return AROUND_MESSAGE + text(call.name()) + text(call.arguments());
  }
}
