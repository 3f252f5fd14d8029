// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in disjoint parts that add up. Immutable. A part that nobody reported is null; sums are of
 * what is known.
 *
 * @param inputUncached input read at full price
 * @param cacheRead input read from the provider's cache
 * @param cacheWrite input written to the provider's cache
 * @param outputText output but reasoning
 * @param reasoning output spent on thinking
 * @param source what the source said, in its own names; empty if nothing
 */
public record Usage(
    @Nullable Long inputUncached,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long outputText,
    @Nullable Long reasoning,
    JsonObject source) {

  /** Usage of which nothing is known. */
  public static final Usage UNKNOWN = new Usage(null, null, null, null, null, JsonObject.EMPTY);

  /**
   * Usage from totals as OpenTelemetry counts them: input including what was cached, output
   * including reasoning. A part larger than its total leaves zero, never a negative number.
   */
  public static Usage ofTotals(
      @Nullable Long input,
      @Nullable Long cacheRead,
      @Nullable Long cacheWrite,
      @Nullable Long output,
      @Nullable Long reasoning,
      JsonObject source) {
    Long uncached =
        input == null ? null : Math.max(0, input - known(cacheRead) - known(cacheWrite));
    Long text = output == null ? null : Math.max(0, output - known(reasoning));
    return new Usage(uncached, cacheRead, cacheWrite, text, reasoning, source);
  }

  /** Sum of the known input parts; null if none is known. */
  public @Nullable Long inputTokens() {
    return sum(sum(inputUncached, cacheRead), cacheWrite);
  }

  /** Sum of the known output parts; null if none is known. */
  public @Nullable Long outputTokens() {
    return sum(outputText, reasoning);
  }

  /** Sum of all known parts; null if none is known. */
  public @Nullable Long totalTokens() {
    return sum(inputTokens(), outputTokens());
  }

  /** Part by part the sum of this and {@code other}; what the sources said is dropped. */
  public Usage plus(Usage other) {
    return new Usage(
        sum(inputUncached, other.inputUncached),
        sum(cacheRead, other.cacheRead),
        sum(cacheWrite, other.cacheWrite),
        sum(outputText, other.outputText),
        sum(reasoning, other.reasoning),
        JsonObject.EMPTY);
  }

  private static long known(@Nullable Long part) {
    return part == null ? 0 : part;
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    long sum = one + other;
    // What a client makes up must not turn round: a sum that is too large is the largest number.
    boolean turned = ((one ^ sum) & (other ^ sum)) < 0;
    return turned ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
