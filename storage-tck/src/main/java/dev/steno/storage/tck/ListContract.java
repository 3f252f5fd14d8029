// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.query.Filter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces are listed latest first, page by page. */
abstract class ListContract extends Contract {

  ListContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void is_empty_for_a_project_that_nothing_was_sent_to() {
    assertThat(list(10, null)).isEqualTo(new Page<>(List.of(), null, 10));
  }

  @Test
  void lists_the_latest_trace_first() {
    appendTraces(List.of(3, 1, 4, 2, 5));

    assertThat(list(10, null).items()).extracting(TraceSummary::traceId).isEqualTo(ids(1, 5));
    assertThat(list(10, null).next()).isNull();
  }

  @Test
  void orders_traces_that_began_together_by_their_ids() {
    for (int trace : List.of(3, 1, 4, 2)) {
      append(Given.part(Given.span(trace, 1).start(NOW)));
    }

    assertThat(list(10, null).items()).extracting(TraceSummary::traceId).isEqualTo(ids(1, 4));
  }

  @Test
  void orders_by_the_nanosecond() {
    for (int trace : List.of(3, 1, 4, 2)) {
      append(Given.part(Given.span(trace, 1).start(NOW.minusNanos(trace))));
    }

    assertThat(list(10, null).items()).extracting(TraceSummary::traceId).isEqualTo(ids(1, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 24, 25, 26})
  void gives_every_trace_once_in_pages_of_any_size(int limit) {
    appendShuffled(25);

    assertThat(pages(limit)).isEqualTo(ids(1, 25));
  }

  @Test
  void gives_every_trace_once_when_all_began_together() {
    List<SpanPart> parts = new ArrayList<>();
    for (int trace = 1; trace <= 20; trace++) {
      parts.add(Given.part(Given.span(trace, 1).start(NOW)));
    }
    append(parts);

    assertThat(pages(3)).isEqualTo(ids(1, 20));
  }

  @Test
  void gives_every_trace_once_over_many_weeks() {
    List<SpanPart> parts = new ArrayList<>();
    for (int trace = 1; trace <= 20; trace++) {
      parts.add(Given.part(Given.span(trace, 1).start(NOW.minus(Duration.ofDays(5L * trace)))));
    }
    append(parts);

    assertThat(pages(3)).isEqualTo(ids(1, 20));
  }

  @Test
  void goes_on_where_it_was_while_new_traces_arrive() {
    appendTraces(List.of(11, 12, 13, 14, 15));
    Page<TraceSummary> first = list(2, null);
    appendTraces(List.of(1, 2, 3));

    Page<TraceSummary> second = list(2, first.next());
    Page<TraceSummary> third = list(2, second.next());

    assertThat(second.items()).extracting(TraceSummary::traceId).isEqualTo(ids(13, 14));
    assertThat(third.items()).extracting(TraceSummary::traceId).isEqualTo(ids(15, 15));
    assertThat(third.next()).isNull();
  }

  @Test
  void pages_through_what_a_filter_leaves() {
    List<SpanPart> parts = new ArrayList<>();
    for (int trace = 1; trace <= 20; trace++) {
      parts.add(Given.part(Given.span(trace, 1).name(trace % 2 == 0 ? "even" : "odd")));
    }
    append(parts);
    Filter even = new Filter.Matches(Filter.Field.NAME, "even");
    List<TraceId> found = new ArrayList<>();
    String cursor = null;
    do {
      Page<TraceSummary> page =
          storage.traces().list(new TraceQuery(Given.PROJECT, even, 3, cursor));
      page.items().forEach(summary -> found.add(summary.traceId()));
      assertThat(found).doesNotHaveDuplicates();
      cursor = page.next();
    } while (cursor != null);

    assertThat(found)
        .isEqualTo(IntStream.rangeClosed(1, 10).mapToObj(i -> Given.traceId(2 * i)).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1",
        "-1.000000000-00000000000000000000000000000001",
        "1793793600.000000000-00000000000000000000000000000000",
        "99999999999999999999.000000000-00000000000000000000000000000001",
        "' OR 1=1 --",
        "\0"
      })
  void refuses_what_is_no_cursor(String cursor) {
    appendTraces(List.of(1));

    assertRefused(Kind.INVALID, () -> list(10, cursor));
    assertRefused(
        Kind.INVALID, () -> storage.traces().conversation(Given.PROJECT, "c", 10, cursor));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 501, Integer.MAX_VALUE})
  void refuses_a_limit_out_of_bounds(int limit) {
    assertRefused(Kind.INVALID, () -> list(limit, null));
    assertRefused(
        Kind.INVALID, () -> storage.traces().conversation(Given.PROJECT, "c", limit, null));
  }

  @Test
  void lists_no_other_project() {
    append(Given.part(Given.span("other", 1, 1)), Given.part(Given.span(2, 1)));

    assertThat(list(10, null).items()).extracting(TraceSummary::traceId).isEqualTo(ids(2, 2));
  }

  private void appendTraces(List<Integer> traces) {
    append(traces.stream().map(trace -> Given.part(Given.span(trace, 1))).toList());
  }

  private void appendShuffled(int count) {
    List<Integer> traces = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
    Collections.shuffle(traces, new Random(5));
    appendTraces(traces);
  }

  private List<TraceId> pages(int limit) {
    List<TraceId> found = new ArrayList<>();
    String cursor = null;
    do {
      Page<TraceSummary> page = list(limit, cursor);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      assertThat(page.limit()).isEqualTo(limit);
      page.items().forEach(summary -> found.add(summary.traceId()));
      assertThat(found).doesNotHaveDuplicates();
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  private Page<TraceSummary> list(int limit, @Nullable String cursor) {
    return storage.traces().list(new TraceQuery(Given.PROJECT, Filter.ALL, limit, cursor));
  }

  private static List<TraceId> ids(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Given::traceId).toList();
  }
}
