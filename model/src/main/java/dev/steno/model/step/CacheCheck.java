// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of the provider's prompt cache between a call and the one that it continues.
 * Immutable. Providers cache the beginning of a prompt, in the order tools, system, messages: so
 * whatever follows the first difference is read again.
 *
 * @param span the call
 * @param lane whose call it is
 * @param reference the call that it continues
 * @param cause why the cache served less than it might have
 * @param section where the first difference lies; null if there is none, or with another model
 * @param kept how many tools, system messages or messages of that section agree before it
 * @param repeated tokens that the reference had read already; null if nobody reported the input
 * @param read tokens that were read from the cache, as reported; null if nobody did
 * @param reread tokens that were read again, or written to the cache anew; null if unknown
 * @param estimated whether {@code repeated} and {@code reread} are estimated: the reported input
 *     tokens are then shared out by the size of the texts
 * @param gap from the end of the reference to the start of the call; null if unknown
 * @param cost USD that reading again cost more than reading from the cache; null if unknown
 */
public record CacheCheck(
    Span span,
    Lane lane,
    Span reference,
    Cause cause,
    @Nullable Section section,
    int kept,
    @Nullable Long repeated,
    @Nullable Long read,
    @Nullable Long reread,
    boolean estimated,
    @Nullable Duration gap,
    @Nullable BigDecimal cost) {

  /** A part of the prompt, in the order in which providers cache. */
  public enum Section {
    /** The tool definitions. */
    TOOLS,
    /** The system messages. */
    SYSTEM,
    /** The other messages. */
    MESSAGES
  }

  /** Why less came from the cache than might have. */
  public enum Cause {
    /** Nothing to complain of: what could come from the cache did, up to what estimates allow. */
    HIT,
    /** The prompt is shorter than what any provider caches. */
    SHORT,
    /** Nobody reported how much came from the cache, and nothing in the prompt broke it. */
    UNKNOWN,
    /** Another model, whose cache is another. */
    MODEL_CHANGED,
    /** A tool definition was added, removed, edited or moved. */
    TOOLS_CHANGED,
    /** A system message was added, removed or edited. */
    SYSTEM_CHANGED,
    /** Some messages gave way to a summary. */
    COMPACTION,
    /** A message is no longer what it was. */
    MESSAGE_EDITED,
    /** A message left the context. */
    MESSAGE_REMOVED,
    /** A message was put before others that were there. */
    MESSAGE_INSERTED,
    /** An answer came back without its reasoning. */
    REASONING_LEFT,
    /** The prompt goes on from the last one, and the provider read it again: see the gap. */
    PROVIDER_MISSED;

    /** Whether tokens were read again that need not have been. */
    public boolean isLoss() {
      return this != HIT && this != SHORT && this != UNKNOWN;
    }
  }
}
