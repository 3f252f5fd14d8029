// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {

  @Test
  void the_bundled_table_can_be_read_to_the_last_line() {
    PriceTable table = PriceTable.bundled();

    assertThat(table.version()).matches("genai-prices [0-9.]+ 20[0-9-]{8}");
    assertThat(table.models()).isGreaterThan(1_000);
    assertThat(table.providers()).extracting(Provider::id).contains("openai", "anthropic", "aws");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-2024-08-06, 2.5, 10",
    "openai, gpt-4o-mini, 0.15, 0.6",
    "anthropic, claude-sonnet-4-5-20250929, 3, 15",
    "aws.bedrock, us.anthropic.claude-3-haiku-20240307-v1:0, 0.25, 1.25",
    "azure.ai.openai, gpt-4o-2024-08-06, 2.5, 10",
    ", anthropic/claude-3-haiku, 0.25, 1.25",
  })
  void the_bundled_table_knows_what_is_in_use(
      @Nullable String provider, String model, String input, String output) {
    Quote quote = Prices.bundled().rates(provider, model, Instant.parse("2026-01-15T12:00:00Z"));

    assertThat(quote.rates()).isNotNull();
    assertThat(quote.rates().of(TokenPart.INPUT)).isEqualByComparingTo(input);
    assertThat(quote.rates().of(TokenPart.OUTPUT)).isEqualByComparingTo(output);
  }

  @Test
  void the_bundled_table_has_a_higher_tier_for_long_prompts() {
    Usage usage = new Usage(200_001L, null, null, null, null, JsonObject.EMPTY);
    Instant time = Instant.parse("2026-01-15T12:00:00Z");
    Quote quote = Prices.bundled().quote(new Call("google", "gemini-2.5-pro", time, usage));

    assertThat(quote.found()).extracting(Quote.Found::above).isEqualTo(200_000L);
    assertThat(quote.amount()).isEqualByComparingTo("0.5000025");
  }

  @Test
  void is_the_same_when_it_is_written_and_read_again() {
    PriceTable table = PriceTable.bundled();

    String once = TableWriter.write(List.of(), table);

    assertThat(TableWriter.write(List.of(), PriceTable.parse(once))).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "'', providers: none",
    "#version x, providers: none",
    "'#version x|M a', 'line 2: ''M a'''",
    "'#version x|P p|X y', 'line 3: X y'",
    "'#version x|P p|N (', 'line 3: ''('''",
    "'#version x|P p|N /(', 'line 3: regex: ('",
    "'#version x|P p|M a|Q 1', 'line 4: ''Q 1'''",
    "'#version x|P p|M a|R input=-1', 'line 4: input: -1 (expected: 0'",
    "'#version x|P p|M a|R input=1e99', 'line 4: input: 1E+99 (expected: 0'",
    "'#version x|P p|M a|R colour=1', 'line 4: ''colour'''",
    "'#version x|P p|M a|R above=5\tinput=1', 'line 4: prices of nothing'",
    "'#version x|P p|M a|R from=soon', 'line 4: Text ''soon'''",
    "'#version x|P p|M a|R input=1|R above=9\tinput=1|R above=8\tinput=1|M b', 'line 7: above: 8'",
  })
  void says_what_is_wrong_with_a_line(String lines, String complaint) {
    assertThatThrownBy(() -> PriceTable.parse(lines.replace('|', '\n')).models())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint);
  }
}
