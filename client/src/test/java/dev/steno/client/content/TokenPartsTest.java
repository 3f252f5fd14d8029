// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenPartsTest {

  @Test
  void what_is_counted_within_a_total_is_taken_out_of_it() {
    record Input(int cachedTokens) {}
    record Output(int reasoningTokens) {}
    record Told(Input inputTokensDetails, Output outputTokensDetails) {}

    Usage usage = TokenParts.of(100, 50, new Told(new Input(80), new Output(30)));

    assertThat(usage).isEqualTo(usage(20L, 80L, null, 20L, 30L));
  }

  @Test
  void what_is_counted_beside_a_total_leaves_it_whole() {
    record Told(Integer cacheReadInputTokens, Integer cacheCreationInputTokens) {}

    Usage usage = TokenParts.of(100, 50, new Told(80, 7));

    assertThat(usage).isEqualTo(usage(100L, 80L, 7L, 50L, null));
    assertThat(usage.inputTokens()).isEqualTo(187);
  }

  @Test
  void thoughts_of_google_stand_beside_the_output_and_its_cache_within_the_input() {
    record Told(Integer getCachedContentTokenCount, Integer getThoughtsTokenCount) {}

    Usage usage = TokenParts.of(100, 50, new Told(80, 30));

    assertThat(usage).isEqualTo(usage(20L, 80L, null, 50L, 30L));
  }

  @Test
  void values_that_may_be_absent_are_looked_into() {
    record Input(Optional<Long> cachedTokens) {}
    record Told(Optional<Input> promptTokensDetails, Optional<Long> cacheWriteInputTokens) {}
    Told told = new Told(Optional.of(new Input(Optional.of(9L))), Optional.empty());

    assertThat(TokenParts.of(10, 5, told)).isEqualTo(usage(1L, 9L, null, 5L, null));
  }

  @Test
  void what_nobody_tells_stays_unknown_and_nothing_is_below_zero() {
    record Input(int cachedTokens) {}
    record Told(Input promptTokensDetails) {}
    record Wrong(int cacheReadInputTokens) {}

    assertThat(TokenParts.of(null, null, null)).isEqualTo(Usage.UNKNOWN);
    assertThat(TokenParts.of(3, 5, "no usage")).isEqualTo(usage(3L, null, null, 5L, null));
    assertThat(TokenParts.of(3, 5, new Told(new Input(8))))
        .isEqualTo(usage(0L, 8L, null, 5L, null));
    assertThat(TokenParts.of(3, 5, new Wrong(-1)).cacheRead()).isNull();
  }

  @Test
  void an_object_that_throws_tells_nothing() {
    Object hostile =
        new Object() {
          @SuppressWarnings("unused")
          public Integer cacheReadInputTokens() {
            throw new IllegalStateException("hostile");
          }
        };

    assertThat(TokenParts.of(3, 5, hostile)).isEqualTo(usage(3L, null, null, 5L, null));
  }

  private static Usage usage(Long input, Long read, Long write, Long output, Long reasoning) {
    return new Usage(input, read, write, output, reasoning, JsonObject.EMPTY);
  }
}
