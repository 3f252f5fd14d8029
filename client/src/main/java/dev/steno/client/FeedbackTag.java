// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.Feedback;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A judgement in one word. */
public enum FeedbackTag {
  /** It was good. */
  POSITIVE(Feedback.Tag.POSITIVE),
  /** It was bad. */
  NEGATIVE(Feedback.Tag.NEGATIVE),
  /** Neither. */
  NEUTRAL(Feedback.Tag.NEUTRAL);

  private static final Map<String, FeedbackTag> ALIASES =
      Map.ofEntries(
          Map.entry("POSITIVE", POSITIVE),
          Map.entry("NEGATIVE", NEGATIVE),
          Map.entry("NEUTRAL", NEUTRAL),
          Map.entry("THUMBS_UP", POSITIVE),
          Map.entry("THUMBS_DOWN", NEGATIVE),
          Map.entry("THUMB_UP", POSITIVE),
          Map.entry("THUMB_DOWN", NEGATIVE),
          Map.entry("UP", POSITIVE),
          Map.entry("DOWN", NEGATIVE),
          Map.entry("LIKE", POSITIVE),
          Map.entry("DISLIKE", NEGATIVE),
          Map.entry("GOOD", POSITIVE),
          Map.entry("BAD", NEGATIVE));

  private final Feedback.Tag model;

  FeedbackTag(Feedback.Tag model) {
    this.model = model;
  }

  /** The tag as the record has it. */
  public Feedback.Tag model() {
    return model;
  }

  /**
   * The tag that a word means, in either case, with spaces or hyphens for underscores: {@code
   * THUMBS_UP}, {@code thumbs-down}, {@code like}; empty for a word that means none.
   */
  public static Optional<FeedbackTag> of(String word) {
    String name = word.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    return Optional.ofNullable(ALIASES.get(name));
  }
}
