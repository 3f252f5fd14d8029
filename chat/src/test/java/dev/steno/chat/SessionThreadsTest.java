// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.steno.model.interaction.Interaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SessionThreadsTest {
  private static final int WRITERS = 16;
  private static final int READERS = 4;
  private static final int CALLS = 100_000;

  /** Answers at once. */
  private static final class Instantly implements ChatModel {
    @Override
    public ChatResponse chat(ChatRequest request) {
      return ChatResponse.builder().aiMessage(AiMessage.from("yes")).build();
    }
  }

  @Test
  void noIdIsLostOrRepeatedWhenSixteenWriteAndFourRead() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS);
    AtomicBoolean written = new AtomicBoolean();
    try (TracedModel model =
        ChatModels.of(new Instantly(), o -> o.tracing(true).maxTraces(CALLS))) {
      List<Future<List<String>>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> write(model)));
      }
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> read(model, written)));
      }

      Set<String> given = idsOf(writers);
      written.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }

      List<Interaction> kept = model.interactions();
      assertThat(given).hasSize(CALLS);
      assertThat(kept).hasSize(CALLS);
      assertThat(ids(kept)).isEqualTo(given);
      assertThat(kept.stream().mapToLong(Interaction::sequence).distinct().count())
          .isEqualTo(CALLS);
      assertThat(model.evicted()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsTakenAwayMeanwhileIsTakenOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (TracedModel model =
        ChatModels.of(new Instantly(), o -> o.tracing(true).maxTraces(CALLS))) {
      List<Future<List<String>>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> write(model)));
      }
      List<Interaction> taken = new ArrayList<>();
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        taken.addAll(model.drain());
      }
      taken.addAll(model.drain());

      assertThat(taken).hasSize(CALLS);
      assertThat(ids(taken)).isEqualTo(idsOf(writers));
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> write(TracedModel model) {
    ChatSession session = ChatSession.on(model, o -> o.maxTraces(10));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < CALLS / WRITERS; i++) {
      // Half of them in a talk, which is kept short, since it is told anew in each call.
      boolean alone = i % 2 == 0;
      var reply = alone ? model.generate("n" + i) : session.generate("n" + i);
      ids.add(reply.traceId());
      if (session.messages().size() > 20) {
        session.compact(2, older -> older.size() + " messages");
      }
    }
    return ids;
  }

  private static int read(TracedModel model, AtomicBoolean written) {
    int reads = 0;
    while (!written.get() || reads == 0) {
      for (Interaction interaction : model.last(50)) {
        assertThat(model.interaction(interaction.traceId())).containsSame(interaction);
      }
      if (reads % 50 == 0) {
        assertThat(ids(model.interactions())).hasSizeLessThanOrEqualTo(CALLS);
      }
      reads++;
    }
    return reads;
  }

  private static Set<String> idsOf(List<Future<List<String>>> writers)
      throws ExecutionException, InterruptedException {
    Set<String> ids = new HashSet<>();
    for (Future<List<String>> writer : writers) {
      ids.addAll(writer.get());
    }
    return ids;
  }

  private static Set<String> ids(List<Interaction> interactions) {
    Set<String> ids = new HashSet<>();
    interactions.forEach(interaction -> ids.add(interaction.traceId()));
    return ids;
  }
}
