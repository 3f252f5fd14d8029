// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.steno.model.SpanPart;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceStore.Appended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files after writing. */
class WritingIT {
  private static final int BODY = 120_000;
  @TempDir Path data;

  @Test
  void writes_a_batch_over_two_weeks_to_two_files() throws SQLException {
    SpanPart before = Parts.span(1, 1, Parts.NOW);
    SpanPart after = Parts.span(1, 2, Parts.NOW.minus(Duration.ofDays(7)));
    try (DuckDbStorage storage = open()) {
      assertThat(storage.traces().append(List.of(before, after)).join())
          .isEqualTo(new Appended(2, 0));
    }

    assertThat(count("week-2026-11-02", "parts")).isEqualTo(1);
    assertThat(count("week-2026-10-26", "parts")).isEqualTo(1);
  }

  @Test
  void writes_a_message_once_and_of_a_turn_only_what_is_new() throws SQLException {
    try (DuckDbStorage storage = open()) {
      for (int turn = 1; turn <= 10; turn++) {
        storage.traces().append(List.of(Parts.turn(1, turn))).join();
      }
    }

    // Ten questions, ten answers, a system message, a tool and the list of it.
    assertThat(count("week-2026-11-02", "messages")).isEqualTo(23);
    assertThat(number("week-2026-11-02", "SELECT max(len(added)) FROM w.commits")).isEqualTo(1);
  }

  @Test
  void finds_the_base_within_a_batch() throws SQLException {
    List<SpanPart> turns = new ArrayList<>();
    for (int turn = 1; turn <= 10; turn++) {
      turns.add(Parts.turn(1, turn));
    }
    try (DuckDbStorage storage = open()) {
      storage.traces().append(turns).join();
    }

    assertThat(count("week-2026-11-02", "messages")).isEqualTo(23);
    assertThat(number("week-2026-11-02", "SELECT max(len(added)) FROM w.commits")).isEqualTo(1);
  }

  @Test
  void keeps_and_reads_bodies_of_which_two_thousand_do_not_fit_into_the_engines_memory() {
    DuckDbOptions small =
        new DuckDbOptions(
            2, 64 << 20, 32 << 20, 4, 20_000, 128 << 20, 32_768, null, Duration.ofSeconds(60));
    Random random = new Random(7);
    try (DuckDbStorage storage = DuckDbStorage.open(data, small, Clock.systemUTC())) {
      for (int i = 1; i <= 40; i++) {
        List<SpanPart> parts = new ArrayList<>();
        for (int j = 0; j < 25; j++) {
          parts.add(Parts.withInput(100 * i + j, noise(random, BODY)));
        }
        storage.traces().append(parts).join();
      }
      storage.check();

      TraceRecord trace = storage.traces().trace(Parts.PROJECT, Parts.trace(2_003)).orElseThrow();

      assertThat(trace.spans().get(0).input().toString()).hasSizeGreaterThan(BODY);
    }
    try (DuckDbStorage storage = open()) {
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(4_024))).isPresent();
    }
  }

  private static String noise(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Long.toString(random.nextLong(), 36));
    }
    return text.toString();
  }

  @Test
  void writes_again_what_it_may_not_know_after_a_restart() throws SQLException {
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
    }
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.turn(1, 2))).join();
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1)).orElseThrow().messages())
          .hasSize(5);
    }

    assertThat(number("week-2026-11-02", "SELECT max(len(added)) FROM w.commits")).isEqualTo(3);
  }

  @Test
  void reads_a_part_once_that_was_written_twice() throws SQLException {
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
    }
    execute("week-2026-11-02", "INSERT INTO w.parts SELECT * FROM w.parts");
    execute("week-2026-11-02", "INSERT INTO w.commits SELECT * FROM w.commits");
    execute("week-2026-11-02", "INSERT INTO w.messages SELECT * FROM w.messages");

    try (DuckDbStorage storage = open()) {
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1)).orElseThrow().spans())
          .hasSize(1);
      assertThat(Parts.delete(storage, 1).messages()).isEqualTo(4);
    }
  }

  @Test
  void names_a_start_that_its_span_made_superfluous() throws SQLException {
    SpanPart start = Parts.part(SpanPart.Kind.START, 1, 1, Parts.NOW, null);
    SpanPart late = Parts.part(SpanPart.Kind.START, 1, 2, Parts.NOW, null);
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(start, Parts.span(1, 1, Parts.NOW))).join();
      storage.traces().append(List.of(Parts.span(1, 2, Parts.NOW))).join();
      storage.traces().append(List.of(late)).join();
    }

    assertThat(number("week-2026-11-02", "SELECT count(*) FROM w.superseded WHERE kind = 0"))
        .isEqualTo(2);
  }

  @Test
  void leaves_nothing_of_a_deleted_trace_in_any_table() throws SQLException {
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.turn(1, 1), Parts.turn(1, 2))).join();
      storage.traces().append(List.of(Parts.span(2, 1, Parts.NOW))).join();
      Parts.delete(storage, 1);
    }

    for (String table : List.of("commits", "messages", "blobs", "superseded")) {
      assertThat(count("week-2026-11-02", table)).as(table).isZero();
    }
    assertThat(count("week-2026-11-02", "parts")).isEqualTo(1);
  }

  @Test
  void refuses_what_does_not_fit_into_the_queue_and_keeps_what_it_took() {
    List<CompletableFuture<Appended>> futures = new ArrayList<>();
    int kept = 0;
    int refused = 0;
    DuckDbOptions small = DuckDbOptions.defaults().withQueue(2, 1 << 20);
    try (DuckDbStorage storage = DuckDbStorage.open(data, small, Clock.systemUTC())) {
      for (int i = 1; i <= 2_000; i++) {
        futures.add(storage.traces().append(List.of(Parts.span(i, 1, Parts.NOW))));
      }
      for (CompletableFuture<Appended> future : futures) {
        Throwable failure = catchThrowable(future::join);
        kept += failure == null ? 1 : 0;
        refused += failure == null ? 0 : 1;
        assertThat(failure == null || isOverloaded(failure)).isTrue();
      }
      int found = 0;
      for (int i = 1; i <= 2_000; i++) {
        found += storage.traces().trace(Parts.PROJECT, Parts.trace(i)).isPresent() ? 1 : 0;
      }
      assertThat(found).isEqualTo(kept);
    }

    assertThat(kept).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void leaves_no_log_behind_when_it_is_closed() {
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();

      assertThat(data.resolve("week-2026-11-02.duckdb.wal")).exists();
    }

    assertThat(Files.exists(data.resolve("week-2026-11-02.duckdb.wal"))).isFalse();
  }

  private static boolean isOverloaded(Throwable failure) {
    return failure instanceof CompletionException
        && failure.getCause() instanceof StorageException refused
        && refused.kind() == StorageException.Kind.OVERLOADED;
  }

  private DuckDbStorage open() {
    return DuckDbStorage.open(data, DuckDbOptions.defaults(), Clock.systemUTC());
  }

  private long count(String file, String table) throws SQLException {
    return number(file, "SELECT count(*) FROM w." + table);
  }

  private long number(String file, String query) throws SQLException {
    try (Connection connection = attached(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void execute(String file, String sql) throws SQLException {
    try (Connection connection = attached(file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection attached(String file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + data.resolve(file + ".duckdb") + "' AS w");
    }
    return connection;
  }
}
