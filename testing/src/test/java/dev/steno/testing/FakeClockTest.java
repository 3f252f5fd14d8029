// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FakeClockTest {

  @Test
  void stands_still_until_it_is_moved() {
    FakeClock clock = FakeClock.at("2026-03-04T05:06:07Z");
    Instant before = clock.instant();

    Instant after = clock.advance(Duration.ofNanos(5));

    assertThat(before).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(clock.instant()).isEqualTo(after).isEqualTo(before.plusNanos(5));
  }

  @Test
  void can_be_set_back() {
    FakeClock clock = FakeClock.at("2026-03-04T05:06:07Z");

    clock.set(Instant.EPOCH);

    assertThat(clock.millis()).isZero();
  }

  @Test
  void knows_no_zone_but_utc() {
    FakeClock clock = FakeClock.at("2026-03-04T05:06:07Z");

    assertThat(clock.withZone(ZoneOffset.UTC)).isSameAs(clock);
    assertThatThrownBy(() -> clock.withZone(ZoneId.of("Europe/Berlin")))
        .hasMessageContaining("Europe/Berlin");
  }
}
