// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/** Something the application did by itself; a point in time unless it is ended. Thread-safe. */
public final class SystemSpan extends OpenSpan<SystemSpan> implements TracedSpan<SystemSpan> {
  static final SystemSpan NOOP = new SystemSpan();

  private SystemSpan() {}

  SystemSpan(Steps in, @Nullable Object input) {
    super(SpanType.SYSTEM, in, input);
  }

  @Override
  SystemSpan self() {
    return this;
  }
}
