// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.SpanPart;
import dev.steno.model.chain.Commit;
import dev.steno.storage.Preview;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A part as a store keeps it: with its commit in place of what was said. Immutable.
 *
 * @param part the part, whose exchange nobody reads any more and may be null
 * @param commit what was said; null if this part knows nothing of it
 * @param preview of the part as it came
 */
public record StoredPart(SpanPart part, @Nullable Commit commit, Preview preview) {

  /** The order in which the parts of a span are assembled: by kind, arrival and sequence. */
  public static final Comparator<StoredPart> ORDER =
      Comparator.<StoredPart, SpanPart.Kind>comparing(stored -> stored.part.kind())
          .thenComparing(stored -> stored.part.arrival())
          .thenComparingLong(stored -> stored.part.sequence());
}
