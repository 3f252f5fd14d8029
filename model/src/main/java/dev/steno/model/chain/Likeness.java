// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says how two messages resemble each other. For one thread: it remembers what it has worked out.
 */
final class Likeness {
  /** Characters beyond this are not compared: a word diff of more helps nobody. */
  private static final int MAX_TEXT = 100_000;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|[^\\s\\p{L}\\p{N}_]");

  private final Function<Hash, @Nullable Message> message;
  private final Map<Hash, Hash> withoutReasoning = new HashMap<>();
  private final Map<Hash, Words> words = new HashMap<>();

  private record Words(Map<String, Integer> counts, int total) {}

  Likeness(Function<Hash, @Nullable Message> message) {
    this.message = message;
  }

  /** Whether {@code after} is {@code before}, at most without its reasoning. */
  boolean same(Hash before, Hash after) {
    return before.equals(after)
        || withoutReasoning.computeIfAbsent(before, this::strip).equals(after);
  }

  /** Whether both have one role and more than 60 % of their words in common. */
  boolean edited(Hash before, Hash after) {
    Message one = message.apply(before);
    Message other = message.apply(after);
    if (one == null || other == null || !one.role().equals(other.role())) {
      return false;
    }
    Words ofOne = words.computeIfAbsent(before, id -> words(one));
    Words ofOther = words.computeIfAbsent(after, id -> words(other));
    int shared = 0;
    for (Map.Entry<String, Integer> word : ofOne.counts.entrySet()) {
      shared += Math.min(word.getValue(), ofOther.counts.getOrDefault(word.getKey(), 0));
    }
    // More than 60 % of the words of both, counted as often as they occur.
    return 10L * 2 * shared > 6L * (ofOne.total + ofOther.total);
  }

  private Hash strip(Hash id) {
    Message found = message.apply(id);
    return found == null || found.reasoningContent() == null
        ? id
        : Chain.id(found.withoutReasoning());
  }

  private static Words words(Message message) {
    StringBuilder text = new StringBuilder();
    for (ContentBlock block : message.content()) {
      text.append(block instanceof ContentBlock.Text plain ? plain.text() : block.toJson());
      text.append('\n');
    }
    for (ToolCall call : message.toolCalls()) {
      text.append(call.name()).append(' ').append(call.arguments()).append('\n');
    }
    Map<String, Integer> counts = new HashMap<>();
    int total = 0;
    Matcher word = WORD.matcher(text.substring(0, Math.min(text.length(), MAX_TEXT)));
    while (word.find()) {
      counts.merge(word.group(), 1, Integer::sum);
      total++;
    }
    return new Words(counts, total);
  }
}
