// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.CalculatedCost;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.Overview;
import dev.steno.storage.analysis.OverviewQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterParser;
import dev.steno.storage.tck.Contract;
import dev.steno.storage.tck.Given;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Queries for totals of traces, for what was thought of them, and for their ids find the traces
 * that meet them and no others.
 *
 * <p>For one thread, as JUnit runs it.
 */
public abstract class QueryContract extends Contract {

  protected QueryContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void finds_by_the_tokens_of_all_calls_of_a_trace() {
    append(Given.part(call(1, 1, usage(600, 100))), Given.part(call(1, 2, usage(300, null))));
    append(Given.part(call(2, 1, usage(999, null))));
    append(Given.part(call(3, 1, null)), Given.part(Given.span(3, 2)));

    assertThat(found("tokens:>999")).containsExactly(1);
    assertThat(found("tokens:>=999")).containsExactly(1, 2);
    assertThat(found("tokens:<1000")).containsExactly(2);
    assertThat(found("tokens:<=1000")).containsExactly(1, 2);
    assertThat(found("-tokens:>=0")).containsExactly(3);
  }

  @Test
  void counts_tokens_that_a_call_repeats_of_those_below_it_once() {
    append(
        Given.part(call(1, 1, usage(500, null))),
        Given.part(call(1, 2, usage(300, null)).parentId(Given.spanId(1))),
        Given.part(call(1, 3, usage(200, null)).parentId(Given.spanId(1))));
    append(Given.part(call(2, 1, usage(501, null)).type(SpanType.AGENT)));
    append(Given.part(call(3, 1, usage(500, null)).type(SpanType.EMBEDDING)));

    assertThat(found("tokens:>500")).isEmpty();
    assertThat(found("tokens:>=500")).containsExactly(1, 3);
    assertThat(found("tokens:>=500 name:\"step 3\"")).containsExactly(1);
  }

  @Test
  void narrows_figures_and_overviews_too() {
    append(
        Given.part(call(1, 1, usage(500, null))),
        Given.part(call(1, 2, usage(300, null)).parentId(Given.spanId(1))),
        Given.part(call(1, 3, usage(200, null)).parentId(Given.spanId(1))));
    append(Given.part(call(2, 1, usage(499, null))));
    judge(1, null, "0.9", null, null);
    Filter filter = FilterParser.parse("tokens:>=500 feedback:>0.5", NOW);
    Window hour = new Window(NOW.minusSeconds(3_600), NOW);

    Aggregate figures =
        storage
            .analysis()
            .aggregate(
                new AggregateQuery(
                    Given.PROJECT, hour, filter, AggregateQuery.Subject.SPAN, List.of(), 10))
            .rows()
            .get(0);
    Overview overview =
        storage
            .analysis()
            .overview(new OverviewQuery(Given.PROJECT, hour, filter, List.of(), 10, 1));

    assertThat(figures.count()).isEqualTo(3);
    assertThat(figures.usage())
        .isEqualTo(new Usage(500L, null, null, null, null, JsonObject.EMPTY));
    assertThat(overview.traces()).isEqualTo(1);
  }

  @Test
  void finds_by_tokens_that_no_number_of_64_bits_can_add_up() {
    append(Given.part(call(1, 1, usage(Long.MAX_VALUE, 5))));
    append(Given.part(call(1, 2, usage(Long.MAX_VALUE, null))));
    append(Given.part(call(2, 1, usage(1, 1))));

    assertThat(found("tokens:>100")).containsExactly(1);
  }

  @Test
  void finds_by_the_cost_that_was_reported_or_else_calculated() {
    append(Given.part(costing(1, 1, "0.02", "7")), Given.part(costing(1, 2, null, "0.03")));
    append(Given.part(costing(2, 1, "0.0499999999", null)));
    append(Given.part(Given.generation(3, 1)));

    assertThat(found("cost:>=0.05")).containsExactly(1);
    assertThat(found("cost:>0.05")).isEmpty();
    assertThat(found("cost:<0.05")).containsExactly(2);
    assertThat(found("cost:<=0.05")).containsExactly(1, 2);
    assertThat(found("NOT cost:<=1")).containsExactly(3);
  }

