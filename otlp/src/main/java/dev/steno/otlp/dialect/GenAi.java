// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's GenAI conventions from 1.37 on, where messages are lists of parts in {@code
 * gen_ai.input.messages} and its like, on the span or on an event.
 */
final class GenAi implements Dialect {
  /** The event that carries the content of a model call. */
  static final String DETAILS = "gen_ai.client.inference.operation.details";

  static final String INPUT = "gen_ai.input.messages";
  static final String OUTPUT = "gen_ai.output.messages";
  static final String SYSTEM = "gen_ai.system_instructions";
  static final String TOOLS = "gen_ai.tool.definitions";

  private static final String PREFIX = "gen_ai.";
  private static final String MCP_METHOD = "mcp.method.name";

  @Override
  public boolean recognises(Draft draft) {
    for (String key : draft.attributes.keySet()) {
      if (key.startsWith(PREFIX) || key.equals(MCP_METHOD)) {
        return true;
      }
    }
    return draft.events.stream().anyMatch(event -> event.name().equals(DETAILS));
  }

  @Override
  public void apply(Draft draft) {
    GenAiContent content = new GenAiContent(draft);
    SpanType type = type(draft, content);
    draft.type = type == null ? draft.type : type;
    draft.agent = draft.text("gen_ai.agent.name");
    if (type == SpanType.GENERATION) {
      content.readExchange();
    }
    if (type == SpanType.GENERATION || type == SpanType.EMBEDDING || type == SpanType.RERANK) {
      draft.generation = GenAiCall.generation(draft, content.finishReasons());
    } else if (type == SpanType.TOOL) {
      readTool(draft);
    } else if (type == SpanType.RETRIEVAL) {
      draft.input = moved(draft, "gen_ai.retrieval.query.text", "gen_ai.memory.query.text");
      draft.output = moved(draft, "gen_ai.retrieval.documents", "gen_ai.memory.records");
    }
    if (type != SpanType.GENERATION) {
      content.readInputAndOutput();
    }
  }

  private static @Nullable SpanType type(Draft draft, GenAiContent content) {
    String operation = draft.text("gen_ai.operation.name");
    SpanType type = operation == null ? null : ofOperation(operation);
    if (type != null) {
      return type;
    }
    Map<String, JsonValue> attributes = draft.attributes;
    if ("tools/call".equals(draft.text(MCP_METHOD))
        || (operation == null && attributes.containsKey("gen_ai.tool.name"))) {
      return SpanType.TOOL;
    }
    boolean call =
        attributes.containsKey("gen_ai.request.model")
            || attributes.containsKey("gen_ai.response.model")
            || content.hasMessages();
    return call ? SpanType.GENERATION : null;
  }

  private static @Nullable SpanType ofOperation(String operation) {
    return switch (operation) {
      case "chat",
          "generate_content",
          "text_completion",
          "completion",
          "generate",
          "response",
          "call_llm",
          "llm_call" ->
          SpanType.GENERATION;
      case "embeddings", "embedding" -> SpanType.EMBEDDING;
      case "rerank" -> SpanType.RERANK;
      case "retrieval", "search_memory" -> SpanType.RETRIEVAL;
      case "execute_tool", "tool_call" -> SpanType.TOOL;
      case "invoke_agent", "create_agent", "agent_step", "agent_call", "plan" -> SpanType.AGENT;
      case "invoke_workflow" -> SpanType.WORKFLOW;
      case "handle_conversation_turn" -> SpanType.MESSAGE;
      default -> null;
    };
  }

  private static void readTool(Draft draft) {
    draft.tool =
        new ToolUse(
            draft.text("gen_ai.tool.name"),
            draft.text("gen_ai.tool.call.id"),
            draft.text("gen_ai.tool.type"),
            draft.text("gen_ai.tool.description"));
    draft.input = moved(draft, "gen_ai.tool.call.arguments");
    draft.output = moved(draft, "gen_ai.tool.call.result");
  }

  /** The first of these attributes that says something, taken out of the attributes. */
  private static @Nullable JsonValue moved(Draft draft, String... keys) {
    for (String key : keys) {
      JsonValue value = draft.attributes.get(key);
      if (value != null && !JsonStrings.isRedacted(value)) {
        draft.attributes.remove(key);
        return draft.strings.decoded(value);
      }
    }
    return null;
  }
}
