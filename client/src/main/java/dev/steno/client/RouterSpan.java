// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/** A decision between ways to go on; a point in time unless it is ended. Thread-safe. */
public final class RouterSpan extends OpenSpan<RouterSpan> implements TracedSpan<RouterSpan> {
  static final RouterSpan NOOP = new RouterSpan();

  private RouterSpan() {}

  RouterSpan(Steps in, @Nullable Object input) {
    super(SpanType.ROUTER, in, input);
  }

  @Override
  RouterSpan self() {
    return this;
  }
}
