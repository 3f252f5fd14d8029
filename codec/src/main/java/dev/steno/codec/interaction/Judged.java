// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.interaction.Interaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An interaction and what was thought of it. Immutable.
 *
 * @param interaction what was asked and answered
 * @param feedback on its answer, oldest first; empty if there is none
 */
public record Judged(Interaction interaction, List<Feedback> feedback) {

  /** Copies the list. */
  public Judged {
    feedback = List.copyOf(feedback);
  }

  /** An interaction of which nobody said anything. */
  public static Judged unjudged(Interaction interaction) {
    return new Judged(interaction, List.of());
  }

  /**
   * Which of POSITIVE and NEGATIVE was said: none, one, or both if opinions differ. What people
   * said outright counts before what was concluded.
   */
  public Set<Tag> tags() {
    Set<Tag> explicit = tags(true);
    return explicit.isEmpty() ? tags(false) : explicit;
  }

  private Set<Tag> tags(boolean explicit) {
    Set<Tag> tags = EnumSet.noneOf(Tag.class);
    for (Feedback each : feedback) {
      Tag tag = each.verdict().tag();
      if (tag != null
          && tag != Tag.NEUTRAL
          && (each.source() == Feedback.Source.EXPLICIT) == explicit) {
        tags.add(tag);
      }
    }
    return tags;
  }
}
