// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import dev.steno.storage.query.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Which traces to list. Immutable.
 *
 * @param project the tenant; a condition on the project within the filter only narrows it
 * @param filter the condition
 * @param limit at most so many, 1 to {@value #MAX_LIMIT}
 * @param cursor where the last page ended; null for the first page
 */
public record TraceQuery(String project, Filter filter, int limit, @Nullable String cursor) {
  /** The largest page. */
  public static final int MAX_LIMIT = 500;

  /** Checks the limit. */
  public TraceQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new StorageException(
          StorageException.Kind.INVALID, "limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
    }
  }

  /** The latest traces of a project. */
  public static TraceQuery latest(String project, int limit) {
    return new TraceQuery(project, Filter.ALL, limit, null);
  }
}
