// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.client.GenerationSpan;
import dev.steno.client.Steno;
import dev.steno.client.content.TokenParts;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Records each model call that Spring AI observes as a generation with its content. Thread-safe.
 * What cannot be read of a call is left out and named on the span.
 */
final class ChatObservation implements ObservationHandler<ChatModelObservationContext> {
  private static final Class<?> KEY = ChatObservation.class;

  private final Steno steno;

  ChatObservation(Steno steno) {
    this.steno = steno;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ChatModelObservationContext;
  }

  @Override
  public void onStart(ChatModelObservationContext context) {
    GenerationSpan span = steno.current().generation(null);
    SpanScopes.begin(KEY, context, span);
    guarded(span, () -> request(span, context));
  }

  @Override
  public void onScopeOpened(ChatModelObservationContext context) {
    SpanScopes.opened(KEY, context);
  }

  @Override
  public void onScopeClosed(ChatModelObservationContext context) {
    SpanScopes.closed(KEY, context);
  }

  @Override
  public void onStop(ChatModelObservationContext context) {
    SpanScopes<?> scopes = SpanScopes.of(KEY, context);
    if (scopes == null || !(scopes.span() instanceof GenerationSpan span)) {
      return;
    }
    ChatResponse response = context.getResponse();
    if (context.getError() != null) {
      span.fail(context.getError());
    } else if (response != null) {
      guarded(span, () -> response(span, response));
    } else {
      // A stream that nobody read to its end.
      span.close();
    }
    span.end();
  }

  private static void request(GenerationSpan span, ChatModelObservationContext context) {
    span.provider(context.getOperationMetadata().provider().toLowerCase(Locale.ROOT));
    ChatOptions options = context.getRequest().getOptions();
    if (options != null) {
      options(span, options);
    }
    span.messages(ChatMessages.of(context.getRequest().getInstructions()));
  }

  private static void options(GenerationSpan span, ChatOptions options) {
    if (options.getModel() != null) {
      span.model(options.getModel());
    }
    span.parameter("temperature", options.getTemperature())
        .parameter("top_p", options.getTopP())
        .parameter("top_k", options.getTopK())
        .parameter("frequency_penalty", options.getFrequencyPenalty())
        .parameter("presence_penalty", options.getPresencePenalty())
        .parameter("max_tokens", options.getMaxTokens())
        .parameter("stop_sequences", options.getStopSequences());
    if (options instanceof ToolCallingChatOptions calling
        && calling.getToolCallbacks() != null
        && !calling.getToolCallbacks().isEmpty()) {
      span.tools(
          calling.getToolCallbacks().stream()
              .map(tool -> definition(tool.getToolDefinition()))
              .toList());
    }
  }

  private static Map<String, Object> definition(ToolDefinition tool) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("type", "function");
    definition.put("name", tool.name());
    definition.put("description", tool.description());
    definition.put("parameters", schema(tool.inputSchema()));
    return definition;
  }

  private static JsonValue schema(String text) {
    try {
      return Json.parse(text);
    } catch (CodecException e) {
      return JsonValue.of(text);
    }
  }

  private static void response(GenerationSpan span, ChatResponse response) {
    ChatResponseMetadata metadata = response.getMetadata();
    span.responseModel(orNull(metadata.getModel())).responseId(orNull(metadata.getId()));
    Usage usage = metadata.getUsage();
    // Spring AI says zero of both where the provider said nothing.
    if (usage != null && usage.getPromptTokens() + usage.getCompletionTokens() > 0) {
      span.usage(
          TokenParts.of(
              usage.getPromptTokens(), usage.getCompletionTokens(), usage.getNativeUsage()));
    }
    List<String> reasons = new ArrayList<>();
    response.getResults().stream()
        .map(choice -> choice.getMetadata().getFinishReason())
        .filter(reason -> reason != null)
        .forEach(reason -> reasons.add(reason.toLowerCase(Locale.ROOT)));
    if (!reasons.isEmpty()) {
      span.finishReasons(reasons);
    }
    span.end(
        response.getResults().stream().map(each -> ChatMessages.answer(each.getOutput())).toList());
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static void guarded(GenerationSpan span, Runnable reading) {
    try {
      reading.run();
    } catch (RuntimeException | LinkageError e) {
      span.attribute("steno.spring_ai.unread", e.getClass().getName());
    }
  }
}
