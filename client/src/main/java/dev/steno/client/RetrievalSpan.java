// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * A search for documents. A list of maps that have an {@code id} and a {@code score} each is
 * recorded as documents. Thread-safe.
 */
public final class RetrievalSpan extends OpenSpan<RetrievalSpan>
    implements TracedSpan<RetrievalSpan> {
  static final RetrievalSpan NOOP = new RetrievalSpan();
  private static final AttributeKey<String> SOURCE =
      AttributeKey.stringKey("gen_ai.data_source.id");

  private RetrievalSpan() {}

  RetrievalSpan(Steps in, @Nullable Object input) {
    super(SpanType.RETRIEVAL, in, input);
  }

  /** The source that was searched, such as the name of an index. */
  public RetrievalSpan source(String id) {
    return named("retrieval", id).text(SOURCE, id);
  }

  @Override
  RetrievalSpan self() {
    return this;
  }
}
