// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RingTest {

  @Test
  void elements_come_out_in_the_order_in_which_they_went_in() {
    Ring<String> ring = new Ring<>(4);

    assertThat(ring.offer("a")).isEqualTo(1);
    assertThat(ring.offer("b")).isEqualTo(2);

    assertThat(List.of(ring.poll(), ring.poll())).containsExactly("a", "b");
    assertThat(ring.poll()).isNull();
    assertThat(ring.isEmpty()).isTrue();
    assertThat(ring.added()).isEqualTo(2);
  }

  @Test
  void a_full_ring_takes_nothing_until_something_left() {
    Ring<String> ring = new Ring<>(2);
    ring.offer("a");
    ring.offer("b");

    assertThat(ring.offer("c")).isEqualTo(-1);

    ring.poll();
    assertThat(ring.offer("c")).isEqualTo(3);
    assertThat(List.of(ring.poll(), ring.poll())).containsExactly("b", "c");
  }

  @Test
  void many_threads_lose_nothing_and_keep_their_order() throws Exception {
    Ring<int[]> ring = new Ring<>(64);
    int threads = 4;
    int each = 50_000;
    List<Thread> producers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int number = t;
      producers.add(new Thread(() -> fill(ring, number, each)));
    }
    producers.forEach(Thread::start);

    int[] next = new int[threads];
    for (int taken = 0; taken < threads * each; ) {
      int[] element = ring.poll();
      if (element == null) {
        Thread.yield();
      } else {
        assertThat(element[1]).isEqualTo(next[element[0]]++);
        taken++;
      }
    }

    for (Thread producer : producers) {
      producer.join();
    }
    assertThat(ring.isEmpty()).isTrue();
  }

  private static void fill(Ring<int[]> ring, int number, int count) {
    for (int i = 0; i < count; i++) {
      int[] element = {number, i};
      while (ring.offer(element) < 0) {
        Thread.yield();
      }
    }
  }
}
