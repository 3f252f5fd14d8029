// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** An agent at work. Thread-safe. */
public final class AgentSpan extends OpenSpan<AgentSpan> implements TracedSpan<AgentSpan> {
  static final AgentSpan NOOP = new AgentSpan();
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");

  private AgentSpan() {}

  AgentSpan(Steps in, @Nullable Object input) {
    super(SpanType.AGENT, in, input);
  }

  /** The name of the agent. */
  public AgentSpan agentName(String name) {
    return named("invoke_agent", name).text(AGENT, name);
  }

  @Override
  AgentSpan self() {
    return this;
  }
}
