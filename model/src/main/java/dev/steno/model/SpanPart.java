// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.chain.Exchange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one message of one door says of a span. Immutable. A span is assembled from its parts, field
 * by field, in the order of their kinds and within a kind of their arrival.
 *
 * @param kind which part
 * @param arrival when Steno received it
 * @param span the fields that this part knows
 * @param exchange what was said, for a model call; null if this part knows nothing of it
 */
public record SpanPart(Kind kind, Instant arrival, Span span, @Nullable Exchange exchange) {

  /** The parts of a span, in the order in which a later one overrules an earlier one. */
  public enum Kind {
    /** Written when the span begins; optional. */
    START,
    /** The span itself, written when it ends. */
    SPAN,
    /** A log record that belongs to the span and arrives before or after it. */
    CONTENT
  }

  /** The time by which this part is filed: the span's start, else its end, else the arrival. */
  public Instant time() {
    if (span.start() != null) {
      return span.start();
    }
    return span.end() != null ? span.end() : arrival;
  }
}
