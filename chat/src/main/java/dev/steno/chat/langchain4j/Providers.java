// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.steno.chat.provider.Parameters;
import dev.steno.chat.provider.Provider;
import dev.steno.chat.provider.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens models by the names of their providers. Stateless. */
public final class Providers {
  /** The providers that {@link #open} knows. */
  public static final List<String> NAMES =
      List.of("openai", "openai-responses", "anthropic", "ollama");

  private static final String NO_KEY = "none";

  private Providers() {}

  /**
   * How to reach a provider. Immutable.
   *
   * @param baseUrl null for the provider's own
   * @param apiKey null for the environment's, or none
   * @param headers sent besides
   * @param timeout for one answer, and between two pieces of a stream
   * @param verbatimBytes how much is kept of what goes over the wire; 0 for nothing
   */
  public record Address(
      @Nullable String baseUrl,
      @Nullable String apiKey,
      Map<String, String> headers,
      Duration timeout,
      int verbatimBytes) {
    /** Copies the headers. */
    public Address {
      headers = Map.copyOf(headers);
    }

    /** The key and the headers: what must not appear in a record. */
    public Secrets secrets() {
      List<String> secrets = new ArrayList<>(headers.values());
      if (apiKey != null) {
        secrets.add(apiKey);
      }
      return Secrets.of(secrets);
    }

    private String key() {
      return apiKey == null ? NO_KEY : apiKey;
    }

    @Override
    public String toString() {
      return String.valueOf(baseUrl);
    }
  }

  /**
   * A model by its provider's name.
   *
   * @throws IllegalArgumentException if the provider is not known
   */
  public static Provider open(String provider, String model, Address address) {
    return switch (provider) {
      case "openai" -> openAi(model, address);
      case "openai-responses" -> responses(model, address);
      case "anthropic" -> anthropic(model, address);
      case "ollama" -> ollama(model, address);
      default ->
          throw new IllegalArgumentException(
              "provider: "
                  + provider
                  + " (expected: "
                  + String.join(", ", NAMES)
                  + "; any other model through ChatModels.of)");
    };
  }

  /** Any model of LangChain4j; the streaming one may be missing. */
  public static Provider of(ChatModel model, @Nullable StreamingChatModel streaming) {
    ChatRequestParameters defaults = model.defaultRequestParameters();
    return new LangChain4jProvider(
        model.provider().name().toLowerCase(Locale.ROOT),
        defaults == null ? null : defaults.modelName(),
        model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA),
        model,
        streaming,
        set -> parameters(),
        0,
        Secrets.NONE);
  }

  private static DefaultChatRequestParameters.Builder<?> parameters() {
    return new DefaultChatRequestParameters.Builder<>();
  }

  private static Provider openAi(String model, Address at) {
    var blocking =
        OpenAiChatModel.builder()
            .httpClientBuilder(ModelHttp.builder())
            .modelName(model)
            .apiKey(at.key())
            .customHeaders(at.headers())
            .timeout(at.timeout())
            .returnThinking(true)
            .maxRetries(0);
    var streaming =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(ModelHttp.builder())
            .modelName(model)
            .apiKey(at.key())
            .customHeaders(at.headers())
            .timeout(at.timeout())
            .returnThinking(true);
    if (at.baseUrl() != null) {
      blocking.baseUrl(at.baseUrl());
      streaming.baseUrl(at.baseUrl());
    }
    return new LangChain4jProvider(
        "openai",
        model,
        true,
        blocking.build(),
        streaming.build(),
        Providers::openAiParameters,
        at.verbatimBytes(),
        at.secrets());
  }

  private static DefaultChatRequestParameters.Builder<?> openAiParameters(Parameters set) {
    return OpenAiChatRequestParameters.builder().seed(set.whole("seed"));
  }

  private static Provider responses(String model, Address at) {
    var blocking =
        OpenAiResponsesChatModel.builder()
            .httpClientBuilder(ModelHttp.builder().readTimeout(at.timeout()))
            .modelName(model)
            .apiKey(at.key());
    var streaming =
        OpenAiResponsesStreamingChatModel.builder()
            .httpClientBuilder(ModelHttp.builder().readTimeout(at.timeout()))
            .modelName(model)
            .apiKey(at.key());
    if (at.baseUrl() != null) {
      blocking.baseUrl(at.baseUrl());
      streaming.baseUrl(at.baseUrl());
    }
    return new LangChain4jProvider(
        "openai-responses",
        model,
        true,
        blocking.build(),
        streaming.build(),
        set -> parameters(),
        at.verbatimBytes(),
        at.secrets());
  }

  private static Provider anthropic(String model, Address at) {
    var blocking =
        AnthropicChatModel.builder()
            .httpClientBuilder(ModelHttp.builder())
            .modelName(model)
            .apiKey(at.key())
            .customHeaders(at.headers())
            .timeout(at.timeout())
            .returnThinking(true)
            .sendThinking(true)
            .maxRetries(0);
    var streaming =
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(ModelHttp.builder())
            .modelName(model)
            .apiKey(at.key())
            .customHeaders(at.headers())
            .timeout(at.timeout())
            .returnThinking(true)
            .sendThinking(true);
    if (at.baseUrl() != null) {
      blocking.baseUrl(at.baseUrl());
      streaming.baseUrl(at.baseUrl());
    }
    return new LangChain4jProvider(
        "anthropic",
        model,
        false,
        blocking.build(),
        streaming.build(),
        set -> parameters(),
        at.verbatimBytes(),
        at.secrets());
  }

  private static Provider ollama(String model, Address at) {
    String url = at.baseUrl() == null ? "http://localhost:11434" : at.baseUrl();
    return new LangChain4jProvider(
        "ollama",
        model,
        true,
        OllamaChatModel.builder()
            .httpClientBuilder(ModelHttp.builder())
            .baseUrl(url)
            .modelName(model)
            .customHeaders(at.headers())
            .timeout(at.timeout())
            .returnThinking(true)
            .maxRetries(0)
            .build(),
        OllamaStreamingChatModel.builder()
            .httpClientBuilder(ModelHttp.builder())
            .baseUrl(url)
            .modelName(model)
            .customHeaders(at.headers())
            .timeout(at.timeout())
            .returnThinking(true)
            .build(),
        set -> OllamaChatRequestParameters.builder().seed(set.whole("seed")),
        at.verbatimBytes(),
        at.secrets());
  }
}
