// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * A search for documents. A list of maps that have an {@code id} and a {@code score} each is
 * recorded as documents. Thread-safe.
 */
public final class RetrievalSpan extends OpenSpan<RetrievalSpan>
    implements TracedSpan<RetrievalSpan> {
  static final RetrievalSpan NOOP = new RetrievalSpan();

  private RetrievalSpan() {}

  RetrievalSpan(Steps in, @Nullable Object input) {
    super(SpanType.RETRIEVAL, in, input);
  }

  /** The source that was searched, such as the name of an index. */
  public RetrievalSpan source(String id) {
    return named("retrieval", id).attribute("gen_ai.data_source.id", id);
  }

  @Override
  RetrievalSpan self() {
    return this;
  }
}
