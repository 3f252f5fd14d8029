// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/** OpenAI's usage in its parts. Stateless; only for applications that have its module. */
final class OpenAiUsage {
  /** Looked for by name, so that this class is loaded where it can be. */
  static final String CLASS = "dev.langchain4j.model.openai.OpenAiTokenUsage";

  private OpenAiUsage() {}

  static Usage of(TokenUsage usage) {
    OpenAiTokenUsage openAi = (OpenAiTokenUsage) usage;
    var input = openAi.inputTokensDetails();
    var output = openAi.outputTokensDetails();
    Integer cached = input == null ? null : input.cachedTokens();
    Integer reasoning = output == null ? null : output.reasoningTokens();
    return new Usage(
        less(usage.inputTokenCount(), cached),
        number(cached),
        null,
        less(usage.outputTokenCount(), reasoning),
        number(reasoning),
        JsonObject.EMPTY);
  }

  private static @Nullable Long less(@Nullable Integer whole, @Nullable Integer part) {
    return whole == null ? null : Long.valueOf(whole - (part == null ? 0 : part));
  }

  private static @Nullable Long number(@Nullable Integer value) {
    return value == null ? null : Long.valueOf(value);
  }
}
