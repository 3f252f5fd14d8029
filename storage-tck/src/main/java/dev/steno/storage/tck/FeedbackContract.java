// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.storage.FeedbackStore.Added;
import dev.steno.storage.Storage;
import dev.steno.storage.erasure.Erased;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Feedback is kept once, before or after its trace. */
abstract class FeedbackContract extends Contract {

  FeedbackContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void is_given_back_as_it_was() {
    Feedback.Verdict verdict =
        new Feedback.Verdict(
            Feedback.Tag.NEGATIVE, new BigDecimal("-0.2500"), "label", "outcome", "comment");
    Feedback whole =
        new Feedback(
            id(1),
            Given.PROJECT,
            Given.traceId(1),
            Given.spanId(1),
            "relevance",
            verdict,
            Feedback.Source.EVALUATOR,
            "author",
            "key",
            NOW);

    assertThat(storage.feedback().add(whole)).isEqualTo(new Added(whole, true));

    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).containsExactly(whole);
  }

  @Test
  void may_come_before_its_trace() {
    Feedback early = feedback(1, Given.PROJECT, 1, null, 0);
    storage.feedback().add(early);
    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(1))).isEmpty();

    append(Given.part(Given.span(1, 1)));

    assertThat(trace(Given.traceId(1)).feedback()).containsExactly(early);
  }

  @Test
  void is_oldest_first() {
    Feedback newer = feedback(1, Given.PROJECT, 1, null, 5);
    Feedback oldest = feedback(2, Given.PROJECT, 1, null, 1);
    Feedback newest = feedback(3, Given.PROJECT, 1, null, 9);
    storage.feedback().add(newer);
    storage.feedback().add(oldest);
    storage.feedback().add(newest);
    append(Given.part(Given.span(1, 1)));

    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1)))
        .containsExactly(oldest, newer, newest);
    assertThat(trace(Given.traceId(1)).feedback()).containsExactly(oldest, newer, newest);
  }

  @Test
  void is_kept_once_for_a_key() {
    Feedback first = feedback(1, Given.PROJECT, 1, "key", 0);
    storage.feedback().add(first);

    Added again = storage.feedback().add(feedback(2, Given.PROJECT, 1, "key", 3));

    assertThat(again).isEqualTo(new Added(first, false));
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).containsExactly(first);
  }

  @Test
  void is_kept_once_for_a_key_even_on_another_trace() {
    Feedback first = feedback(1, Given.PROJECT, 1, "key", 0);
    storage.feedback().add(first);

    assertThat(storage.feedback().add(feedback(2, Given.PROJECT, 2, "key", 3)).isNew()).isFalse();

    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(2))).isEmpty();
  }

  @Test
  void is_kept_again_without_a_key_or_in_another_project() {
    storage.feedback().add(feedback(1, Given.PROJECT, 1, null, 0));
    storage.feedback().add(feedback(2, Given.PROJECT, 1, null, 0));
    storage.feedback().add(feedback(3, Given.PROJECT, 1, "key", 0));

    assertThat(storage.feedback().add(feedback(4, "other", 1, "key", 0)).isNew()).isTrue();

    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).hasSize(3);
    assertThat(storage.feedback().of("other", Given.traceId(1))).hasSize(1);
  }

  @Test
  void goes_with_its_trace_and_may_come_again() {
    append(Given.part(Given.span(1, 1)));
    storage.feedback().add(feedback(1, Given.PROJECT, 1, "key", 0));
    storage.feedback().add(feedback(2, Given.PROJECT, 2, "other", 0));

    Erased deleted = delete(1);

    assertThat(deleted.feedback()).isEqualTo(1);
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).isEmpty();
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(2))).hasSize(1);
    assertThat(storage.feedback().add(feedback(3, Given.PROJECT, 1, "key", 0)).isNew()).isTrue();
  }

  private static Feedback feedback(
      int number, String project, int trace, @Nullable String key, int second) {
    return new Feedback(
        id(number),
        project,
        Given.traceId(trace),
        null,
        null,
        new Feedback.Verdict(Feedback.Tag.POSITIVE, null, null, null, null),
        Feedback.Source.EXPLICIT,
        null,
        key,
        NOW.plusSeconds(second));
  }

  private static String id(int number) {
    return "%032x".formatted(number);
  }
}
