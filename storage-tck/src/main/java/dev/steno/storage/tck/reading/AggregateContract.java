// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.AggregateQuery.Subject;
import dev.steno.storage.analysis.Aggregates;
import dev.steno.storage.analysis.GroupKey;
import dev.steno.storage.analysis.Percentiles;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.query.Filter;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Figures are those of the spans and traces that they are asked for, each counted once.
 *
 * <p>For one thread, as JUnit runs it.
 */
public abstract class AggregateContract extends Contract {
  private static final Window WEEK =
      new Window(NOW.minus(Duration.ofDays(6)), NOW.plus(Duration.ofDays(1)));

  protected AggregateContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void counts_spans_and_errors_by_day_and_model() {
    append(
        Given.part(call(1, 1, "small").start(NOW.minus(Duration.ofDays(1))).end(NOW)),
        Given.part(call(1, 2, "small").status(SpanStatus.ERROR)),
        Given.part(call(2, 3, "large")),
        Given.part(call(2, 4, "large")),
        Given.part(Given.span(2, 5)));

    List<Aggregate> rows = rows(Subject.SPAN, GroupKey.DAY, GroupKey.MODEL);

    assertThat(rows)
        .extracting(Aggregate::keys)
        .containsExactly(
            keys("2026-11-03", "small"),
            keys("2026-11-04", "large"),
            keys("2026-11-04", "small"),
            keys("2026-11-04", null));
    assertThat(rows).extracting(Aggregate::count).containsExactly(1L, 2L, 1L, 1L);
    assertThat(rows).extracting(Aggregate::errors).containsExactly(0L, 0L, 1L, 0L);
  }

  @Test
  void counts_by_prompt_and_release() {
    Labels third = new Labels(List.of("x"), "1.4.0", List.of("greeting@3"), List.of());
    append(
        Given.part(call(1, 1, "m").attributes(third.toAttributes())),
        Given.part(call(2, 2, "m").attributes(third.toAttributes())),
        Given.part(call(3, 3, "m")));

    assertThat(rows(Subject.SPAN, GroupKey.PROMPT, GroupKey.RELEASE))
        .extracting(Aggregate::keys)
        .containsExactly(keys("greeting@3", "1.4.0"), keys(null, null));
  }

  @Test
  void takes_percentiles_by_nearest_rank_with_a_span_that_took_so_long() {
    List<SpanPart> parts = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      parts.add(Given.part(lasting(i % 7 + 1, i, Duration.ofMillis(201 - i))));
    }
    append(parts);

    Percentiles latency = rows(Subject.SPAN).get(0).latency();

