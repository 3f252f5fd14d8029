// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.client.Steno;
import dev.steno.client.ToolSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/** Records each tool that Spring AI runs, with its arguments and its result. Thread-safe. */
final class ToolObservation implements ObservationHandler<ToolCallingObservationContext> {
  private static final Class<?> KEY = ToolObservation.class;

  private final Steno steno;

  ToolObservation(Steno steno) {
    this.steno = steno;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ToolCallingObservationContext;
  }

  @Override
  public void onStart(ToolCallingObservationContext context) {
    ToolSpan span = steno.current().tool(context.getToolCallArguments());
    SpanScopes.begin(KEY, context, span);
    span.toolName(context.getToolDefinition().name())
        .description(context.getToolDefinition().description())
        .toolType("function");
  }

  @Override
  public void onScopeOpened(ToolCallingObservationContext context) {
    SpanScopes.opened(KEY, context);
  }

  @Override
  public void onScopeClosed(ToolCallingObservationContext context) {
    SpanScopes.closed(KEY, context);
  }

  @Override
  public void onStop(ToolCallingObservationContext context) {
    SpanScopes<?> scopes = SpanScopes.of(KEY, context);
    if (scopes == null) {
      return;
    }
    if (context.getError() != null) {
      scopes.span().fail(context.getError());
    }
    scopes.span().end(context.getToolCallResult());
  }
}
