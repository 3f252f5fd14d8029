// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final RandomGenerator LEAST = () -> 0L;

  private final Backoff backoff =
      new Backoff(Duration.ofNanos(1000), Duration.ofNanos(5000), LEAST);

  @Test
  void each_wait_is_twice_as_long_up_to_the_longest() {
    long[] waits = {backoff.next(null), backoff.next(null), backoff.next(null), backoff.next(null)};

    assertThat(waits).containsExactly(500, 1000, 2000, 2500);
  }

  @Test
  void success_begins_anew() {
    backoff.next(null);
    backoff.next(null);

    backoff.reset();

    assertThat(backoff.next(null)).isEqualTo(500);
  }

  @Test
  void what_the_server_asks_for_is_the_least() {
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(3_000_000_000L);
  }

  @Test
  void half_of_a_wait_is_chance() {
    Backoff chance =
        new Backoff(Duration.ofNanos(1000), Duration.ofNanos(1000), new SplittableRandom(1));

    assertThat(java.util.stream.Stream.generate(() -> chance.next(null)).limit(50).distinct())
        .hasSizeGreaterThan(20)
        .allMatch(wait -> wait >= 500 && wait <= 1000);
  }
}
