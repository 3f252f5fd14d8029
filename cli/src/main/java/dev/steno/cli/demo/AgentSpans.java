// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.util.List;

/**
 * The spans of one conversation, by hand, as OpenTelemetry's GenAI conventions ask for them.
 * Thread- safe.
 */
final class AgentSpans {
  private static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  private final Tracer tracer;
  private final Visit visit;
  private final String conversation;

  AgentSpans(Tracer tracer, Visit visit, String conversation) {
    this.tracer = tracer;
    this.visit = visit;
    this.conversation = conversation;
  }

  /** A turn: {@code invoke_agent}, the root of its trace. */
  Span agent(JsonObject said) {
    return span("invoke_agent", "tea-support", SpanKind.INTERNAL)
        .setNoParent()
        .setAttribute("gen_ai.agent.name", "tea-support")
        .setAttribute("gen_ai.agent.description", "Answers customers of a small tea shop.")
        .setAttribute("gen_ai.request.model", visit.model())
        .setAttribute("gen_ai.input.messages", MessageParts.input(List.of(said)))
        .startSpan();
  }

  /** A call of the model with all that is said and offered. */
  Span chat(URI server, List<JsonObject> history, List<Tool> tools, boolean streamed) {
    List<JsonObject> messages = history.subList(1, history.size());
    List<JsonValue> definitions = List.copyOf(tools.stream().map(Tool::traced).toList());
    SpanBuilder span =
        span("chat", visit.model(), SpanKind.CLIENT)
            .setAttribute("gen_ai.provider.name", "openai")
            .setAttribute("gen_ai.request.model", visit.model())
            .setAttribute("gen_ai.request.max_tokens", (long) SupportAgent.MAX_TOKENS)
            .setAttribute("gen_ai.request.stream", streamed)
            .setAttribute("gen_ai.output.type", "text")
            .setAttribute("server.address", server.getHost())
            .setAttribute("server.port", (long) server.getPort())
            .setAttribute(
                "gen_ai.system_instructions", MessageParts.system(SupportAgent.INSTRUCTIONS))
            .setAttribute("gen_ai.tool.definitions", Json.write(new JsonArray(definitions)))
            .setAttribute("gen_ai.input.messages", MessageParts.input(messages));
    if (visit.reasons()) {
      span.setAttribute("gen_ai.request.reasoning.level", SupportAgent.EFFORT);
    } else {
      span.setAttribute("gen_ai.request.temperature", SupportAgent.TEMPERATURE);
    }
    return span.startSpan();
  }

  /** A tool at work. */
  Span tool(Tool tool, Node call) {
    return span("execute_tool", tool.name(), SpanKind.INTERNAL)
        .setAttribute("gen_ai.tool.name", tool.name())
        .setAttribute("gen_ai.tool.call.id", call.text("id", ""))
        .setAttribute("gen_ai.tool.type", "function")
        .setAttribute("gen_ai.tool.description", tool.description())
        .setAttribute("gen_ai.tool.call.arguments", call.get("function").text("arguments", "{}"))
        .startSpan();
  }

  /** Puts an answer on the span of its call. */
  static void answered(Span chat, ChatAnswer answer) {
    Node usage = answer.usage();
    chat.setAttribute("gen_ai.response.id", answer.id());
    chat.setAttribute("gen_ai.response.model", answer.model());
    chat.setAttribute(FINISH_REASONS, List.of(finishReason(answer)));
    chat.setAttribute("gen_ai.usage.input_tokens", usage.count("prompt_tokens"));
    chat.setAttribute("gen_ai.usage.output_tokens", usage.count("completion_tokens"));
    chat.setAttribute(
        "gen_ai.usage.cache_read.input_tokens",
        usage.get("prompt_tokens_details").count("cached_tokens"));
    chat.setAttribute(
        "gen_ai.usage.reasoning.output_tokens",
        usage.get("completion_tokens_details").count("reasoning_tokens"));
    chat.setAttribute(
        "gen_ai.output.messages", MessageParts.output(answer.message(), finishReason(answer)));
    if (answer.firstChunk() != null) {
      chat.setAttribute("gen_ai.response.time_to_first_chunk", answer.firstChunk().toNanos() / 1e9);
    }
  }

  /** Marks a span as failed. */
  static void failed(Span span, String type, Exception e) {
    span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
    span.setAttribute("error.type", type);
    span.recordException(e);
  }

  /** OpenAI says {@code tool_calls} where the conventions say {@code tool_call}. */
  private static String finishReason(ChatAnswer answer) {
    return answer.finishReason().equals("tool_calls") ? "tool_call" : answer.finishReason();
  }

  private SpanBuilder span(String operation, String target, SpanKind kind) {
    return tracer
        .spanBuilder(operation + " " + target)
        .setSpanKind(kind)
        .setAttribute("gen_ai.operation.name", operation)
        .setAttribute("gen_ai.conversation.id", conversation)
        .setAttribute("session.id", conversation)
        .setAttribute("user.id", visit.customer());
  }
}
