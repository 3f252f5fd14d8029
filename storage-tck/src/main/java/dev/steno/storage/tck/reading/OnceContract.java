// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Capability;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.AggregateQuery.Subject;
import dev.steno.storage.analysis.Facet;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.SearchPage.Hit;
import dev.steno.storage.analysis.SearchQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterParser;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A span counts once, however often it is sent, and however long after the store has forgotten that
 * it has it.
 *
 * <p>For one thread, as JUnit runs it.
 */
public abstract class OnceContract extends Contract {
  private static final Window DAY = new Window(NOW.minusSeconds(3_600), NOW.plusSeconds(3_600));

  protected OnceContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void says_of_a_span_that_comes_again_that_it_was_there() {
    append(call(NOW), Given.part(Given.span(2, 1)));
    forget();

    assertThat(append(call(NOW.plusSeconds(7_200)), Given.part(Given.span(2, 2))))
        .isEqualTo(new Appended(1, 1));
    assertThat(append(call(NOW.plusSeconds(7_200)))).isEqualTo(new Appended(0, 1));
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void counts_a_span_that_comes_again_once_in_figures(Subject subject) {
    appendTwice();

    Aggregate all = figures(subject);

    assertThat(all.count()).isEqualTo(1);
    assertThat(all.errors()).isEqualTo(1);
    assertThat(all.usage()).isEqualTo(new Usage(40L, null, null, 2L, null, JsonObject.EMPTY));
    assertThat(all.cost()).isEqualByComparingTo("0.25");
  }

  @Test
  void counts_a_span_that_comes_again_once_in_an_overview() {
    appendTwice();

    Overview overview =
        storage
            .analysis()
            .overview(
                new OverviewQuery(
                    Given.PROJECT, DAY, Filter.ALL, List.of(Facet.MODEL, Facet.USER), 10, 1));

    assertThat(overview.traces()).isEqualTo(1);
    assertThat(overview.errors()).isEqualTo(1);
    assertThat(overview.buckets()).extracting(Overview.Bucket::traces).containsExactly(1L);
    assertThat(overview.facets())
        .flatExtracting(Overview.Values::top)
        .containsExactly(new Overview.Value("m", 1), new Overview.Value("ada", 1));
  }

  @Test
  void finds_a_span_that_comes_again_and_what_it_said_once() {
    appendTwice();

    List<Hit> hits =
        storage.analysis().search(new SearchQuery(Given.PROJECT, "teapot", DAY, 10, null)).hits();

    assertThat(hits).hasSize(2).allSatisfy(hit -> assertThat(hit.spanCount()).isEqualTo(1));
  }

  @Test
  void lists_a_span_that_comes_again_once() {
    appendTwice();

    List<TraceSummary> traces = storage.traces().list(TraceQuery.latest(Given.PROJECT, 10)).items();

    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).counts()).isEqualTo(new TraceSummary.Counts(1, 1, 0, 1));
    assertThat(found("errors:>1")).isZero();
    assertThat(found("tokens:>42")).isZero();
    assertThat(found("cost:>0.25")).isZero();
    assertThat(found("tokens:>=42 cost:>=0.25 errors:>=1")).isEqualTo(1);
    assertThat(trace(Given.traceId(1)).spans()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void counts_a_span_whose_beginning_was_told_long_before_once(Subject subject) {
    append(part(SpanPart.Kind.START, NOW, bare().name("early").type(SpanType.GENERATION)));
    forget();
    append(call(NOW.plusSeconds(7_200)));
    forget();
    append(part(SpanPart.Kind.START, NOW, bare().name("early").type(SpanType.GENERATION)));

    assertThat(figures(subject).count()).isEqualTo(1);
    assertThat(figures(subject).errors()).isEqualTo(1);
    assertThat(found("errors:>1")).isZero();
  }

  @Test
  void counts_each_span_of_a_trace_once_that_goes_on_after_it_was_forgotten() {
    append(call(NOW));
    forget();
    append(Given.part(Given.span(1, 2)), Given.part(Given.span(1, 3)));
    append(Given.part(Given.span(1, 3)), Given.part(Given.span(1, 4)));
    append(call(NOW.plusSeconds(7_200)));

    assertThat(figures(Subject.SPAN).count()).isEqualTo(4);
  }

  private void appendTwice() {
    append(call(NOW));
    forget();
    append(call(NOW.plusSeconds(7_200)));
  }

  /** What a store remembers at least is what came last: this makes it something else. */
  private void forget() {
    Instant later = NOW.plus(Duration.ofHours(3));
    Span.Builder other = Given.span("other", 9, 9).start(later).end(later);
    append(Given.part(SpanPart.Kind.SPAN, 0, later, other, null));
    if (storage.supports(Capability.DURABLE)) {
      reopen();
    }
  }

  private Aggregate figures(Subject subject) {
    AggregateQuery query =
        new AggregateQuery(Given.PROJECT, DAY, Filter.ALL, subject, List.of(), 10);
    return storage.analysis().aggregate(query).rows().get(0);
  }

  private int found(String query) {
    Filter filter = FilterParser.parse(query, NOW);
    return storage.traces().list(new TraceQuery(Given.PROJECT, filter, 10, null)).items().size();
  }

  private static SpanPart call(Instant arrival) {
    Generation generation =
        Generation.builder()
            .requestModel("m")
            .usage(new Usage(40L, null, null, 2L, null, JsonObject.EMPTY))
            .cost(new BigDecimal("0.25"))
            .build();
    Span.Builder span =
        Given.span(1, 1)
            .type(SpanType.GENERATION)
            .name("about the teapot")
            .status(SpanStatus.ERROR)
            .grouping(new Grouping(null, null, "ada", null, null))
            .generation(generation);
    return Given.part(SpanPart.Kind.SPAN, 0, arrival, span, Given.asked("A teapot?", "Yes."));
  }

  private static Span.Builder bare() {
    return Given.bare(Given.PROJECT, 1, 1).start(NOW.minusSeconds(1));
  }

  private static SpanPart part(SpanPart.Kind kind, Instant arrival, Span.Builder span) {
    return Given.part(kind, 0, arrival, span, null);
  }
}
