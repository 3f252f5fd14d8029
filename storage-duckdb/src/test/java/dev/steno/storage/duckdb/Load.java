// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.erasure.Selection;
import dev.steno.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A program that appends batches, each a trace, from several threads, and prints a line for each
 * when it is acknowledged ({@code ACK 1}) or refused ({@code REFUSED 1 FULL}).
 */
final class Load {
  static final String PROJECT = "load";
  static final int SPANS = 20;

  /** The weeks before this one get nothing; every third batch reaches into the next one. */
  private static final Instant START = Instant.parse("2026-03-06T12:00:00Z");

  private static final int DAY_SECONDS = 24 * 3600;

  private Load() {}

  /**
   * Runs it.
   *
   * @param arguments the directory, or "memory"; the first batch's number; how many batches each
   *     thread appends; how many threads; bytes of each span's text; "erase" if every tenth batch
   *     is to be deleted again, between the lines {@code ERASING 5} and {@code ERASED 5}
   */
  public static void main(String[] arguments) throws InterruptedException {
    int first = Integer.parseInt(arguments[1]);
    int batches = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    String text = "é".repeat(Integer.parseInt(arguments[4]) / 2);
    boolean erasing = arguments.length > 5;
    try (Storage storage = open(arguments[0])) {
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int offset = first + t * batches;
        Thread thread = new Thread(() -> append(storage, offset, batches, text, erasing));
        thread.start();
        running.add(thread);
      }
      for (Thread thread : running) {
        thread.join();
      }
    }
  }

  private static Storage open(String directory) {
    return directory.equals("memory")
        ? new MemoryStorage(Clock.systemUTC())
        : DuckDbStorage.open(Path.of(directory), DuckDbOptions.defaults(), Clock.systemUTC());
  }

  private static void append(
      Storage storage, int first, int batches, String text, boolean erasing) {
    for (int batch = first; batch < first + batches; batch++) {
      String answer;
      try {
        storage.traces().append(parts(batch, text)).join();
        answer = "ACK " + batch;
      } catch (CompletionException e) {
        answer = "REFUSED " + batch + " " + ((StorageException) e.getCause()).kind();
      }
      say(answer);
      if (erasing && batch % 10 == 5) {
        say("ERASING " + batch);
        storage.erasures().erase(new Selection.OfTrace(PROJECT, trace(batch)), "load");
        say("ERASED " + batch);
      }
    }
  }

  private static void say(String line) {
    // One write for each line, so that lines of several threads do not mix.
    System.out.print(line + "\n");
    System.out.flush();
  }

  static TraceId trace(int batch) {
    return new TraceId(0x10ad, batch + 1L);
  }

  private static List<SpanPart> parts(int batch, String text) {
    List<SpanPart> parts = new ArrayList<>();
    List<Message> history = new ArrayList<>();
    for (int span = 1; span <= SPANS; span++) {
      Instant start =
          START.plusSeconds(span + (batch % 3 == 0 ? (long) span * DAY_SECONDS / 4 : 0));
      Span whole =
          Span.builder(PROJECT, trace(batch), new SpanId(span))
              .type(SpanType.GENERATION)
              .name("step " + span)
              .status(SpanStatus.OK)
              .start(start)
              .end(start.plusMillis(20))
              .input(JsonValue.of(text + batch + "." + span))
              .build();
      history.add(Message.text("user", "question " + span));
      Message answer = Message.text("assistant", "answer " + span);
      Exchange exchange = new Exchange(null, null, List.copyOf(history), List.of(List.of(answer)));
      history.add(answer);
      parts.add(new SpanPart(SpanPart.Kind.SPAN, 0, start, whole, exchange));
    }
    return parts;
  }
}
