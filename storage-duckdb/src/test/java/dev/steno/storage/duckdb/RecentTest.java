// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

  @Test
  void knows_the_last_values_and_forgets_old_ones() {
    Memory.Recent<Integer> recent = new Memory.Recent<>(10);

    for (int i = 0; i < 35; i++) {
      recent.add(i);
    }

    for (int i = 25; i < 35; i++) {
      assertThat(recent.contains(i)).isTrue();
    }
    assertThat(recent.contains(14)).isFalse();
  }

  @Test
  void forgets_what_it_is_told_to() {
    Memory.Recent<Integer> recent = new Memory.Recent<>(4);
    for (int i = 0; i < 6; i++) {
      recent.add(i);
    }

    recent.removeIf(value -> value == 2 || value == 5);

    assertThat(recent.contains(2)).isFalse();
    assertThat(recent.contains(5)).isFalse();
    assertThat(recent.contains(4)).isTrue();
  }
}
