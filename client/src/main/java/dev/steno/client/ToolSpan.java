// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import org.jspecify.annotations.Nullable;

/** A tool's execution; input and output are its arguments and its result. Thread-safe. */
public final class ToolSpan extends OpenSpan<ToolSpan> implements TracedSpan<ToolSpan> {
  static final ToolSpan NOOP = new ToolSpan();

  private ToolSpan() {}

  ToolSpan(Steps in, @Nullable Object input) {
    super(SpanType.TOOL, in, input);
  }

  /** The name of the tool. */
  public ToolSpan toolName(String name) {
    return named("execute_tool", name).attribute("gen_ai.tool.name", name);
  }

  /** The id of the call by which the model asked for it. */
  public ToolSpan callId(String id) {
    return attribute("gen_ai.tool.call.id", id);
  }

  /** What kind of tool it is: {@code function}, {@code extension}, {@code datastore}. */
  public ToolSpan toolType(String type) {
    return attribute("gen_ai.tool.type", type);
  }

  /** What the tool is for. */
  public ToolSpan description(String text) {
    return attribute("gen_ai.tool.description", text);
  }

  @Override
  ToolSpan self() {
    return this;
  }
}
