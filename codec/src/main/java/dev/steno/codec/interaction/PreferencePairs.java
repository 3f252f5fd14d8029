// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.ObjectBuilder;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings good and bad answers to the same input together, each in one pair at most. Of an answer
 * that waits for its like only itself is kept, not its input. For one thread.
 */
final class PreferencePairs {
  /** So many answers wait; a further one stays unpaired. */
  static final int MAX_WAITING = 100_000;

  private final Map<Hash, Deque<Answer>> byInput = new HashMap<>();
  private long waiting;

  /** An answer that was judged. */
  record Answer(Tag tag, JsonArray messages, JsonObject provenance) {}

  /**
   * Takes an answer.
   *
   * @param input all that was asked
   * @return the answer that it makes a pair with; null if there is none yet
   */
  @Nullable Answer match(JsonValue input, Answer answer) {
    Hash key = Hash.sha256(input.toString().getBytes(StandardCharsets.UTF_8));
    Deque<Answer> others = byInput.get(key);
    if (others != null && others.getFirst().tag() != answer.tag()) {
      waiting--;
      Answer other = others.removeFirst();
      if (others.isEmpty()) {
        byInput.remove(key);
      }
      return other;
    }
    if (waiting < MAX_WAITING) {
      waiting++;
      byInput.computeIfAbsent(key, any -> new ArrayDeque<>()).add(answer);
    }
    return null;
  }

  /** The line of a pair. */
  static JsonObject line(JsonArray prompt, @Nullable JsonArray tools, Answer one, Answer other) {
    boolean good = one.tag() == Tag.POSITIVE;
    Answer chosen = good ? one : other;
    Answer rejected = good ? other : one;
    return new ObjectBuilder()
        .put("prompt", prompt)
        .put("chosen", chosen.messages())
        .put("rejected", rejected.messages())
        .put("tools", tools)
        .put(
            "metadata",
            new ObjectBuilder()
                .put("chosen", chosen.provenance())
                .put("rejected", rejected.provenance())
                .build())
        .build();
  }
}
