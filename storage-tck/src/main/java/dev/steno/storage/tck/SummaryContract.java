// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.storage.Preview;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row of the list says of a trace what its spans say. */
abstract class SummaryContract extends Contract {

  SummaryContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void is_the_same_in_lists_and_by_id() {
    append(
        Given.part(Given.span(1, 1)),
        Given.part(Given.span(2, 1)),
        Given.part(Given.span("other", 3, 1)));

    List<TraceSummary> byId =
        storage
            .traces()
            .summaries(
                Given.PROJECT, List.of(Given.traceId(1), Given.traceId(3), Given.traceId(4)));

    assertThat(byId).containsExactly(row(1));
    assertThat(storage.traces().summaries(Given.PROJECT, List.of())).isEmpty();
  }

  @Test
  void has_the_name_of_the_root() {
    append(
        Given.part(Given.span(1, 1).parentId(Given.spanId(2)).name("child").start(NOW)),
        Given.part(Given.span(1, 2).name("root").start(NOW.plusMillis(1))));

    assertThat(row(1).name()).isEqualTo("root");
  }

  @Test
  void has_the_name_of_the_earliest_span_while_there_is_no_root() {
    append(
        Given.part(Given.span(1, 1).parentId(Given.spanId(9)).name("later").start(NOW)),
        Given.part(
            Given.span(1, 2).parentId(Given.spanId(9)).name("early").start(NOW.minusNanos(1))));

    assertThat(row(1).name()).isEqualTo("early");
  }

  @Test
  void has_an_empty_name_while_there_is_none() {
    append(Given.part(Given.bare("shop", 1, 1).start(NOW)));

    assertThat(row(1).name()).isEmpty();
  }

  @Test
  void spans_from_the_first_start_to_the_last_end() {
    append(
        Given.part(Given.span(1, 1).start(NOW).end(NOW.plusSeconds(1))),
        Given.part(Given.span(1, 2).start(NOW.minusNanos(7)).end(NOW)),
        Given.part(Given.span(1, 3).start(NOW).end(NOW.plusSeconds(2).plusNanos(3))));

    assertThat(row(1).start()).isEqualTo(NOW.minusNanos(7));
    assertThat(row(1).end()).isEqualTo(NOW.plusSeconds(2).plusNanos(3));
  }

  @Test
  void counts_spans_generations_tools_and_errors() {
    append(
        Given.part(Given.span(1, 1).type(SpanType.AGENT)),
        Given.part(Given.generation(1, 2)),
        Given.part(Given.generation(1, 3).status(SpanStatus.ERROR)),
        Given.part(Given.span(1, 4).type(SpanType.TOOL).status(SpanStatus.ERROR)),
        Given.part(Given.span(1, 5).type(SpanType.EMBEDDING)));

    assertThat(row(1).counts()).isEqualTo(new TraceSummary.Counts(5, 2, 1, 2));
  }

  @Test
  void counts_a_span_of_several_parts_once() {
    append(
        Given.part(
            SpanPart.Kind.START, 0, NOW, Given.generation(1, 1).end(null).status(null), null));
    append(Given.part(Given.generation(1, 1)));
    append(Given.part(SpanPart.Kind.CONTENT, 3, NOW, Given.bare("shop", 1, 1), null));

    assertThat(row(1).counts()).isEqualTo(new TraceSummary.Counts(1, 1, 0, 0));
    assertThat(row(1).status()).isEqualTo(SpanStatus.OK);
  }

  @Test
  void adds_up_the_usage_of_generations_and_embeddings_only() {
    append(
        Given.part(spending(Given.span(1, 1).type(SpanType.AGENT), Given.usage(100, 100), "9")),
        Given.part(
            spending(
                Given.generation(1, 2),
                new Usage(10L, 5L, null, 3L, null, Usage.UNKNOWN.source()),
                "0.10")),
        Given.part(
            spending(
                Given.generation(1, 3),
                new Usage(1L, null, null, 2L, 4L, Usage.UNKNOWN.source()),
                "0.0250")),
        Given.part(spending(Given.span(1, 4).type(SpanType.EMBEDDING), Given.usage(7, 0), null)));

    assertThat(row(1).usage()).isEqualTo(new Usage(18L, 5L, null, 5L, 4L, Usage.UNKNOWN.source()));
    assertThat(row(1).cost()).isEqualByComparingTo("0.125");
  }

