// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  private static final Instant NOW = Instant.parse("2026-11-04T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T23:59:59.999999999Z, 2026-10-26",
    "2026-11-02T00:00:00Z, 2026-11-02",
    "2026-11-04T12:00:00Z, 2026-11-02",
    "2024-12-31T00:00:00Z, 2024-12-30",
    "2025-01-01T00:00:00Z, 2024-12-30",
    "2020-01-01T00:00:00Z, 2019-12-30"
  })
  void a_week_begins_on_monday_in_utc(Instant start, LocalDate monday) {
    assertThat(Placement.of(part("p", null, 1, start)).week()).isEqualTo(monday);
  }

  @Test
  void a_scope_is_one_for_a_conversation_and_week_of_a_project() {
    String scope = scope("p", "c", 1, NOW);

    assertThat(scope).matches("[0-9a-f]{32}");
    assertThat(scope("p", "c", 2, NOW.plusSeconds(60))).isEqualTo(scope);
    assertThat(scope("p", "d", 1, NOW)).isNotEqualTo(scope);
    assertThat(scope("q", "c", 1, NOW)).isNotEqualTo(scope);
    assertThat(scope("p", "c", 1, NOW.minus(Duration.ofDays(7)))).isNotEqualTo(scope);
  }

  @Test
  void a_scope_is_one_for_a_trace_without_a_conversation() {
    assertThat(scope("p", null, 1, NOW)).isEqualTo(scope("p", null, 1, NOW.plusSeconds(1)));
    assertThat(scope("p", null, 1, NOW)).isNotEqualTo(scope("p", null, 2, NOW));
  }

  @Test
  void a_conversation_named_like_a_trace_has_a_scope_of_its_own() {
    String traceId = new TraceId(5, 1).hex();

    assertThat(scope("p", traceId, 1, NOW)).isNotEqualTo(scope("p", null, 1, NOW));
    assertThat(scope("p", "[\"" + traceId + "\"]", 1, NOW)).isNotEqualTo(scope("p", null, 1, NOW));
  }

  @Test
  void a_time_that_cannot_be_is_filed_by_the_arrival() {
    Placement placement = Placement.of(part("p", null, 1, Instant.EPOCH));

    assertThat(placement.time()).isEqualTo(NOW);
    assertThat(placement.start()).isEqualTo(NOW);
    assertThat(placement.week()).isEqualTo(LocalDate.parse("2026-11-02"));
    assertThat(placement.span().flags()).containsExactly("clock");
    assertThat(placement.span().start()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void placing_again_changes_nothing() {
    Placement first = Placement.of(part("p", null, 1, Instant.EPOCH));

    assertThat(Placement.of(new SpanPart(SpanPart.Kind.SPAN, 0, NOW, first.span(), null)))
        .isEqualTo(first);
  }

  @Test
  void a_time_at_the_end_of_all_times_is_no_error() {
    assertThat(Placement.of(part("p", null, 1, Instant.MAX)).time()).isEqualTo(NOW);
    assertThat(Placement.of(part("p", null, 1, Instant.MIN)).time()).isEqualTo(NOW);
  }

  private static String scope(
      String project, @Nullable String conversation, int trace, Instant start) {
    return Placement.of(part(project, conversation, trace, start)).scope();
  }

  private static SpanPart part(
      String project, @Nullable String conversation, int trace, Instant start) {
    Span span =
        Span.builder(project, new TraceId(5, trace), new SpanId(1))
            .start(start)
            .grouping(new Grouping(conversation, null, null, null, null))
            .build();
    return new SpanPart(SpanPart.Kind.SPAN, 0, NOW, span, null);
  }
}
