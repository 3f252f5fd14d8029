// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceSummary;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A trace is read whole, wherever its parts were filed. */
abstract class TraceContract extends Contract {

  TraceContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void is_empty_for_a_trace_that_is_not_there() {
    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(1))).isEmpty();
  }

  @Test
  void has_its_spans_by_start_and_then_by_id() {
    append(
        Given.part(Given.span(1, 4).start(NOW)),
        Given.part(Given.bare("shop", 1, 1)),
        Given.part(Given.span(1, 3).start(NOW)),
        Given.part(Given.span(1, 5).start(NOW.minusNanos(1))));

    assertThat(ids(trace(Given.traceId(1)))).containsExactly(5L, 3L, 4L, 1L);
  }

  @Test
  void keeps_spans_whose_parents_never_came() {
    append(
        Given.part(Given.span(1, 1).parentId(Given.spanId(77))),
        Given.part(Given.span(1, 2).parentId(Given.spanId(1))));

    assertThat(trace(Given.traceId(1)).spans())
        .extracting(Span::parentId)
        .containsExactly(Given.spanId(77), Given.spanId(1));
  }

  @Test
  void joins_spans_of_several_weeks() {
    Instant early = NOW.minus(Duration.ofDays(20));
    append(Given.call(Given.generation(1, 1).start(early), Given.asked("early", "a")));
    append(Given.call(Given.generation(1, 2).start(NOW), Given.asked("late", "b")));

    TraceRecord record = trace(Given.traceId(1));
    assertThat(ids(record)).containsExactly(1L, 2L);
    assertThat(record.messages().values())
        .contains(Given.user("early"), Given.user("late"), Given.assistant("b"));
    assertThat(storage.traces().list(TraceQuery.latest(Given.PROJECT, 10)).items())
        .extracting(TraceSummary::start)
        .containsExactly(early);
  }

  @Test
  void joins_the_parts_of_a_span_that_were_filed_in_two_weeks() {
    Instant sunday = Instant.parse("2026-11-01T23:59:59Z");
    append(Given.part(Given.span(1, 1).start(sunday).end(sunday.plusSeconds(2))));
    append(
        Given.part(
            SpanPart.Kind.CONTENT,
            1,
            sunday.plusSeconds(3),
            Given.bare("shop", 1, 1),
            Given.asked("said", "late")));

    TraceRecord record = trace(Given.traceId(1));
    assertThat(record.spans()).hasSize(1);
    assertThat(record.commits()).hasSize(1);
    assertThat(record.messages().values())
        .containsExactlyInAnyOrder(Given.user("said"), Given.assistant("late"));
  }

  @Test
  void reads_a_trace_of_a_thousand_spans() {
    append(
        IntStream.rangeClosed(1, 1000)
            .mapToObj(span -> Given.part(Given.span(1, span).start(NOW.plusNanos(span))))
            .toList());

    TraceRecord record = trace(Given.traceId(1));
    assertThat(record.spans()).hasSize(1000);
    assertThat(ids(record)).isSorted();
  }

  private static List<Long> ids(TraceRecord record) {
    return record.spans().stream().map(span -> span.spanId().bits()).toList();
  }
}
