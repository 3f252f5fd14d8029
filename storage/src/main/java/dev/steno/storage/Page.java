// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a longer answer. Immutable.
 *
 * @param items at most {@code limit} of them
 * @param next the cursor of the next page; null if this is the last one
 * @param limit the limit that was applied
 */
public record Page<T>(List<T> items, @Nullable String next, int limit) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
