// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.upkeep;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * Something broken in a store. Immutable.
 *
 * @param project the tenant; null if it cannot be told
 * @param trace the trace; null if it cannot be told
 * @param span the span; null if it cannot be told
 * @param sentence what is wrong; quotes ids and files, never content
 */
public record Fault(
    @Nullable String project, @Nullable TraceId trace, @Nullable SpanId span, String sentence) {

  /** A fault of which no trace can be told. */
  public static Fault of(String sentence) {
    return new Fault(null, null, null, sentence);
  }
}
