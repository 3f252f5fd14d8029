// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanPart;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AgentTraceTest {
  private static final Instant START = Instant.parse("2026-11-04T12:00:00Z");

  @Test
  void the_same_seed_makes_the_same_trace() {
    assertThat(trace(4)).isEqualTo(trace(4));
    assertThat(trace(4)).isNotEqualTo(trace(5));
  }

  @Test
  void every_call_repeats_what_was_said_before() {
    AgentTrace trace = trace(1);
    List<SpanPart> calls = trace.parts().stream().filter(part -> part.exchange() != null).toList();

    assertThat(trace.parts()).hasSize(1 + 2 * 3);
    assertThat(calls).hasSize(3);
    for (int step = 0; step < calls.size(); step++) {
      assertThat(Objects.requireNonNull(calls.get(step).exchange()).messages())
          .isEqualTo(trace.messages().subList(0, 1 + 2 * step));
    }
  }

  @Test
  void hostile_texts_are_many_and_none_is_blank() {
    assertThat(HostileText.all()).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    assertThat(HostileText.all()).noneMatch(String::isBlank);
    assertThat(HostileText.all()).contains(Generator.seeded(3).hostile());
  }

  private static AgentTrace trace(long seed) {
    return AgentTrace.of(Generator.seeded(seed), "shop", "c", START, 3);
  }
}