  @Test
  void counts_a_generation_that_has_another_below_it_at_any_depth_not_at_all() {
    append(
        Given.part(spending(Given.generation(1, 1), Given.usage(30, 6), "0.3")),
        Given.part(Given.span(1, 2).type(SpanType.WORKFLOW).parentId(Given.spanId(1))),
        Given.part(Given.span(1, 3).type(SpanType.TOOL).parentId(Given.spanId(2))),
        Given.part(
            spending(Given.generation(1, 4).parentId(Given.spanId(3)), Given.usage(10, 2), "0.1")),
        Given.part(
            spending(Given.generation(1, 5).parentId(Given.spanId(1)), Given.usage(20, 4), "0.2")));

    assertThat(row(1).usage()).isEqualTo(Given.usage(30, 6));
    assertThat(row(1).cost()).isEqualByComparingTo("0.3");
    assertThat(row(1).counts().generations()).isEqualTo(3);
  }

  @Test
  void adds_up_generations_whose_parents_name_each_other() {
    append(
        Given.part(Given.span(1, 1).parentId(Given.spanId(2))),
        Given.part(Given.span(1, 2).parentId(Given.spanId(1))),
        Given.part(
            spending(Given.generation(1, 3).parentId(Given.spanId(2)), Given.usage(10, 2), "1")));

    assertThat(row(1).usage()).isEqualTo(Given.usage(10, 2));
  }

  @Test
  void has_no_usage_and_no_cost_where_none_was_reported() {
    append(Given.part(Given.generation(1, 1)));

    assertThat(row(1).usage()).isNull();
    assertThat(row(1).cost()).isNull();
  }

  @Test
  void has_the_models_that_answered_else_those_asked_for_in_order() {
    append(
        Given.part(withModels(1, "z-asked", null)),
        Given.part(withModels(2, "asked", "b-answered")),
        Given.part(withModels(3, null, "b-answered")),
        Given.part(withModels(4, null, null)));

    assertThat(row(1).models()).containsExactly("b-answered", "z-asked");
  }

  @Test
  void has_the_status_that_says_most() {
    append(Given.part(Given.span(1, 1).status(SpanStatus.UNSET)));
    assertThat(row(1).status()).isEqualTo(SpanStatus.UNSET);

    append(Given.part(Given.span(1, 2).status(SpanStatus.OK)));
    assertThat(row(1).status()).isEqualTo(SpanStatus.OK);

    append(
        Given.part(Given.span(1, 3).end(null).status(null).start(NOW.minus(Duration.ofHours(2)))));
    assertThat(row(1).status()).isEqualTo(SpanStatus.UNFINISHED);

    append(Given.part(Given.span(1, 4).status(SpanStatus.ERROR)));
    assertThat(row(1).status()).isEqualTo(SpanStatus.ERROR);

    append(Given.part(Given.span(1, 5).end(null).status(null)));
    assertThat(row(1).status()).isEqualTo(SpanStatus.RUNNING);
  }

  @Test
  void runs_for_an_hour_without_an_end_and_is_unfinished_then() {
    append(
        Given.part(
            SpanPart.Kind.START, 0, NOW, Given.span(1, 1).start(NOW).end(null).status(null), null));
    assertThat(row(1).status()).isEqualTo(SpanStatus.RUNNING);
    assertThat(row(1).end()).isNull();

    clock.set(NOW.plus(Duration.ofHours(1)));

    assertThat(row(1).status()).isEqualTo(SpanStatus.UNFINISHED);
  }

  @Test
  void has_no_end_while_a_span_is_running() {
    append(Given.part(Given.span(1, 1)), Given.part(Given.span(1, 2).end(null).status(null)));
    assertThat(row(1).end()).isNull();

    clock.advance(Duration.ofHours(3));

    assertThat(row(1).end()).isEqualTo(NOW);
  }

