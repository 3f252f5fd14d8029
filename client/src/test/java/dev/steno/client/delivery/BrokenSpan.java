// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;

/** A span that throws when it is read. Immutable. */
final class BrokenSpan extends DelegatingSpanData {
  BrokenSpan(SpanData span) {
    super(span);
  }

  @Override
  public SpanContext getParentSpanContext() {
    throw new IllegalStateException("broken");
  }
}
