// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Hash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hits of a search, latest first. Immutable.
 *
 * @param hits at most {@code limit}; fewer do not mean that there are no more
 * @param next the cursor of the next page; null if this is the last one
 * @param limit the limit that was applied
 */
public record SearchPage(List<Hit> hits, @Nullable String next, int limit) {
  /** The most spans that a hit lists. */
  public static final int MAX_SPANS = 10;

  /** Copies the list. */
  public SearchPage {
    hits = List.copyOf(hits);
  }

  /**
   * A message or a span in which the text occurs. Immutable.
   *
   * @param time when it was first filed within the window
   * @param message the message's id; null for a span
   * @param role the message's role; null for a span
   * @param match the first place where the text occurs
   * @param spans the latest spans that have it, at most {@value #MAX_SPANS}: of a message those in
   *     which it was new or an answer, of a span itself
   * @param spanCount how many spans have it
   */
  public record Hit(
      Instant time,
      @Nullable Hash message,
      @Nullable String role,
      Match match,
      List<Place> spans,
      long spanCount) {
    /** Copies the list. */
    public Hit {
      spans = List.copyOf(spans);
    }
  }

  /** A span. Immutable. */
  public record Place(TraceId trace, SpanId span) {}
}
