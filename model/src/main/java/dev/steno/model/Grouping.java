// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import org.jspecify.annotations.Nullable;

/**
 * The ids, given by the caller, that traces are grouped by. Immutable; null is unknown.
 *
 * @param conversation the conversation or thread
 * @param session the session, where it is told apart from the conversation
 * @param user the person
 * @param channel the way in, such as {@code web}
 * @param environment the deployment environment, such as {@code production}
 */
public record Grouping(
    @Nullable String conversation,
    @Nullable String session,
    @Nullable String user,
    @Nullable String channel,
    @Nullable String environment) {

  /** Grouped by nothing. */
  public static final Grouping NONE = new Grouping(null, null, null, null, null);

  /** This grouping with every id that {@code later} knows taken from there. */
  public Grouping revisedBy(Grouping later) {
    return new Grouping(
        Generation.later(later, this, Grouping::conversation),
        Generation.later(later, this, Grouping::session),
        Generation.later(later, this, Grouping::user),
        Generation.later(later, this, Grouping::channel),
        Generation.later(later, this, Grouping::environment));
  }
}
