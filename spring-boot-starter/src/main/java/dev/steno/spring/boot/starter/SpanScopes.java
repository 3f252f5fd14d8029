// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.client.TracedSpan;
import io.micrometer.observation.Observation;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The span of an observation, and the scopes in which it is current. Kept in the observation's
 * context; thread-safe.
 */
final class SpanScopes<S extends TracedSpan<S>> {
  private final S span;
  private final Deque<Scope> open = new ArrayDeque<>();

  private SpanScopes(S span) {
    this.span = span;
  }

  static <S extends TracedSpan<S>> void begin(Class<?> key, Observation.Context context, S span) {
    context.put(key, new SpanScopes<>(span));
  }

  static @Nullable SpanScopes<?> of(Class<?> key, Observation.Context context) {
    Object value = context.get(key);
    return value instanceof SpanScopes<?> scopes ? scopes : null;
  }

  S span() {
    return span;
  }

  static void opened(Class<?> key, Observation.Context context) {
    SpanScopes<?> scopes = of(key, context);
    if (scopes != null) {
      scopes.opened();
    }
  }

  static void closed(Class<?> key, Observation.Context context) {
    SpanScopes<?> scopes = of(key, context);
    if (scopes != null) {
      scopes.closed();
    }
  }

  private synchronized void opened() {
    open.push(span.makeCurrent());
  }

  private synchronized void closed() {
    Scope last = open.poll();
    if (last != null) {
      last.close();
    }
  }
}