    assertThat(latency.p50()).isEqualTo(point(100, 101));
    assertThat(latency.p95()).isEqualTo(point(190, 11));
    assertThat(latency.p99()).isEqualTo(point(198, 3));
  }

  @Test
  void takes_the_longest_of_few_for_the_high_percentiles() {
    append(
        Given.part(lasting(1, 7, Duration.ofMillis(5))),
        Given.part(lasting(1, 14, Duration.ofMillis(9))),
        Given.part(lasting(1, 21, Duration.ofMillis(9)).end(null)));

    Percentiles latency = rows(Subject.SPAN).get(0).latency();

    assertThat(latency.p50()).isEqualTo(point(5, 7));
    assertThat(latency.p95()).isEqualTo(point(9, 14));
    assertThat(latency.p99()).isEqualTo(point(9, 14));
  }

  @Test
  void knows_the_time_to_first_token_of_calls_alone() {
    append(
        Given.part(Given.span(1, 1)),
        Given.part(call(1, 2, "m", g -> g.timeToFirstToken(Duration.ofMillis(412)))),
        Given.part(call(1, 3, "m")));

    List<Aggregate> rows = rows(Subject.SPAN, GroupKey.TYPE);

    assertThat(rows).extracting(Aggregate::keys).containsExactly(keys("GENERATION"), keys("SPAN"));
    assertThat(rows.get(0).firstToken().p99())
        .isEqualTo(
            new Percentiles.Point(Duration.ofMillis(412), Given.traceId(1), Given.spanId(2)));
    assertThat(rows.get(1).firstToken()).isEqualTo(Percentiles.NONE);
  }

  @Test
  void adds_up_usage_and_cost_of_the_lowest_calls_only() {
    append(
        Given.part(priced(1, 1, 10, "0.5")),
        Given.part(Given.span(1, 2).parentId(Given.spanId(1))),
        Given.part(priced(1, 3, 7, "0.30").parentId(Given.spanId(2))),
        Given.part(priced(1, 4, 4, null).type(SpanType.EMBEDDING).parentId(Given.spanId(1))),
        Given.part(priced(1, 5, 100, "9").type(SpanType.AGENT)),
        Given.part(priced(2, 1, 2, "0.20")));

    Aggregate all = rows(Subject.SPAN).get(0);

    assertThat(all.usage()).isEqualTo(Given.usage(13, 13));
    assertThat(all.cost()).isEqualTo(new BigDecimal("0.5"));
    assertThat(all.unpriced()).isEqualTo(1);
    assertThat(rows(Subject.TRACE).get(0).usage()).isEqualTo(all.usage());
    assertThat(rows(Subject.TRACE).get(0).cost()).isEqualTo(all.cost());
  }

  @Test
  void gives_the_largest_number_where_made_up_usage_adds_up_to_more() {
    append(
        Given.part(priced(1, 1, 1L << 62, "1")),
        Given.part(priced(1, 2, 1L << 62, "1")),
        Given.part(priced(1, 3, 1L << 62, "1")),
        Given.part(priced(2, 4, 5, "1")));

    for (Subject subject : Subject.values()) {
      Aggregate all = rows(subject).get(0);

      assertThat(all.usage()).isEqualTo(Given.usage(Long.MAX_VALUE, Long.MAX_VALUE));
      assertThat(all.cost()).isEqualByComparingTo("4");
    }
    assertThat(rows(Subject.SPAN, GroupKey.DAY)).hasSize(1);
  }

  @Test
  void adds_up_costs_that_were_made_up() {
    append(
        Given.part(priced(1, 1, 1, "9e19")),
        Given.part(priced(1, 2, 1, "9e19")),
        Given.part(priced(2, 3, 1, "9e25")));

    for (Subject subject : Subject.values()) {
      assertThat(rows(subject).get(0).count()).isPositive();
    }
  }

  @Test
  void leaves_unknown_what_nobody_reported() {
    append(Given.part(call(1, 1, "m")));

    Aggregate all = rows(Subject.SPAN).get(0);

    assertThat(all.usage()).isNull();
    assertThat(all.cost()).isNull();
    assertThat(all.unpriced()).isZero();
  }

  @Test
  void counts_a_span_of_several_parts_once_with_what_the_last_one_knows() {
    append(
        part(SpanPart.Kind.START, Given.bare("shop", 1, 1).name("early").agent("a").start(NOW)),
        part(SpanPart.Kind.SPAN, Given.bare("shop", 1, 1).name("late").start(NOW).end(later(3))),
        part(SpanPart.Kind.START, Given.bare("shop", 1, 2).name("late").start(NOW)),
        part(
            SpanPart.Kind.CONTENT,
            Given.bare("shop", 2, 3).grouping(new Grouping(null, null, null, null, "test"))));

    assertThat(rows(Subject.SPAN, GroupKey.NAME))
        .extracting(Aggregate::keys, Aggregate::count)
        .containsExactly(tuple(keys("late"), 2L), tuple(keys((String) null), 1L));
    assertThat(rows(Subject.SPAN).get(0).latency().p99())
        .isEqualTo(new Percentiles.Point(Duration.ofSeconds(3), Given.traceId(1), Given.spanId(1)));
    assertThat(rows(Subject.SPAN, GroupKey.AGENT).get(1).keys()).isEqualTo(keys("a"));
  }

  @Test
  void counts_traces_from_their_first_start_to_their_last_end() {
    append(
        Given.part(lasting(1, 1, Duration.ofSeconds(2)).name("root")),
        Given.part(
            Given.span(1, 2).parentId(Given.spanId(1)).start(NOW).end(later(9)).name("child")),
        Given.part(lasting(2, 1, Duration.ofSeconds(4)).name("root").status(SpanStatus.ERROR)),
        Given.part(Given.span(3, 1).name("root").end(null)));

    Aggregate row = rows(Subject.TRACE, GroupKey.NAME).get(0);

    assertThat(row.keys()).isEqualTo(keys("root"));
    assertThat(row.count()).isEqualTo(3);
    assertThat(row.errors()).isEqualTo(1);
    assertThat(row.latency().p50())
        .isEqualTo(new Percentiles.Point(Duration.ofSeconds(4), Given.traceId(2), null));
    assertThat(row.latency().p99())
        .isEqualTo(new Percentiles.Point(Duration.ofSeconds(10), Given.traceId(1), null));
    assertThat(row.firstToken()).isEqualTo(Percentiles.NONE);
  }

  @Test
  void counts_what_begins_within_the_window_alone() {
    append(
        Given.part(Given.span(1, 1).start(NOW).end(NOW)),
        Given.part(Given.span(1, 2).start(later(10)).end(later(10))),
        Given.part(Given.span(2, 3).start(later(20)).end(later(20))),
        Given.part(Given.span("other", 3, 3).start(later(10)).end(later(10))));
    Window window = new Window(later(10), later(20));

    assertThat(aggregate(window, Filter.ALL, Subject.SPAN).rows().get(0).count()).isEqualTo(1);
    assertThat(aggregate(window, Filter.ALL, Subject.TRACE).rows()).isEmpty();
  }

  @Test
  void counts_all_spans_of_the_traces_that_meet_the_filter() {
    append(
        Given.part(Given.span(1, 1).agent("a")),
        Given.part(Given.span(1, 2)),
        Given.part(Given.span(2, 3).agent("b")),
        Given.call(Given.generation(3, 4), Given.asked("a needle", "ok")));

    assertThat(counted(new Filter.Matches(Filter.Field.AGENT, "a"))).isEqualTo(2);
    assertThat(counted(new Filter.Not(new Filter.Matches(Filter.Field.AGENT, "a")))).isEqualTo(2);
    assertThat(counted(new Filter.Contains("NEEDLE"))).isEqualTo(1);
    assertThat(aggregate(WEEK, new Filter.Contains("absent"), Subject.SPAN).rows()).isEmpty();
  }

  @Test
  void says_when_rows_were_left_out() {
    append(
        Given.part(Given.span(1, 1).name("a")),
        Given.part(Given.span(1, 2).name("b")),
        Given.part(Given.span(1, 3).name("b")));

    Aggregates some =
        storage
            .analysis()
            .aggregate(
                new AggregateQuery(
                    "shop", WEEK, Filter.ALL, Subject.SPAN, List.of(GroupKey.NAME), 1));

    assertThat(some.rows()).extracting(Aggregate::keys).containsExactly(keys("b"));
    assertThat(some.more()).isTrue();
    assertThat(some.limit()).isEqualTo(1);
  }

  @Test
  void refuses_what_it_cannot_group_by() {
    assertRefused(Kind.INVALID, () -> rows(Subject.TRACE, GroupKey.MODEL));
    assertRefused(Kind.INVALID, () -> rows(Subject.SPAN, GroupKey.DAY, GroupKey.DAY));
    assertRefused(Kind.INVALID, () -> new Window(NOW, NOW));
  }

  private long counted(Filter filter) {
    return aggregate(WEEK, filter, Subject.SPAN).rows().get(0).count();
  }

  private List<Aggregate> rows(Subject subject, GroupKey... by) {
    return aggregate(WEEK, Filter.ALL, subject, by).rows();
  }

  private Aggregates aggregate(Window window, Filter filter, Subject subject, GroupKey... by) {
    return storage
        .analysis()
        .aggregate(new AggregateQuery("shop", window, filter, subject, List.of(by), 100));
  }

  private static List<@Nullable String> keys(@Nullable String... keys) {
    return Arrays.asList(keys);
  }

  private static Instant later(int seconds) {
    return NOW.plusSeconds(seconds);
  }

  private static Percentiles.Point point(int millis, int span) {
    return new Percentiles.Point(
        Duration.ofMillis(millis), Given.traceId(span % 7 + 1), Given.spanId(span));
  }

  private static Span.Builder lasting(int trace, int span, Duration latency) {
    Instant start = NOW.minusSeconds(trace);
    return Given.span(trace, span).start(start).end(start.plus(latency));
  }

  private static Span.Builder call(int trace, int span, String model) {
    return call(trace, span, model, generation -> generation);
  }

  private static Span.Builder call(
      int trace, int span, String model, UnaryOperator<Generation.Builder> more) {
    Generation.Builder generation = Generation.builder().requestModel(model);
    return Given.generation(trace, span).generation(more.apply(generation).build());
  }

  private static Span.Builder priced(int trace, int span, long tokens, @Nullable String cost) {
    Usage usage = Given.usage(tokens, tokens);
    BigDecimal usd = cost == null ? null : new BigDecimal(cost);
    return call(trace, span, "m", generation -> generation.usage(usage).cost(usd));
  }

  private static SpanPart part(SpanPart.Kind kind, Span.Builder span) {
    return Given.part(kind, 0, NOW, span, null);
  }
}