  @Test
  void finds_by_how_many_spans_failed() {
    append(Given.part(failed(1, 1)), Given.part(failed(1, 2)), Given.part(Given.span(1, 3)));
    append(Given.part(failed(2, 1)));
    append(Given.part(Given.span(3, 1)));

    assertThat(found("errors:>1")).containsExactly(1);
    assertThat(found("errors:>=1")).containsExactly(1, 2);
    assertThat(found("errors:<1")).containsExactly(3);
    assertThat(found("errors:<=1 -status:ok")).containsExactly(2);
  }

  @Test
  void adds_up_what_only_a_later_part_of_a_span_knows_and_each_span_once() {
    append(part(SpanPart.Kind.START, Given.bare(Given.PROJECT, 1, 1).start(NOW)));
    append(Given.part(failed(1, 1).type(SpanType.GENERATION)));
    Span.Builder late = Given.bare(Given.PROJECT, 1, 1);
    append(part(SpanPart.Kind.CONTENT, late.generation(used(usage(70, 7)))));

    assertThat(found("tokens:>=77")).containsExactly(1);
    assertThat(found("tokens:>77")).isEmpty();
    assertThat(found("errors:>=1")).containsExactly(1);
    assertThat(found("errors:>1")).isEmpty();
  }

  @Test
  void finds_by_what_somebody_thought_in_one_word() {
    for (int trace = 1; trace <= 4; trace++) {
      append(Given.part(Given.span(trace, 1)));
    }
    judge(1, Feedback.Tag.NEGATIVE, null, null, null);
    judge(2, null, null, "Off-\"Topic\"", null);
    judge(3, null, null, null, "resolved");

    assertThat(found("feedback:negative")).containsExactly(1);
    assertThat(found("feedback:OFF-*")).containsExactly(2);
    assertThat(found("feedback:\"off-\\\"topic\\\"\"")).containsExactly(2);
    assertThat(found("feedback:off")).isEmpty();
    assertThat(found("feedback:*solved")).containsExactly(3);
    assertThat(found("feedback:*")).containsExactly(1, 2, 3);
    assertThat(found("-feedback:*")).containsExactly(4);
  }

  @Test
  void finds_by_the_score_that_somebody_gave() {
    for (int trace = 1; trace <= 3; trace++) {
      append(Given.part(Given.span(trace, 1)));
    }
    judge(1, null, "0.5", null, null);
    judge(2, Feedback.Tag.NEUTRAL, "-2", null, null);
    judge(3, Feedback.Tag.NEUTRAL, null, null, null);

    assertThat(found("feedback:>=0.5")).containsExactly(1);
    assertThat(found("feedback:>0.5")).isEmpty();
    assertThat(found("feedback:<0.50")).containsExactly(2);
    assertThat(found("feedback:<=-2")).containsExactly(2);
  }

  @Test
  void is_not_misled_by_what_a_comment_says() {
    append(Given.part(Given.span(1, 1)));
    Feedback.Verdict verdict =
        new Feedback.Verdict(
            null, null, null, null, "\"label\":\"bad\",\"score\":1,\\\"label\":\"b");
    storage.feedback().add(feedback(1, verdict));

    assertThat(found("feedback:bad")).isEmpty();
    assertThat(found("feedback:b*")).isEmpty();
    assertThat(found("feedback:>0")).isEmpty();
  }

