// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.benchmarks.Measure.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {

  @Test
  void the_median_counts_and_not_the_best() {
    Measure measure = new Measure("rate", "", List.of(9.0, 30.0, 10.0), Goal.atLeast(11));

    assertThat(measure.median()).isEqualTo(10);
    assertThat(measure.least()).isEqualTo(9);
    assertThat(measure.most()).isEqualTo(30);
    assertThat(measure.met()).isFalse();
  }

  @Test
  void of_an_even_number_of_runs_the_median_lies_between() {
    Measure measure = new Measure("time", "ms", List.of(1.0, 4.0, 2.0, 40.0), Goal.atMost(3));

    assertThat(measure.median()).isEqualTo(3);
    assertThat(measure.met()).isTrue();
  }

  @Test
  void what_was_not_measured_is_not_met() {
    Measure measure = new Measure("memory", "MB", List.of(1.0, Double.NaN), Goal.atMost(3));

    assertThat(measure.median()).isNaN();
    assertThat(measure.met()).isFalse();
  }

  @Test
  void a_percentile_is_the_smallest_duration_that_a_share_does_not_exceed() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 2_000; i++) {
      latencies.add(i * 1_000_000L);
    }

    assertThat(latencies.millis(0.5)).isEqualTo(1_000);
    assertThat(latencies.millis(0.99)).isEqualTo(1_980);
    assertThat(latencies.millis(1)).isEqualTo(2_000);
    assertThat(new Latencies().millis(0.5)).isNaN();
  }
}
