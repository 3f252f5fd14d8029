// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Span;
import dev.steno.storage.Storage;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What a project keeps no longer goes, whole weeks of traces at a time. */
abstract class RetentionContract extends Contract {
  private static final Instant CUT = NOW.minus(Duration.ofDays(30));

  RetentionContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void removes_what_is_older_and_leaves_the_rest() {
    append(
        Given.call(at(1, 1, 40), Given.asked("old", "b")),
        Given.call(at(2, 1, 31), Given.asked("just old", "d")),
        Given.call(at(3, 1, 29), Given.asked("young", "f")),
        Given.part(at(4, 1, 0)));

    assertThat(expire()).isEqualTo(new Erased(2, 2, 4, 0, 0));

    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(1))).isEmpty();
    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(2))).isEmpty();
    assertThat(trace(Given.traceId(3)).messages()).hasSize(2);
    assertThat(trace(Given.traceId(4)).spans()).hasSize(1);
    assertThat(expire()).isEqualTo(Erased.NONE);
  }

  @Test
  void asks_each_project_for_its_own_time() {
    append(
        Given.part(Given.span("short", 1, 1).start(NOW.minus(Duration.ofDays(10)))),
        Given.part(Given.span("long", 1, 1).start(NOW.minus(Duration.ofDays(10)))),
        Given.part(Given.span("none", 1, 1).start(NOW.minus(Duration.ofDays(999)))));

    List<Deletion> deletions =
        storage
            .erasures()
            .erase(
                List.of(
                    new Selection.Expired("short", NOW.minus(Duration.ofDays(7))),
                    new Selection.Expired("long", NOW.minus(Duration.ofDays(90)))),
                "retention");

    assertThat(deletions).extracting(Deletion::project).containsExactly("short");
    assertThat(deletions).extracting(Deletion::kind).containsExactly(Deletion.Kind.RETENTION);
    assertThat(storage.traces().trace("short", Given.traceId(1))).isEmpty();
    assertThat(storage.traces().trace("long", Given.traceId(1))).isPresent();
    assertThat(storage.traces().trace("none", Given.traceId(1))).isPresent();
  }

  @Test
  void leaves_a_trace_that_goes_on_in_its_week_whole() {
    // The 5th of October is a Monday.
    Instant monday = Instant.parse("2026-10-05T08:00:00Z");
    append(
        Given.call(
            Given.generation(1, 1).start(monday).end(monday), Given.asked("question", "answer")),
        Given.part(
            Given.span(1, 2).start(monday.plus(Duration.ofDays(3))).end(monday.plusSeconds(9))));

    storage
        .erasures()
        .erase(new Selection.Expired(Given.PROJECT, monday.plus(Duration.ofDays(1))), "retention");

    assertThat(trace(Given.traceId(1)).spans()).hasSize(2);
    assertThat(trace(Given.traceId(1)).messages()).hasSize(2);
  }

  @Test
  void takes_the_first_weeks_of_a_trace_of_several() {
    append(
        Given.call(at(1, 1, 60), Given.asked("old", "b")),
        Given.call(at(1, 2, 1), Given.asked("young", "d")));

    assertThat(expire()).isEqualTo(new Erased(1, 1, 2, 0, 0));

    assertThat(trace(Given.traceId(1)).spans()).hasSize(1);
    assertThat(trace(Given.traceId(1)).messages().values())
        .containsExactlyInAnyOrder(Given.user("young"), Given.assistant("d"));
  }

  @Test
  void takes_the_feedback_that_is_old_or_whose_trace_is_gone() {
    append(Given.part(at(1, 1, 40)), Given.part(at(2, 1, 1)));
    storage.feedback().add(Given.feedback(1, NOW));
    storage.feedback().add(Given.feedback(2, NOW.minusSeconds(60)));
    storage.feedback().add(Given.feedback(3, CUT.minusSeconds(1)));

    assertThat(expire()).isEqualTo(new Erased(1, 1, 0, 0, 2));

    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).isEmpty();
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(2))).hasSize(1);
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(3))).isEmpty();
  }

  private static Span.Builder at(int trace, int span, int daysAgo) {
    Instant start = NOW.minus(Duration.ofDays(daysAgo));
    return Given.generation(trace, span).start(start).end(start.plusSeconds(1));
  }

  private Erased expire() {
    return storage.erasures().erase(new Selection.Expired(Given.PROJECT, CUT), "retention");
  }
}
