// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.storage.Capability;
import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.KeyStore.StoredKey;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.TraceSummary;
import dev.steno.testing.generate.AgentTrace;
import dev.steno.testing.generate.Generator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A closed store says so, and a durable one has everything when it is opened again. */
abstract class CloseContract extends Contract {

  CloseContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @Test
  void is_well_while_it_is_open() {
    storage.check();
  }

  @Test
  void may_be_closed_twice() {
    storage.close();
    storage.close();
  }

  @Test
  void refuses_everything_after_it_was_closed() {
    append(Given.part(Given.span(1, 1)));

    storage.close();

    assertRefused(Kind.CLOSED, () -> append(Given.part(Given.span(2, 1))));
    assertRefused(Kind.CLOSED, () -> storage.traces().list(TraceQuery.latest("shop", 1)));
    assertRefused(Kind.CLOSED, () -> storage.traces().trace("shop", Given.traceId(1)));
    assertRefused(Kind.CLOSED, () -> delete(1));
    assertRefused(Kind.CLOSED, () -> storage.feedback().of("shop", Given.traceId(1)));
    assertRefused(Kind.CLOSED, () -> storage.projects().list());
    assertRefused(Kind.CLOSED, () -> storage.keys().list());
    assertRefused(Kind.CLOSED, () -> storage.settings().all());
    assertRefused(Kind.CLOSED, () -> storage.check());
  }

  @Test
  void answers_in_the_future_when_it_was_closed() {
    storage.close();

    CompletableFuture<Appended> future =
        storage.traces().append(List.of(Given.part(Given.span(1, 1))));

    assertRefused(Kind.CLOSED, future::join);
  }

  @Test
  void has_everything_when_it_is_opened_again_or_says_that_it_has_not() {
    AgentTrace agent = appendSome();
    TraceRecord record = trace(agent.traceId());
    List<TraceSummary> list = list();

    reopen();

    if (storage.supports(Capability.DURABLE)) {
      assertThat(trace(agent.traceId())).isEqualTo(record);
      assertThat(list()).isEqualTo(list);
      assertThat(storage.keys().list()).hasSize(1);
      assertThat(storage.projects().list()).hasSize(2);
      assertThat(storage.feedback().of("empty", Given.traceId(77))).hasSize(1);
    } else {
      assertThat(list()).isEmpty();
      assertThat(storage.keys().list()).isEmpty();
      assertThat(storage.projects().list()).isEmpty();
    }
  }

  @Test
  void knows_duplicates_when_it_is_opened_again_or_has_nothing() {
    AgentTrace agent = appendSome();

    reopen();

    int all = agent.parts().size();
    Appended expected =
        storage.supports(Capability.DURABLE) ? new Appended(0, all) : new Appended(all, 0);
    assertThat(append(agent.parts())).isEqualTo(expected);
    assertThat(trace(agent.traceId()).spans()).hasSize(all);
  }

  @Test
  void goes_on_with_a_trace_when_it_is_opened_again() {
    SpanPart begun =
        Given.part(
            SpanPart.Kind.START, 0, NOW, Given.generation(1, 1).end(null).agent("first"), null);
    append(begun);

    reopen();

    append(Given.call(Given.generation(1, 1), Given.asked("a", "b")));
    boolean durable = storage.supports(Capability.DURABLE);
    assertThat(trace(Given.traceId(1)).spans()).hasSize(1);
    assertThat(trace(Given.traceId(1)).spans().get(0).agent()).isEqualTo(durable ? "first" : null);
  }

  @Test
  void keeps_its_deletions_when_it_is_opened_again() {
    AgentTrace agent = appendSome();
    delete(agent.traceId());

    reopen();

    assertThat(storage.traces().trace(Given.PROJECT, agent.traceId())).isEmpty();
    assertThat(list()).isEmpty();
  }

  @Test
  void is_opened_once_or_is_another_store_each_time() {
    append(Given.part(Given.span(1, 1)));

    if (storage.supports(Capability.EXCLUSIVE)) {
      assertRefused(Kind.LOCKED, () -> open(directory).close());
      assertThat(list()).hasSize(1);
    } else {
      Storage second = open(directory);
      assertThat(second.traces().list(TraceQuery.latest(Given.PROJECT, 10)).items()).isEmpty();
      second.close();
    }
  }

  private AgentTrace appendSome() {
    AgentTrace agent =
        AgentTrace.of(Generator.seeded(9), Given.PROJECT, "c", NOW.minus(Duration.ofDays(3)), 5);
    append(agent.parts());
    storage.keys().add(new StoredKey("id", "%064x".formatted(1), "zoo", Scope.READ, null, NOW));
    Feedback.Verdict verdict = new Feedback.Verdict(Feedback.Tag.NEUTRAL, null, null, null, null);
    storage.projects().create("empty");
    storage
        .feedback()
        .add(
            new Feedback(
                "%032x".formatted(5),
                "empty",
                Given.traceId(77),
                null,
                null,
                verdict,
                Feedback.Source.IMPLICIT,
                null,
                "key",
                NOW));
    return agent;
  }

  private List<TraceSummary> list() {
    return storage.traces().list(TraceQuery.latest(Given.PROJECT, 100)).items();
  }
}
