// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage.InputTokensDetails;
import dev.langchain4j.model.openai.OpenAiTokenUsage.OutputTokensDetails;
import dev.langchain4j.model.output.TokenUsage;
import dev.steno.client.Steno;
import dev.steno.junit.RecordSteno;
import dev.steno.junit.RecordedSpan;
import dev.steno.junit.RecordedSpans;
import org.junit.jupiter.api.Test;

/** What providers tell of tokens, each in its own way. */
@RecordSteno
class UsageTest {

  @Test
  void openai_counts_cached_and_reasoning_tokens_within_its_totals(
      Steno steno, RecordedSpans spans) {
    OpenAiTokenUsage usage =
        OpenAiTokenUsage.builder()
            .inputTokenCount(100)
            .inputTokensDetails(InputTokensDetails.builder().cachedTokens(80).build())
            .outputTokenCount(50)
            .outputTokensDetails(OutputTokensDetails.builder().reasoningTokens(30).build())
            .build();

    answer(steno, usage);

    spans
        .only()
        .hasAttribute("gen_ai.usage.input_tokens", 100L)
        .hasAttribute("gen_ai.usage.cache_read.input_tokens", 80L)
        .hasAttribute("gen_ai.usage.output_tokens", 50L)
        .hasAttribute("gen_ai.usage.reasoning.output_tokens", 30L);
  }

  @Test
  void anthropic_counts_what_was_read_from_and_written_to_the_cache_beside_its_input(
      Steno steno, RecordedSpans spans) {
    AnthropicTokenUsage usage =
        AnthropicTokenUsage.builder()
            .inputTokenCount(100)
            .cacheReadInputTokens(80)
            .cacheCreationInputTokens(7)
            .outputTokenCount(50)
            .build();

    answer(steno, usage);

    spans
        .only()
        .hasAttribute("gen_ai.usage.input_tokens", 187L)
        .hasAttribute("gen_ai.usage.cache_read.input_tokens", 80L)
        .hasAttribute("gen_ai.usage.cache_creation.input_tokens", 7L)
        .hasAttribute("gen_ai.usage.output_tokens", 50L);
  }

  @Test
  void others_tell_totals_and_the_parts_stay_unknown(Steno steno, RecordedSpans spans) {
    answer(steno, new TokenUsage(12, 5));

    RecordedSpan span =
        spans
            .only()
            .hasAttribute("gen_ai.usage.input_tokens", 12L)
            .hasAttribute("gen_ai.usage.output_tokens", 5L);
    assertThat(span.attribute("gen_ai.usage.cache_read.input_tokens")).isEmpty();
    assertThat(span.attribute("gen_ai.usage.reasoning.output_tokens")).isEmpty();
  }

  @Test
  void an_input_that_alone_is_known_is_told(Steno steno, RecordedSpans spans) {
    answer(steno, new TokenUsage(12, null));

    RecordedSpan span = spans.only().hasAttribute("gen_ai.usage.input_tokens", 12L);
    assertThat(span.attribute("gen_ai.usage.output_tokens")).isEmpty();
  }

  private static void answer(Steno steno, TokenUsage usage) {
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Hi")).build();
    ModelSpan span = ModelSpan.begin(steno, request, null);
    span.end(ChatResponse.builder().aiMessage(AiMessage.from("Hello")).tokenUsage(usage).build());
  }
}
