// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Replay;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore.Appended;
import dev.steno.storage.TraceSummary;
import dev.steno.testing.generate.AgentTrace;
import dev.steno.testing.generate.Generator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads lose nothing and write nothing twice. */
abstract class ConcurrencyContract extends Contract {

  ConcurrencyContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  private static final int THREADS = 8;

  @Test
  void keeps_every_part_of_every_thread() throws Exception {
    List<Appended> appended =
        inThreads(
            thread -> {
              List<CompletableFuture<Appended>> futures = new ArrayList<>();
              for (int batch = 0; batch < 20; batch++) {
                int first = thread * 1000 + batch * 10;
                futures.add(
                    storage
                        .traces()
                        .append(
                            IntStream.range(first, first + 10)
                                .mapToObj(span -> Given.part(Given.span(1, span + 1)))
                                .toList()));
              }
              return sum(futures);
            });

    assertThat(appended).containsOnly(new Appended(200, 0));
    assertThat(trace(Given.traceId(1)).spans()).hasSize(THREADS * 200);
  }

  @Test
  void keeps_a_part_once_that_every_thread_appends() throws Exception {
    List<AgentTrace> agents = agents(10);

    List<Appended> appended =
        inThreads(
            thread -> {
              List<CompletableFuture<Appended>> futures = new ArrayList<>();
              agents.forEach(agent -> futures.add(storage.traces().append(agent.parts())));
              return sum(futures);
            });

    int parts = agents.stream().mapToInt(agent -> agent.parts().size()).sum();
    assertThat(appended.stream().mapToInt(Appended::accepted).sum()).isEqualTo(parts);
    assertThat(appended.stream().mapToInt(Appended::duplicates).sum())
        .isEqualTo(parts * (THREADS - 1));
    agents.forEach(this::assertWhole);
  }

  @Test
  void replays_traces_whose_parts_came_through_many_threads() throws Exception {
    List<AgentTrace> agents = agents(10);

    inThreads(
        thread -> {
          List<CompletableFuture<Appended>> futures = new ArrayList<>();
          for (AgentTrace agent : agents) {
            for (int part = thread; part < agent.parts().size(); part += THREADS) {
              futures.add(storage.traces().append(List.of(agent.parts().get(part))));
            }
          }
          return sum(futures);
        });

    agents.forEach(this::assertWhole);
  }

  @Test
  void reads_whole_rows_while_others_write() throws Exception {
    inThreads(
        thread -> {
          for (int trace = 1; trace <= 20; trace++) {
            if (thread % 2 == 0) {
              append(pair(thread * 100 + trace));
            } else {
              List<TraceSummary> rows =
                  storage.traces().list(TraceQuery.latest(Given.PROJECT, 500)).items();
              assertThat(rows).allMatch(row -> row.counts().spans() == 2);
              assertThat(rows).extracting(TraceSummary::traceId).doesNotHaveDuplicates();
            }
          }
          return new Appended(0, 0);
        });

    assertThat(storage.traces().list(TraceQuery.latest(Given.PROJECT, 500)).items())
        .hasSize(THREADS / 2 * 20);
  }

  @Test
  void keeps_feedback_once_that_every_thread_adds() throws Exception {
    List<Boolean> isNew =
        inThreads(
            thread -> storage.feedback().add(feedback("%032x".formatted(thread + 1))).isNew());

    assertThat(isNew).containsOnlyOnce(true);
    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).hasSize(1);
  }

  private void assertWhole(AgentTrace agent) {
    TraceRecord record = trace(agent.traceId());
    assertThat(record.spans()).hasSize(agent.parts().size());
    Replay replay = new Replay(record.commits().values());
    assertThat(record.commits().values())
        .allSatisfy(commit -> assertThat(replay.messages(commit)).isPresent());
  }

  private static List<AgentTrace> agents(int count) {
    Generator generator = Generator.seeded(21);
    List<AgentTrace> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      agents.add(AgentTrace.of(generator, Given.PROJECT, "c" + i, NOW.minusSeconds(i), 6));
    }
    return agents;
  }

  private static List<SpanPart> pair(int trace) {
    return List.of(Given.part(Given.span(trace, 1)), Given.part(Given.span(trace, 2)));
  }

  private static Feedback feedback(String id) {
    return new Feedback(
        id,
        Given.PROJECT,
        Given.traceId(1),
        null,
        null,
        new Feedback.Verdict(Feedback.Tag.POSITIVE, null, null, null, null),
        Feedback.Source.EXPLICIT,
        null,
        "the same key",
        NOW);
  }

  private static Appended sum(List<CompletableFuture<Appended>> futures) {
    int accepted = 0;
    int duplicates = 0;
    for (CompletableFuture<Appended> future : futures) {
      Appended appended = future.orTimeout(60, TimeUnit.SECONDS).join();
      accepted += appended.accepted();
      duplicates += appended.duplicates();
    }
    return new Appended(accepted, duplicates);
  }

  /** Runs {@code work} in all threads at once and returns what each made of it. */
  private static <T> List<T> inThreads(ThreadWork<T> work)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<T>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        all.add(() -> work.run(thread));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(all)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private interface ThreadWork<T> {
    T run(int thread) throws Exception;
  }
}
