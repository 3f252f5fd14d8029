// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.analysis;

import dev.steno.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * What to look for. Immutable.
 *
 * @param project the tenant
 * @param text 1 to {@value #MAX_TEXT} characters; upper and lower case are the same, in any script
 * @param window messages and spans are filed within it by the start of the span that brought them
 * @param limit at most so many hits, 1 to {@value #MAX_LIMIT}
 * @param cursor where the last page ended; null for the first page
 */
public record SearchQuery(
    String project, String text, Window window, int limit, @Nullable String cursor) {
  /** The longest text. */
  public static final int MAX_TEXT = 1_000;

  /** The largest page. */
  public static final int MAX_LIMIT = 100;

  /** Checks the bounds. */
  public SearchQuery {
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      throw invalid("text: " + text.length() + " characters (expected: 1 to " + MAX_TEXT + ")");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw invalid("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
    }
  }

  private static StorageException invalid(String message) {
    return new StorageException(StorageException.Kind.INVALID, message);
  }
}
