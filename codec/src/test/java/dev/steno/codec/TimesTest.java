// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void a_time_has_nine_digits_and_comes_back() {
    Instant time = Instant.ofEpochSecond(1_767_225_600, 10);

    assertThat(Times.format(time)).isEqualTo("2026-01-01T00:00:00.000000010Z");
    assertThat(Times.parse(Times.format(time))).isEqualTo(time);
  }

  @Test
  void an_offset_and_fewer_digits_are_understood() {
    assertThat(Times.parse("2026-01-01T02:00:00.5+02:00"))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.5Z"));
  }

  @Test
  void what_is_no_time_is_refused_in_a_sentence() {
    assertThatThrownBy(() -> Times.parse("yesterday"))
        .isInstanceOf(CodecException.class)
        .hasMessage("time: yesterday (expected: RFC 3339, such as 2026-02-03T04:05:06.7Z)");
  }
}
