// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives several roots the id of one trace: OpenTelemetry asks for a new id for every root, and is
 * told the one that this thread is about to begin a root of. Thread-safe.
 */
public final class RootIds implements IdGenerator {
  private final IdGenerator random;

  // A place for each thread that stays: an entry made and removed for each root costs as much as
  // the ids.
  private final ThreadLocal<@Nullable String[]> next =
      ThreadLocal.withInitial(() -> new @Nullable String[1]);

  /** Ids from {@code random}, but for the traces of roots. */
  public RootIds(IdGenerator random) {
    this.random = random;
  }

  /** Starts a root of a trace. */
  public Span start(SpanBuilder root, String traceId) {
    @Nullable String[] given = next.get();
    given[0] = traceId;
    try {
      return root.startSpan();
    } finally {
      given[0] = null;
    }
  }

  @Override
  public String generateTraceId() {
    String given = next.get()[0];
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
