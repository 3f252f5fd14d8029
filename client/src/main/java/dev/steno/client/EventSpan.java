// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/** A custom event; a point in time unless it is ended. Thread-safe. */
public final class EventSpan extends OpenSpan<EventSpan> implements TracedSpan<EventSpan> {
  static final EventSpan NOOP = new EventSpan();

  private EventSpan() {}

  EventSpan(Steps in, @Nullable Object input) {
    super(SpanType.EVENT, in, input);
  }

  @Override
  EventSpan self() {
    return this;
  }
}
