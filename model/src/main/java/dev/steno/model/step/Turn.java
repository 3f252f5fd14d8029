// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.chain.Commit;
import java.util.List;
import java.util.Map;

/**
 * What steps are made from: one trace, which in a conversation is one turn of several. Immutable.
 *
 * @param spans all spans of the trace, in any order
 * @param commits of the spans whose conversation is known
 */
public record Turn(List<Span> spans, Map<SpanId, Commit> commits) {

  /** Copies the collections. */
  public Turn {
    spans = List.copyOf(spans);
    commits = Map.copyOf(commits);
  }
}
