// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.Span;
import dev.steno.model.chain.Hash;
import dev.steno.model.message.Message;
import java.util.List;
import java.util.Map;

/**
 * Some of a trace. Immutable.
 *
 * @param spans those asked for that are there, in no order
 * @param messages those asked for that are there
 */
public record Pieces(List<Span> spans, Map<Hash, Message> messages) {
  /** Copies the collections. */
  public Pieces {
    spans = List.copyOf(spans);
    messages = Map.copyOf(messages);
  }
}
