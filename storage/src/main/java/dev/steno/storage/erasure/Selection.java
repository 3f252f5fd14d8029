// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.erasure;

import dev.steno.model.TraceId;
import dev.steno.storage.query.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a deletion is to remove. Immutable. */
public sealed interface Selection {

  /** The one project that it removes from. */
  String project();

  /** A trace. */
  record OfTrace(String project, TraceId trace) implements Selection {}

  /** The traces that meet a filter. */
  record Matching(String project, Filter filter) implements Selection {}

  /**
   * What has been kept long enough: of each trace and week what is filed under times before {@code
   * before} only, the feedback given before it, and all feedback on traces of which nothing is
   * left. A trace of several weeks may lose the first of them.
   */
  record Expired(String project, Instant before) implements Selection {

    /**
     * What has been kept for {@code retention} and is not of the day on which that ended: by whole
     * days in UTC, so that no file is written anew more than once a day.
     */
    public static Expired after(String project, Duration retention, Instant now) {
      return new Expired(project, now.minus(retention).truncatedTo(ChronoUnit.DAYS));
    }
  }

  /** How a deletion of this is recorded. */
  default Deletion.Kind kind() {
    if (this instanceof OfTrace) {
      return Deletion.Kind.TRACE;
    }
    return this instanceof Matching ? Deletion.Kind.QUERY : Deletion.Kind.RETENTION;
  }

  /** The form of its query without the values in it; null if it is none. */
  default @Nullable String form() {
    return this instanceof Matching matching ? QueryForm.of(matching.filter()) : null;
  }
}
