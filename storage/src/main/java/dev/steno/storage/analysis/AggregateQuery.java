// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.storage.StorageException;
import dev.steno.storage.query.Filter;
import java.util.List;
import java.util.Set;

/**
 * Which figures to compute. Immutable.
 *
 * @param project the tenant
 * @param window what is counted begins within it
 * @param filter only traces that meet it count; with {@link Subject#SPAN} all their spans do
 * @param subject what is counted
 * @param groups what it is grouped by: none to {@value #MAX_GROUPS}, each once; {@link
 *     Subject#TRACE} knows only those of {@link #OF_TRACES}
 * @param limit at most so many rows, 1 to {@value #MAX_LIMIT}
 */
public record AggregateQuery(
    String project,
    Window window,
    Filter filter,
    Subject subject,
    List<GroupKey> groups,
    int limit) {
  /** The most rows. */
  public static final int MAX_LIMIT = 1_000;

  /** The most group keys. */
  public static final int MAX_GROUPS = 2;

  /** The group keys that a trace has one value of. */
  public static final Set<GroupKey> OF_TRACES =
      Set.of(GroupKey.HOUR, GroupKey.DAY, GroupKey.NAME, GroupKey.ENVIRONMENT);

  /** What is counted. */
  public enum Subject {
    /** Each span by itself: its latency is its own. */
    SPAN,
    /** Each trace as a whole: its latency is from its first start to its last end. */
    TRACE
  }

  /** Checks the bounds and copies the list. */
  public AggregateQuery {
    groups = List.copyOf(groups);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw invalid("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
    }
    if (groups.size() > MAX_GROUPS || Set.copyOf(groups).size() < groups.size()) {
      throw invalid("by: " + groups + " (expected: at most two keys, each once)");
    }
    if (subject == Subject.TRACE && !OF_TRACES.containsAll(groups)) {
      throw invalid("by: " + groups + " (expected: of traces day, hour, name or environment)");
    }
  }

  private static StorageException invalid(String message) {
    return new StorageException(StorageException.Kind.INVALID, message);
  }
}
