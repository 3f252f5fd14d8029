// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** A tool's execution; input and output are its arguments and its result. Thread-safe. */
public final class ToolSpan extends OpenSpan<ToolSpan> implements TracedSpan<ToolSpan> {
  static final ToolSpan NOOP = new ToolSpan();
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("gen_ai.tool.name");
  private static final AttributeKey<String> CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
  private static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
  private static final AttributeKey<String> DESCRIPTION =
      AttributeKey.stringKey("gen_ai.tool.description");

  private ToolSpan() {}

  ToolSpan(Steps in, @Nullable Object input) {
    super(SpanType.TOOL, in, input);
  }

  /** The name of the tool. */
  public ToolSpan toolName(String name) {
    return named("execute_tool", name).text(NAME, name);
  }

  /** The id of the call by which the model asked for it. */
  public ToolSpan callId(String id) {
    return text(CALL, id);
  }

  /** What kind of tool it is: {@code function}, {@code extension}, {@code datastore}. */
  public ToolSpan toolType(String type) {
    return text(TOOL_TYPE, type);
  }

  /** What the tool is for. */
  public ToolSpan description(String text) {
    return text(DESCRIPTION, text);
  }

  @Override
  ToolSpan self() {
    return this;
  }
}
