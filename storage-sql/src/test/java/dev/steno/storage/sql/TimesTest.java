// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void keeps_every_nanosecond() {
    Instant time = Instant.parse("2026-11-04T12:00:00.123456789Z");

    assertThat(Times.instant(Times.nanos(time))).isEqualTo(time);
  }

  @Test
  void keeps_times_before_1970() {
    Instant time = Instant.parse("1969-12-31T23:59:59.999999999Z");

    assertThat(Times.nanos(time)).isEqualTo(-1);
    assertThat(Times.instant(-1)).isEqualTo(time);
  }

  @Test
  void takes_the_nearest_time_that_fits() {
    assertThat(Times.nanos(Instant.parse("9999-01-01T00:00:00Z"))).isEqualTo(Long.MAX_VALUE);
    assertThat(Times.nanos(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void knows_the_days_of_a_range() {
    TimeRange range = new TimeRange(-1, 0);

    assertThat(range.firstDay()).isEqualTo(LocalDate.of(1969, 12, 31));
    assertThat(range.lastDay()).isEqualTo(LocalDate.of(1970, 1, 1));
    assertThat(TimeRange.ALL.firstDay()).isBefore(TimeRange.ALL.lastDay());
  }
}
