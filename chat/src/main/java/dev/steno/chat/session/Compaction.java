// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.session;

import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Hash;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That messages of a session gave way to a summary of them. Immutable.
 *
 * @param time when
 * @param messages how many gave way; an earlier summary counts as one
 * @param head the head of their chain, by which they can be found in the record of earlier calls
 * @param traceId the interaction in which the model wrote the summary; null if another did, or
 *     nothing was recorded
 */
public record Compaction(Instant time, int messages, Hash head, @Nullable String traceId) {

  /** That these messages gave way. */
  public static Compaction of(Instant time, List<Message> messages, @Nullable String traceId) {
    Hash head = Chain.head(messages.stream().map(Chain::id).toList());
    return new Compaction(time, messages.size(), head, traceId);
  }
}
