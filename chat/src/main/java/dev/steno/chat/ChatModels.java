// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.steno.chat.langchain4j.Providers;
import dev.steno.chat.provider.Provider;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens chat models. Stateless. */
public final class ChatModels {
  private ChatModels() {}

  /** {@link #open(String, String, Consumer)} with what is the default. */
  public static TracedModel open(String provider, String model) {
    return open(provider, model, options -> {});
  }

  /**
   * A model by its provider's name. Nothing is asked of the provider yet.
   *
   * @param provider {@code openai} (with {@code baseUrl} any server that is compatible), {@code
   *     openai-responses}, {@code anthropic} or {@code ollama}
   * @throws IllegalArgumentException if the provider is not known or an option is wrong
   */
  public static TracedModel open(String provider, String model, Consumer<ModelOptions> options) {
    return open(provider, model, options, System.getenv());
  }

  static TracedModel open(
      String provider,
      String model,
      Consumer<ModelOptions> options,
      Map<String, String> environment) {
    ModelOptions chosen = new ModelOptions();
    options.accept(chosen);
    Provider opened = Providers.open(provider, model, chosen.address(provider, environment));
    return open(opened, chosen, environment);
  }

  /** Any model of LangChain4j, which does its own retries and timeouts besides. */
  public static TracedModel of(ChatModel model) {
    return of(model, null, options -> {});
  }

  /** Any model of LangChain4j. */
  public static TracedModel of(ChatModel model, Consumer<ModelOptions> options) {
    return of(model, null, options);
  }

  /**
   * Any model of LangChain4j.
   *
   * @param streaming the same model as it streams; null if it does not
   */
  public static TracedModel of(
      ChatModel model, @Nullable StreamingChatModel streaming, Consumer<ModelOptions> options) {
    ModelOptions chosen = new ModelOptions();
    options.accept(chosen);
    return open(Providers.of(model, streaming), chosen, System.getenv());
  }

  private static TracedModel open(
      Provider provider, ModelOptions options, Map<String, String> environment) {
    options.connect(environment);
    return new TracedModel(new Core(provider, options), options.parallel);
  }
}
