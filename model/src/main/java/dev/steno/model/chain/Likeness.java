// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
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
 * Says how two stored values resemble each other. For one thread: it remembers what it has worked
 * out, so one for many comparisons is cheaper than one for each.
 */
public final class Likeness {
  /** Characters beyond this are not compared: a word diff of more helps nobody. */
  private static final int MAX_TEXT = 100_000;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|[^\\s\\p{L}\\p{N}_]");

  private final Function<Hash, @Nullable Message> message;
  private final Function<Hash, @Nullable JsonValue> tool;
  private final Map<Hash, Hash> withoutReasoning = new HashMap<>();
  private final Map<Hash, Words> words = new HashMap<>();

  private record Words(Map<String, Integer> counts, int total) {}

  private Likeness(
      Function<Hash, @Nullable Message> message, Function<Hash, @Nullable JsonValue> tool) {
    this.message = message;
    this.tool = tool;
  }

  /**
   * The likeness of messages.
   *
   * @param message the message of an id; null if it is not known, and then only ids are compared
   */
  public static Likeness ofMessages(Function<Hash, @Nullable Message> message) {
    return new Likeness(message, id -> null);
  }

  /**
   * The likeness of tool definitions: two of one name are one tool.
   *
   * @param tool the definition of an id; null if it is not known
   */
  public static Likeness ofTools(Function<Hash, @Nullable JsonValue> tool) {
    return new Likeness(id -> null, tool);
  }

  /** Whether {@code after} is {@code before}, at most without its reasoning. */
  boolean same(Hash before, Hash after) {
    return before.equals(after) || bare(before).equals(after);
  }

  /** The id of a message without its reasoning; its own if it has none. */
  Hash bare(Hash id) {
    Hash known = withoutReasoning.get(id);
    if (known == null) {
      known = strip(id);
      withoutReasoning.put(id, known);
    }
    return known;
  }

  /** Whether both are one tool, or have one role and more than 60 % of their words in common. */
  boolean edited(Hash before, Hash after) {
    String name = toolName(before);
    if (name != null) {
      return name.equals(toolName(after));
    }
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

  private @Nullable String toolName(Hash id) {
    if (!(tool.apply(id) instanceof JsonObject definition)) {
      return null;
    }
    return definition.get("function") instanceof JsonObject function
        ? function.text("name")
        : definition.text("name");
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
