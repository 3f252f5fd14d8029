// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request's body held. Immutable.
 *
 * @param parts what it says of spans, in its order
 * @param feedback judgements of spans and traces
 * @param rejected how many spans or log records were refused
 * @param message why they were, or a warning; null if there is nothing to say
 */
public record Decoded(
    List<SpanPart> parts, List<Feedback> feedback, long rejected, @Nullable String message) {

  /** Copies the lists. */
  public Decoded {
    parts = List.copyOf(parts);
    feedback = List.copyOf(feedback);
  }
}
