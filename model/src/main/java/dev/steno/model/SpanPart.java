// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.chain.Exchange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one message of one door says of a span. Immutable. A span is assembled from its parts, field
 * by field, in the order of their kinds and within a kind of their arrival.
 *
 * <p>A part is known again by its ids, its kind and its sequence: whatever is delivered under the
 * same four is the same part delivered twice.
 *
 * @param kind which part
 * @param sequence tells the {@link Kind#CONTENT} parts of a span apart and is the same whenever the
 *     same log record is delivered, so it is best taken from its content; 0 for the other kinds
 * @param arrival when Steno received it
 * @param span the fields that this part knows
 * @param exchange what was said, for a model call; null if this part knows nothing of it
 */
public record SpanPart(
    Kind kind, long sequence, Instant arrival, Span span, @Nullable Exchange exchange) {

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