  @Test
  void finds_by_the_id_of_the_trace_or_its_beginning() {
    append(Given.part(Given.span(1, 1)), Given.part(Given.span(2, 1)));
    String id = Given.traceId(2).hex();

    assertThat(found("trace:" + id)).containsExactly(2);
    assertThat(found("trace:" + id.toUpperCase(java.util.Locale.ROOT))).containsExactly(2);
    assertThat(found("trace:" + id.substring(0, 8) + "*")).containsExactly(1, 2);
    assertThat(found("trace:" + id.substring(0, 8))).isEmpty();
    assertThat(found("-trace:" + id)).containsExactly(1);
    assertThat(found("trace:x")).isEmpty();
  }

  @Test
  void finds_by_the_id_of_a_span_or_its_beginning() {
    append(Given.part(Given.span(1, 1)), Given.part(Given.span(1, -2)));
    append(Given.part(Given.span(2, 1)), Given.part(Given.span(2, 255)));

    assertThat(found("span:0000000000000001")).containsExactly(1, 2);
    assertThat(found("span:FFFFFFFFFFFFFFFE")).containsExactly(1);
    assertThat(found("span:ffffffff*")).containsExactly(1);
    assertThat(found("span:*00ff")).containsExactly(2);
    assertThat(found("-span:*00ff")).containsExactly(1);
    assertThat(found("span:0000000000000000 OR span:1")).isEmpty();
  }

  @Test
  void pages_through_what_a_total_finds() {
    for (int trace = 1; trace <= 7; trace++) {
      append(Given.part(call(trace, 1, usage(trace % 2 == 0 ? 1 : 100, null))));
    }
    TraceQuery first =
        new TraceQuery(Given.PROJECT, FilterParser.parse("tokens:>=100", NOW), 3, null);

    String next = storage.traces().list(first).next();

    assertThat(found(first)).containsExactly(1, 3, 5);
    assertThat(found(new TraceQuery(first.project(), first.filter(), 3, next))).containsExactly(7);
  }

  private List<Integer> found(String query) {
    return found(new TraceQuery(Given.PROJECT, FilterParser.parse(query, NOW), 100, null));
  }

  private List<Integer> found(TraceQuery query) {
    return storage.traces().list(query).items().stream()
        .map(summary -> (int) summary.traceId().low())
        .toList();
  }

  private void judge(
      int trace,
      Feedback.@Nullable Tag tag,
      @Nullable String score,
      @Nullable String label,
      @Nullable String outcome) {
    BigDecimal number = score == null ? null : new BigDecimal(score);
    storage
        .feedback()
        .add(feedback(trace, new Feedback.Verdict(tag, number, label, outcome, null)));
  }

  private static Feedback feedback(int trace, Feedback.Verdict verdict) {
    return new Feedback(
        "%032x".formatted(trace),
        Given.PROJECT,
        Given.traceId(trace),
        null,
        null,
        verdict,
        Feedback.Source.EXPLICIT,
        null,
        null,
        NOW);
  }

  private static SpanPart part(SpanPart.Kind kind, Span.Builder span) {
    return Given.part(kind, kind == SpanPart.Kind.CONTENT ? 1 : 0, NOW, span, null);
  }

  private static Span.Builder failed(int trace, int span) {
    return Given.span(trace, span).status(SpanStatus.ERROR);
  }

  private static Span.Builder call(int trace, int span, @Nullable Usage usage) {
    return Given.generation(trace, span).generation(used(usage));
  }

  private static Generation used(@Nullable Usage usage) {
    return Generation.builder().requestModel("nobody-knows-it").usage(usage).build();
  }

  private static Usage usage(long input, @Nullable Integer reasoning) {
    Long thought = reasoning == null ? null : Long.valueOf(reasoning);
    return new Usage(input, null, null, null, thought, JsonObject.EMPTY);
  }

  private static Span.Builder costing(
      int trace, int span, @Nullable String reported, @Nullable String calculated) {
    return Given.generation(trace, span)
        .generation(
            Generation.builder()
                .requestModel("nobody-knows-it")
                .cost(reported == null ? null : new BigDecimal(reported))
                .calculated(
                    calculated == null
                        ? null
                        : new CalculatedCost(new BigDecimal(calculated), "table 1"))
                .build());
  }
}
