// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A time that cannot be is filed by its arrival and flagged, never refused. */
abstract class TimeContract extends Contract {

  TimeContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2019-12-31T23:59:59.999999999Z",
        "2026-11-05T12:00:00.123456790Z",
        "2199-01-01T00:00:00Z"
      })
  void flags_a_start_that_is_not_believable_and_files_it_by_its_arrival(Instant start) {
    append(Given.part(Given.span(1, 1).start(start).end(null)));

    Span span = trace(Given.traceId(1)).spans().get(0);
    assertThat(span.flags()).containsExactly("clock");
    assertThat(span.start()).isEqualTo(start);
    assertThat(list()).extracting(TraceSummary::start).containsExactly(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-01-01T00:00:00Z", "2026-11-05T12:00:00.123456789Z"})
  void believes_a_start_at_either_bound(Instant start) {
    append(Given.part(Given.span(1, 1).start(start).end(start)));

    assertThat(trace(Given.traceId(1)).spans().get(0).flags()).isEmpty();
    assertThat(list()).extracting(TraceSummary::start).containsExactly(start);
  }

  @Test
  void flags_an_end_that_is_not_believable() {
    Instant end = NOW.plus(Duration.ofDays(400));
    append(Given.part(Given.span(1, 1).end(end)));

    Span span = trace(Given.traceId(1)).spans().get(0);
    assertThat(span.flags()).containsExactly("clock");
    assertThat(span.end()).isEqualTo(end);
    assertThat(list()).extracting(TraceSummary::end).containsExactly(NOW);
  }

  @Test
  void does_not_let_a_wrong_clock_hold_the_top_of_the_list() {
    append(Given.part(Given.span(5, 1).start(Instant.parse("2200-01-01T00:00:00Z"))));
    append(
        Given.part(
            SpanPart.Kind.SPAN,
            0,
            NOW.plusSeconds(10),
            Given.span(6, 1).start(NOW.plusSeconds(9)),
            null));

    assertThat(list())
        .extracting(TraceSummary::traceId)
        .containsExactly(Given.traceId(6), Given.traceId(5));
  }

  @Test
  void files_a_part_without_times_by_its_arrival() {
    append(Given.part(Given.bare("shop", 1, 1).name("no times")));

    assertThat(trace(Given.traceId(1)).spans()).extracting(Span::start).containsOnlyNulls();
    assertThat(list()).extracting(TraceSummary::start).containsExactly(NOW);
  }

  @Test
  void takes_the_start_from_the_part_that_knows_it() {
    Instant early = NOW.minusSeconds(50);
    append(
        Given.part(SpanPart.Kind.CONTENT, 3, early, Given.bare("shop", 1, 1), null),
        Given.part(Given.span(1, 1).start(NOW)));

    assertThat(list()).extracting(TraceSummary::start).containsExactly(NOW);
  }

  private List<TraceSummary> list() {
    return storage.traces().list(TraceQuery.latest(Given.PROJECT, 10)).items();
  }
}
