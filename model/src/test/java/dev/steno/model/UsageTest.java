// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final JsonObject SOURCE = new JsonObject(Map.of("n", JsonValue.of(1)));

  @Test
  void a_sum_that_is_too_large_is_the_largest_number() {
    Usage usage = new Usage(Long.MAX_VALUE, 1L, null, 1L, null, JsonObject.EMPTY);

    assertThat(usage.totalTokens()).isEqualTo(Long.MAX_VALUE);
    assertThat(usage.plus(usage).inputUncached()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void totals_are_taken_apart() {
    Usage usage = Usage.ofTotals(100L, 60L, 10L, 50L, 20L, SOURCE);

    assertThat(usage).isEqualTo(new Usage(30L, 60L, 10L, 30L, 20L, SOURCE));
    assertThat(usage.inputTokens()).isEqualTo(100);
    assertThat(usage.outputTokens()).isEqualTo(50);
    assertThat(usage.totalTokens()).isEqualTo(150);
  }

  @Test
  void a_part_that_nobody_reported_stays_unknown() {
    assertThat(Usage.ofTotals(100L, null, null, null, null, SOURCE))
        .isEqualTo(new Usage(100L, null, null, null, null, SOURCE));
    assertThat(Usage.ofTotals(null, 5L, null, null, 7L, SOURCE))
        .isEqualTo(new Usage(null, 5L, null, null, 7L, SOURCE));
    assertThat(Usage.UNKNOWN.inputTokens()).isNull();
    assertThat(Usage.UNKNOWN.outputTokens()).isNull();
    assertThat(Usage.UNKNOWN.totalTokens()).isNull();
  }

  @Test
  void zero_is_known() {
    assertThat(Usage.ofTotals(0L, 0L, null, 0L, null, SOURCE).totalTokens()).isZero();
  }

  @Test
  void a_part_larger_than_its_total_leaves_zero() {
    assertThat(Usage.ofTotals(10L, 60L, null, 5L, 20L, SOURCE))
        .isEqualTo(new Usage(0L, 60L, null, 0L, 20L, SOURCE));
  }

  @Test
  void sums_are_of_what_is_known() {
    Usage one = new Usage(1L, null, 2L, null, null, SOURCE);
    Usage other = new Usage(10L, 20L, null, null, 30L, SOURCE);

    assertThat(one.plus(other)).isEqualTo(new Usage(11L, 20L, 2L, null, 30L, JsonObject.EMPTY));
    assertThat(one.plus(other)).isEqualTo(other.plus(one));
    assertThat(one.plus(Usage.UNKNOWN).totalTokens()).isEqualTo(3);
  }
}
