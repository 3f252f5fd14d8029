// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/** A turn of a person and the application. Thread-safe. */
public final class MessageSpan extends OpenSpan<MessageSpan> implements TracedSpan<MessageSpan> {
  static final MessageSpan NOOP = new MessageSpan();

  private MessageSpan() {}

  MessageSpan(Steps in, @Nullable Object input) {
    super(SpanType.MESSAGE, in, input);
  }

  @Override
  MessageSpan self() {
    return this;
  }
}
