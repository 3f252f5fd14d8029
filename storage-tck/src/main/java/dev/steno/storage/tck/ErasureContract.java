// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.storage.Capability;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.erasure.Deletion;
import dev.steno.storage.erasure.Erased;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.query.Filter;
import dev.steno.storage.query.FilterParser;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What meets a query is counted, deleted, and recorded by number and not by content. */
abstract class ErasureContract extends Contract {

  ErasureContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conversation:c",
        "session:s",
        "user:ada",
        "time:<2026-11-01",
        "\"where is it\"",
        "status:ok -user:grace",
        "user:ada OR user:nobody"
      })
  void deletes_what_meets_a_query_and_nothing_else(String query) {
    append(
        Given.call(
            Given.generation(1, 1)
                .grouping(new Grouping("c", "s", "ada", null, null))
                .start(NOW.minus(Duration.ofDays(20)))
                .end(NOW.minus(Duration.ofDays(20))),
            Given.asked("Where is it?", "Here.")),
        Given.call(
            Given.generation(2, 1).grouping(new Grouping("d", "t", "grace", null, null)),
            Given.asked("Who is it?", "I.")));

    Erased erased = erase(query);

    assertThat(erased).isEqualTo(new Erased(1, 1, 2, 0, 0));
    assertThat(listed()).containsExactly(Given.traceId(2));
    assertThat(trace(Given.traceId(2)).messages()).hasSize(2);
    assertThat(storage.traces().trace(Given.PROJECT, Given.traceId(1))).isEmpty();
  }

  @Test
  void counts_what_it_would_delete_and_changes_nothing() {
    append(
        Given.call(
            Given.generation(1, 1).grouping(Given.inConversation("c")), Given.asked("a", "b")),
        Given.call(
            Given.generation(2, 1).grouping(Given.inConversation("c")), Given.asked("a", "d")));
    storage.feedback().add(Given.feedback(1, NOW));

    Erased first = storage.erasures().count(selection("\"b\""));
    Erased all = storage.erasures().count(new Selection.Matching(Given.PROJECT, Filter.ALL));

    assertThat(first).isEqualTo(new Erased(1, 1, 1, 0, 1));
    assertThat(all).isEqualTo(new Erased(2, 2, 3, 0, 1));
    assertThat(listed()).hasSize(2);
    assertThat(storage.erasures().deletions(Given.PROJECT, 10)).isEmpty();
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).hasSize(1);
  }

  @Test
  void deletes_all_traces_of_a_project_and_none_of_another() {
    append(
        Given.part(Given.span(1, 1)),
        Given.part(Given.span(2, 1).start(NOW.minus(Duration.ofDays(30)))),
        Given.part(Given.span("other", 1, 1)));

    storage.erasures().erase(new Selection.Matching(Given.PROJECT, Filter.ALL), "tester");

    assertThat(listed()).isEmpty();
    assertThat(storage.traces().trace("other", Given.traceId(1))).isPresent();
    assertThat(storage.projects().list()).hasSize(2);
  }

  @Test
  void leaves_a_trace_that_began_before_the_time_asked_for() {
    append(
        Given.part(Given.span(1, 1).start(NOW.minus(Duration.ofDays(10)))),
        Given.part(Given.span(1, 2)));

    assertThat(erase("time:>2026-11-01")).isEqualTo(Erased.NONE);

    assertThat(trace(Given.traceId(1)).spans()).hasSize(2);
  }

  @Test
  void deletes_several_selections_at_once_each_with_its_record() {
    append(
        Given.part(Given.span(1, 1)), Given.part(Given.span(2, 1)), Given.part(Given.span(3, 1)));

    List<Deletion> deletions =
        storage
            .erasures()
            .erase(
                List.of(
                    new Selection.OfTrace(Given.PROJECT, Given.traceId(1)),
                    new Selection.OfTrace(Given.PROJECT, Given.traceId(9)),
                    new Selection.OfTrace(Given.PROJECT, Given.traceId(3))),
                "tester");

    assertThat(deletions).hasSize(2);
    assertThat(listed()).containsExactly(Given.traceId(2));
  }

  @Test
  void goes_on_with_traces_of_which_others_were_deleted() {
    append(
        Given.call(
            Given.generation(1, 1).grouping(Given.inConversation("c")), Given.asked("a", "b")),
        Given.call(
            Given.generation(2, 1).grouping(Given.inConversation("c")), Given.asked("a", "d")));
    erase("\"b\"");

    append(
        Given.call(
            Given.generation(3, 1).grouping(Given.inConversation("c")), Given.asked("a", "b")));
    append(Given.part(Given.span(2, 2)));

    assertThat(trace(Given.traceId(2)).spans()).hasSize(2);
    assertThat(trace(Given.traceId(2)).messages().values())
        .containsExactlyInAnyOrder(Given.user("a"), Given.assistant("d"));
    assertThat(trace(Given.traceId(3)).messages().values())
        .containsExactlyInAnyOrder(Given.user("a"), Given.assistant("b"));
  }

  @Test
  void records_what_kind_how_many_when_and_by_whom_but_no_value() {
    append(
        Given.part(Given.span(1, 1).grouping(new Grouping(null, null, "ada", null, null))),
        Given.part(Given.span(2, 1)));

    erase("user:ada time:>2026-01-01 (secret OR -name:hidden*)");
    clock.advance(Duration.ofMinutes(1));
    delete(2);

    List<Deletion> deletions = storage.erasures().deletions(Given.PROJECT, 10);
    assertThat(deletions)
        .containsExactly(
            new Deletion(
                2,
                Deletion.Kind.TRACE,
                Given.PROJECT,
                null,
                "tester",
                NOW.plusSeconds(60),
                NOW.plusSeconds(60),
                new Erased(1, 1, 0, 0, 0)),
            new Deletion(
                1,
                Deletion.Kind.QUERY,
                Given.PROJECT,
                "user:… time:… (text:… OR NOT (name:…))",
                "tester",
                NOW,
                NOW,
                new Erased(1, 1, 0, 0, 0)));
    assertThat(storage.erasures().deletions(Given.PROJECT, 1)).hasSize(1);
    assertThat(storage.erasures().deletions("other", 10)).isEmpty();
  }

  @Test
  void keeps_everything_and_its_order_while_the_clock_jumps() {
    int[] days = {0, 400, -800, 5};
    for (int i = 0; i < days.length; i++) {
      Instant now = clock.advance(Duration.ofDays(days[i]));
      Span.Builder span = Given.span(i + 1, 1).start(now).end(now);
      append(Given.part(SpanPart.Kind.SPAN, 0, now, span, null));
      append(Given.part(Given.span(i + 11, 1)));
      delete(i + 11);
    }

    assertThat(storage.erasures().deletions(Given.PROJECT, 10))
        .extracting(Deletion::number)
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(listed())
        .containsExactly(Given.traceId(2), Given.traceId(1), Given.traceId(4), Given.traceId(3));
  }

  @Test
  void records_no_deletion_of_nothing() {
    append(Given.part(Given.span(1, 1)));

    assertThat(erase("user:nobody")).isEqualTo(Erased.NONE);
    assertThat(delete(7)).isEqualTo(Erased.NONE);

    assertThat(storage.erasures().deletions(Given.PROJECT, 10)).isEmpty();
  }

  @Test
  void keeps_the_record_and_everything_else_when_it_is_opened_again() {
    append(
        Given.call(Given.generation(1, 1), Given.asked("a", "b")),
        Given.call(Given.generation(2, 1), Given.asked("c", "d")));
    storage.feedback().add(Given.feedback(1, NOW));
    storage.feedback().add(Given.feedback(2, NOW));
    delete(1);

    reopen();

    boolean durable = storage.supports(Capability.DURABLE);
    assertThat(storage.erasures().deletions(Given.PROJECT, 10)).hasSize(durable ? 1 : 0);
    assertThat(listed()).hasSize(durable ? 1 : 0);
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(2))).hasSize(durable ? 1 : 0);
    append(Given.part(Given.span(3, 1)));
    delete(3);
    assertThat(storage.erasures().deletions(Given.PROJECT, 1).get(0).number())
        .isEqualTo(durable ? 2 : 1);
  }

  private Erased erase(String query) {
    return storage.erasures().erase(selection(query), "tester");
  }

  private static Selection selection(String query) {
    return new Selection.Matching(Given.PROJECT, FilterParser.parse(query, NOW));
  }

  private List<TraceId> listed() {
    return storage.traces().list(TraceQuery.latest(Given.PROJECT, 100)).items().stream()
        .map(TraceSummary::traceId)
        .toList();
  }
}
