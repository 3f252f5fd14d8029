// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.steno.client.GenerationSpan;
import dev.steno.client.Steno;
import dev.steno.client.content.TokenParts;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The span of one model call. Thread-safe. What cannot be read of a request or an answer is left
 * out and named on the span: it never reaches the application.
 */
final class ModelSpan {
  private final GenerationSpan span;

  private ModelSpan(GenerationSpan span) {
    this.span = span;
  }

  static ModelSpan begin(Steno steno, ChatRequest request, @Nullable ModelProvider provider) {
    ModelSpan begun = new ModelSpan(steno.current().generation(null));
    begun.guarded(() -> begun.request(request, provider));
    return begun;
  }

  void firstToken() {
    span.firstToken();
  }

  void chunk(@Nullable String text) {
    span.chunk(text);
  }

  void end(ChatResponse response) {
    guarded(() -> response(response));
    span.end();
  }

  void fail(Throwable error) {
    span.fail(error);
  }

  /** Nobody waits for the answer any more. */
  void abandon() {
    span.close();
  }

  private void request(ChatRequest request, @Nullable ModelProvider provider) {
    String name = provider == null ? null : name(provider);
    if (name != null) {
      span.provider(name);
    }
    if (request.modelName() != null) {
      span.model(request.modelName());
    }
    span.parameter("temperature", request.temperature())
        .parameter("top_p", request.topP())
        .parameter("top_k", request.topK())
        .parameter("frequency_penalty", request.frequencyPenalty())
        .parameter("presence_penalty", request.presencePenalty())
        .parameter("max_tokens", request.maxOutputTokens());
    if (request.stopSequences() != null && !request.stopSequences().isEmpty()) {
      span.parameter("stop_sequences", request.stopSequences());
    }
    if (request.responseFormat() != null) {
      boolean json = request.responseFormat().type() == ResponseFormatType.JSON;
      span.parameter("output.type", json ? "json" : "text");
    }
    if (request.toolSpecifications() != null && !request.toolSpecifications().isEmpty()) {
      span.tools(request.toolSpecifications().stream().map(ModelSpan::definition).toList());
    }
    span.messages(request.messages().stream().map(ChatMessages::message).toList());
  }

  private void response(ChatResponse response) {
    span.responseModel(response.modelName()).responseId(response.id());
    if (response.finishReason() != null) {
      span.finishReasons(List.of(reason(response.finishReason())));
    }
    TokenUsage usage = response.tokenUsage();
    if (usage != null) {
      span.usage(TokenParts.of(usage.inputTokenCount(), usage.outputTokenCount(), usage));
    }
    span.end(ChatMessages.message(response.aiMessage()));
  }

  private static JsonValue definition(ToolSpecification tool) {
    Map<String, JsonValue> definition = new LinkedHashMap<>();
    definition.put("type", JsonValue.of("function"));
    if (Json.parse(tool.toJson()) instanceof JsonObject said) {
      definition.putAll(said.members());
    }
    definition.values().removeIf(JsonValue.NULL::equals);
    return new JsonObject(definition);
  }

  private static String reason(FinishReason reason) {
    return reason == FinishReason.TOOL_EXECUTION
        ? "tool_calls"
        : reason.name().toLowerCase(Locale.ROOT);
  }

  /** The name of the GenAI conventions; null if nobody said who it is. */
  private static @Nullable String name(ModelProvider provider) {
    return switch (provider.name()) {
      case "OPEN_AI" -> "openai";
      case "AZURE_OPEN_AI" -> "azure.ai.openai";
      case "AMAZON_BEDROCK" -> "aws.bedrock";
      case "GOOGLE_AI_GEMINI" -> "gcp.gemini";
      case "GOOGLE_GENAI" -> "gcp.gen_ai";
      case "GOOGLE_VERTEX_AI_GEMINI", "GOOGLE_VERTEX_AI_ANTHROPIC" -> "gcp.vertex_ai";
      case "WATSONX" -> "ibm.watsonx.ai";
      case "OTHER" -> null;
      default -> provider.name().toLowerCase(Locale.ROOT);
    };
  }

  private void guarded(Runnable reading) {
    try {
      reading.run();
    } catch (RuntimeException | LinkageError e) {
      span.attribute("steno.langchain4j.unread", e.getClass().getName());
    }
  }
}
