// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MembersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1, 0.000001",
    "1000000, 1.0",
    "1840200000, 1840.2",
    "86400000000000, 86400000.0",
    "-500000, -0.5",
  })
  void a_duration_is_milliseconds_with_as_many_digits_as_it_needs(long nanos, String text) {
    JsonValue millis = new Members().put("d", Duration.ofNanos(nanos)).build().get("d");

    assertThat(millis).hasToString(text);
  }

  @Test
  void an_unknown_cost_is_null_and_no_cost_becomes_a_page_of_zeros() {
    assertThat(new Members().putCost(null).build().get("cost")).isEqualTo(JsonValue.NULL);
    assertThat(new Members().putCost(new BigDecimal("0.00120")).build().text("cost"))
        .isEqualTo("0.00120");
    assertThat(new Members().putCost(new BigDecimal("1e999999")).build().text("cost"))
        .isEqualTo("1E+999999");
  }
}
