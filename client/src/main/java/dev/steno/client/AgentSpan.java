// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/** An agent at work. Thread-safe. */
public final class AgentSpan extends OpenSpan<AgentSpan> implements TracedSpan<AgentSpan> {
  static final AgentSpan NOOP = new AgentSpan();

  private AgentSpan() {}

  AgentSpan(Steps in, @Nullable Object input) {
    super(SpanType.AGENT, in, input);
  }

  /** The name of the agent. */
  public AgentSpan agentName(String name) {
    return named("invoke_agent", name).attribute("gen_ai.agent.name", name);
  }

  @Override
  AgentSpan self() {
    return this;
  }
}
