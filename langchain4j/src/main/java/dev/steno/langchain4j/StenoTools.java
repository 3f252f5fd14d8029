// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.langchain4j.observability.api.listener.ToolExecutedEventListener;
import dev.steno.client.PastSpan;
import dev.steno.client.Steno;
import dev.steno.client.ThrowingFunction;
import dev.steno.client.ToolSpan;
import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import java.util.List;

/**
 * Records what tools do: arguments, result, failure, and the id of the call by which the model
 * asked for it. Thread-safe.
 */
public final class StenoTools {
  private final Steno steno;

  /** Records with a client, which stays its caller's to close. */
  public StenoTools(Steno steno) {
    this.steno = steno;
  }

  /**
   * Runs a tool within a span, which is current meanwhile and ends with the result.
   *
   * @throws X what the tool throws, unchanged
   */
  public <T, X extends Throwable> T execute(
      ToolExecutionRequest request, ThrowingFunction<? super ToolSpan, T, X> tool) throws X {
    ToolSpan span = steno.current().tool(request.arguments());
    if (request.name() != null) {
      span.toolName(request.name());
    }
    return span.attribute("gen_ai.tool.call.id", request.id()).toolType("function").call(tool);
  }

  /**
   * A listener for AI services, which run their tools themselves. They tell of a tool when it has
   * ended and not when it began: its span has no duration, and the flag {@code untimed}.
   */
  public ToolExecutedEventListener listener() {
    return this::executed;
  }

  private void executed(ToolExecutedEvent event) {
    ToolExecutionRequest request = event.request();
    PastSpan span =
        PastSpan.of(SpanType.TOOL, request.arguments())
            .output(event.resultText())
            .attribute(StenoAttributes.FLAGS, List.of("untimed"));
    if (request.name() != null) {
      span = span.attribute("gen_ai.tool.name", request.name());
    }
    if (request.id() != null) {
      span = span.attribute("gen_ai.tool.call.id", request.id());
    }
    steno.current().send(span);
  }
}
