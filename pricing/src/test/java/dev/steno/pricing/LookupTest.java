// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
  private static final PriceTable TABLE =
      PriceTable.parse(
          """
          #version test 1
          P openai
          N ~openai
          W ^gpt-
          M gpt-4o	=gpt-4o-2024-08-06	=chatgpt-4o-latest
          R input=2.5	output=10
          M gpt-4o-mini
          R input=0.15	output=0.6
          M gpt-any	^gpt- & $-any
          R input=1
          P anthropic
          N ~anthropic
          W ~claude
          M claude-sonnet-4-0	=claude-sonnet-4-0	^claude-sonnet-4-2025
          R input=3	output=15
          M claude-opus-4-1	=claude-opus-4-1
          R input=15	output=75
          P aws
          N ~bedrock
          M anthropic.claude-sonnet-4
          R input=3.3	output=16.5
          P azure
          F openai
          M gpt-4o-mini
          R input=0.165
          P together
          N =together_ai
          M deepseek
          R input=1
          """);

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o, gpt-4o, EXACT",
    "OpenAI, GPT-4o, gpt-4o, EXACT",
    "openai, chatgpt-4o-latest, gpt-4o, EXACT",
    "openai, openai/gpt-4o, gpt-4o, QUALIFIED",
    ", openai/gpt-4o, gpt-4o, QUALIFIED",
    ", gpt-4o, gpt-4o, EXACT",
    "litellm, gpt-4o, gpt-4o, EXACT",
    "litellm, anthropic/claude-opus-4-1, claude-opus-4-1, QUALIFIED",
    "openai, gpt-new-any, gpt-any, PATTERN",
    "anthropic, claude-sonnet-4-20250514, claude-sonnet-4-0, PATTERN",
    "anthropic, claude-opus-4-1-20250805, claude-opus-4-1, STRIPPED",
    "anthropic, claude-opus-4-1@20250805, claude-opus-4-1, STRIPPED",
    "openai, gpt-4o-mini-2024-07-18, gpt-4o-mini, STRIPPED",
    "openai, gpt-4o-20240806, gpt-4o, STRIPPED",
    "aws.bedrock, us.anthropic.claude-sonnet-4-20250514-v1:0, anthropic.claude-sonnet-4, STRIPPED",
    "aws_bedrock, global.anthropic.claude-sonnet-4-v1:0, anthropic.claude-sonnet-4, STRIPPED",
    "aws.bedrock, arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-sonnet-4,"
        + " anthropic.claude-sonnet-4, STRIPPED",
    "azure.ai.openai, gpt-4o, gpt-4o, EXACT",
    "azure.ai.openai, gpt-4o-mini, gpt-4o-mini, EXACT",
  })
  void finds_a_model(@Nullable String provider, String model, String id, Rule rule) {
    Optional<Provider.Match> found = new Lookup(TABLE).find(provider, model);

    assertThat(found.map(match -> match.prices().id())).contains(id);
    assertThat(found.map(Provider.Match::rule)).contains(rule);
  }

  @Test
  void takes_what_a_provider_charges_for_the_model_of_another() {
    assertThat(new Lookup(TABLE).find("azure.ai.openai", "gpt-4o-mini"))
        .map(match -> match.prices().provider())
        .contains("azure");
    assertThat(new Lookup(TABLE).find("azure.ai.openai", "gpt-4o"))
        .map(match -> match.prices().provider())
        .contains("openai");
  }

  @ParameterizedTest
  @CsvSource({
    "ollama, gpt-4o",
    "openai, anthropic/claude-opus-4-1",
    "openai, claude-opus-4-1",
    ", llama3",
    ", deepseek-v3",
    "together, deepseek-v3",
    "openai, gpt-4",
    "openai, '   '",
    "'', gpt-4o",
  })
  void does_not_guess(@Nullable String provider, String model) {
    assertThat(new Lookup(TABLE).find(provider, model)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 100_000})
  void takes_no_time_for_a_name_that_is_no_models(int length) {
    assertThat(new Lookup(TABLE).find(null, "gpt-" + "x".repeat(length))).isEmpty();
    assertThat(new Lookup(TABLE).find("openai".repeat(length), "gpt-4o")).isEmpty();
  }
}
