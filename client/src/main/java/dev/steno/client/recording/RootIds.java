// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Gives several roots the id of one trace: OpenTelemetry asks for a new id for every root, and is
 * told the one that this thread is about to begin a root of. Thread-safe.
 */
public final class RootIds implements IdGenerator {
  private final IdGenerator random;
  private final ThreadLocal<String> next = new ThreadLocal<>();

  /** Ids from {@code random}, but for the traces of roots. */
  public RootIds(IdGenerator random) {
    this.random = random;
  }

  /** Starts a root of a trace. */
  public Span start(SpanBuilder root, String traceId) {
    next.set(traceId);
    try {
      return root.startSpan();
    } finally {
      next.remove();
    }
  }

  @Override
  public String generateTraceId() {
    String given = next.get();
    return given == null ? random.generateTraceId() : given;
  }

  @Override
  public String generateSpanId() {
    return random.generateSpanId();
  }

  @Override
  public boolean generatesRandomTraceIds() {
    return random.generatesRandomTraceIds();
  }
}