  @Test
  void has_each_id_from_the_earliest_span_that_has_it() {
    append(
        Given.part(
            Given.span(1, 1).start(NOW).grouping(new Grouping("late", "s", "late", null, null))),
        Given.part(
            Given.span(1, 2)
                .start(NOW.minusSeconds(1))
                .grouping(new Grouping("early", null, "early", "web", null))));

    assertThat(row(1).grouping()).isEqualTo(new Grouping("early", "s", "early", "web", null));
  }

  @Test
  void has_the_tags_and_prompts_of_all_spans_and_the_release_of_the_earliest_that_has_one() {
    append(
        Given.part(labelled(1, new Labels(List.of("b", "a"), "2", List.of("p@2"), List.of("k:v")))),
        Given.part(labelled(2, new Labels(List.of("b", "c"), "1", List.of("p@1"), List.of()))),
        Given.part(Given.span(1, 3).start(NOW.minusSeconds(9))),
        Given.part(Given.span(2, 1)));

    assertThat(row(1).labels())
        .isEqualTo(new Labels(List.of("a", "b", "c"), "1", List.of("p@1", "p@2"), List.of()));
    assertThat(row(2).labels()).isEqualTo(Labels.NONE);
  }

  private static Span.Builder labelled(int span, Labels labels) {
    return Given.span(1, span).start(NOW.minusSeconds(span)).attributes(labels.toAttributes());
  }

  @Test
  void previews_the_last_question_and_the_last_answer() {
    append(
        Given.call(
            Given.generation(1, 1),
            Given.exchange(
                List.of(Given.user("old"), Given.assistant("x"), Given.user("the question\nmore")),
                Given.assistant("first answer"))),
        Given.call(
            Given.generation(1, 2).start(NOW), Given.asked("later", "the answer\nin two lines")));

    assertThat(row(1).input()).isEqualTo("the question");
    assertThat(row(1).output()).isEqualTo("the answer");
  }

  @Test
  void previews_what_came_late() {
    append(Given.part(Given.generation(1, 1)));
    append(
        Given.part(
            SpanPart.Kind.CONTENT, 4, NOW, Given.bare("shop", 1, 1), Given.asked("late", "later")));

    assertThat(row(1).input()).isEqualTo("late");
    assertThat(row(1).output()).isEqualTo("later");
  }

  @Test
  void cuts_a_long_preview_and_never_through_a_character() {
    String long1 = "🫖".repeat(300);
    append(Given.call(Given.generation(1, 1), Given.asked("a" + long1, long1)));

    assertThat(row(1).input()).hasSizeLessThanOrEqualTo(Preview.LENGTH).endsWith("🫖…");
    assertThat(row(1).output()).hasSizeLessThanOrEqualTo(Preview.LENGTH).endsWith("🫖…");
  }

  @Test
  void has_no_preview_where_nothing_was_said() {
    append(Given.call(Given.generation(1, 1), new Exchange(null, null, List.of(), List.of())));

    assertThat(row(1).input()).isNull();
    assertThat(row(1).output()).isNull();
  }

  private static Span.Builder spending(Span.Builder span, Usage usage, @Nullable String cost) {
    return span.generation(
        Generation.builder().usage(usage).cost(cost == null ? null : new BigDecimal(cost)).build());
  }

  private static Span.Builder withModels(
      int span, @Nullable String asked, @Nullable String answered) {
    return Given.generation(1, span)
        .generation(Generation.builder().requestModel(asked).responseModel(answered).build());
  }

  /** The row of a trace, which must be the same in the list and by its id. */
  private TraceSummary row(int trace) {
    TraceSummary listed =
        storage.traces().list(TraceQuery.latest(Given.PROJECT, 100)).items().stream()
            .filter(summary -> summary.traceId().equals(Given.traceId(trace)))
            .findFirst()
            .orElseThrow();
    assertThat(storage.traces().summaries(Given.PROJECT, List.of(Given.traceId(trace))))
        .containsExactly(listed);
    return listed;
  }
}
