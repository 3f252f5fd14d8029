// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of a deletion: that it took place and how much it removed, and nothing of what.
 * Immutable.
 *
 * @param number counts the deletions of a store from 1
 * @param kind what was asked for
 * @param project the tenant
 * @param form of a query, what it asked about, without the values; null if it was none
 * @param by who asked for it, such as a key's id and name
 * @param started when it began
 * @param finished when the last byte was gone; null while it is under way, or if it was interrupted
 *     and has to be asked for again
 * @param erased how much was found to be removed
 */
public record Deletion(
    long number,
    Kind kind,
    String project,
    @Nullable String form,
    String by,
    Instant started,
    @Nullable Instant finished,
    Erased erased) {

  /** What was asked for. */
  public enum Kind {
    /** One trace by its id. */
    TRACE,
    /** Whatever meets a query. */
    QUERY,
    /** What a project keeps no longer. */
    RETENTION
  }

  /** The deletion when it has ended. */
  public Deletion finished(Instant time) {
    return new Deletion(number, kind, project, form, by, started, time, erased);
  }
}
