// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.ToolUse;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.analysis.Facet;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.Overview.Bucket;
import dev.steno.storage.analysis.Overview.Value;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.query.Filter;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An overview counts each trace once for each value it has, and once in the histogram.
 *
 * <p>For one thread, as JUnit runs it.
 */
public abstract class OverviewContract extends Contract {
  private static final Window HOUR = new Window(NOW.minus(Duration.ofHours(1)), NOW);

  protected OverviewContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void counts_traces_and_errors_over_time() {
    append(
        Given.part(Given.span(1, 1)),
        Given.part(Given.span(1, 2)),
        Given.part(Given.span(2, 1).status(SpanStatus.ERROR)),
        Given.part(Given.span(1900, 1)),
        Given.part(Given.span(3600, 1)),
        Given.part(Given.span(3601, 1)),
        Given.part(Given.span("other", 5, 1)));

    Overview overview = overview(Filter.ALL, 4);

    assertThat(overview.buckets()).extracting(Bucket::traces).containsExactly(1L, 1L, 0L, 2L);
    assertThat(overview.buckets()).extracting(Bucket::errors).containsExactly(0L, 0L, 0L, 1L);
    assertThat(overview.buckets().get(1).window())
        .isEqualTo(new Window(NOW.minusSeconds(2700), NOW.minusSeconds(1800)));
    assertThat(overview.traces()).isEqualTo(4);
    assertThat(overview.errors()).isEqualTo(1);
    assertThat(overview.exact()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Facet.class)
  void counts_a_trace_once_for_each_value(Facet facet) {
    append(
        with("one", 1, 1),
        with("one", 1, 2),
        with("two", 1, 3),
        with("one", 2, 1),
        with("x", 9, 1));
    Filter some = new Filter.Started(NOW.minusSeconds(5), NOW);

    Overview.Values values = overview(some, 1, facet).facets().get(0);

    assertThat(values.facet()).isEqualTo(facet);
    assertThat(values.others()).isZero();
    switch (facet) {
      case STATUS -> assertThat(values.top()).containsExactly(new Value("ok", 2));
      case TYPE -> assertThat(values.top()).containsExactly(new Value("GENERATION", 2));
      default -> assertThat(values.top()).containsExactly(new Value("one", 2), new Value("two", 1));
    }
  }

  @Test
  void shows_the_values_of_most_traces_and_says_how_many_others_there_are() {
    append(with("a", 1, 1), with("b", 2, 1), with("b", 3, 1), with("c", 4, 1));

    Overview.Values values =
        storage
            .analysis()
            .overview(new OverviewQuery("shop", HOUR, Filter.ALL, List.of(Facet.NAME), 2, 1))
            .facets()
            .get(0);

    assertThat(values.top()).containsExactly(new Value("b", 2), new Value("a", 1));
    assertThat(values.others()).isEqualTo(1);
  }

  @Test
  void counts_each_tag_of_a_span_and_the_traces_without_one_too() {
    JsonObject tags = new Labels(List.of("a", "b"), null, List.of(), List.of()).toAttributes();
    append(
        Given.part(Given.span(1, 1).attributes(tags)),
        Given.part(Given.span(1, 2)),
        Given.part(Given.span(2, 1)));

    Overview overview = overview(Filter.ALL, 1, Facet.TAG);

    assertThat(overview.traces()).isEqualTo(2);
    assertThat(overview.facets().get(0).top())
        .containsExactly(new Value("a", 1), new Value("b", 1));
  }

  @Test
  void a_trace_that_began_before_the_window_counts_none_of_its_tags() {
    JsonObject tags = new Labels(List.of("a"), null, List.of(), List.of()).toAttributes();
    append(
        Given.part(Given.span(1, 1).attributes(tags)),
        Given.part(Given.bare("shop", 1, 2).name("first").start(NOW.minusSeconds(3601)).end(NOW)));

    assertThat(overview(Filter.ALL, 1, Facet.TAG).facets().get(0).top()).isEmpty();
  }

  @Test
  void knows_the_status_of_a_trace_as_a_list_does() {
    append(
        Given.part(Given.span(1, 1).end(null)),
        Given.part(Given.span(1, 2).status(SpanStatus.ERROR)),
        Given.part(Given.span(2, 1).status(SpanStatus.UNSET)),
        Given.part(SpanPart.Kind.START, 0, NOW, Given.span(3, 1).end(null).status(null), null),
        Given.part(Given.span(3, 1)));

    Overview overview = overview(Filter.ALL, 1, Facet.STATUS);

    assertThat(overview.facets().get(0).top())
        .containsExactly(new Value("ok", 1), new Value("running", 1), new Value("unset", 1));
    assertThat(overview.errors()).isZero();
  }

  @Test
  void looks_at_nothing_where_there_is_nothing() {
    Overview overview = overview(Filter.ALL, 3, Facet.values());

    assertThat(overview.traces()).isZero();
    assertThat(overview.buckets()).extracting(Bucket::traces).containsExactly(0L, 0L, 0L);
    assertThat(overview.facets()).allSatisfy(values -> assertThat(values.top()).isEmpty());
  }

  @Test
  void refuses_too_much() {
    assertRefused(Kind.INVALID, () -> overview(Filter.ALL, 1_001));
    assertRefused(Kind.INVALID, () -> overview(Filter.ALL, 0));
  }

  private Overview overview(Filter filter, int buckets, Facet... facets) {
    return storage
        .analysis()
        .overview(new OverviewQuery("shop", HOUR, filter, List.of(facets), 10, buckets));
  }

  private static SpanPart with(String value, int trace, int span) {
    Generation generation = Generation.builder().requestModel(value).provider(value).build();
    return Given.part(
        Given.generation(trace, span)
            .name(value)
            .agent(value)
            .tool(new ToolUse(value, null, null, null))
            .grouping(new Grouping(value, value, value, value, value))
            .generation(generation)
            .attributes(
                new Labels(List.of(value), value, List.of(value), List.of()).toAttributes()));
  }
}
