// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged stands in the log only: whatever befalls the log, no row goes unnoticed.
 */
class LogIT {
  private static final String WEEK = "week-2026-11-02.duckdb";
  @TempDir Path temporary;
  private Path data;
  private Path log;
  private Path mark;
  private byte[] whole;

  /** A directory as it is when its process is killed after the second of two commits. */
  @BeforeEach
  void killAfterTwoCommits() throws IOException {
    data = temporary.resolve("data");
    log = data.resolve(WEEK + ".wal");
    mark = data.resolve(WEEK + ".mark");
    try (DuckDbStorage storage = open(temporary.resolve("running"))) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      storage.traces().append(List.of(Parts.turn(2, 1))).join();
      copy(temporary.resolve("running"), data);
    }
    whole = Files.readAllBytes(log);
  }

  @Test
  void reads_the_log_of_a_process_that_was_killed() {
    assertThatHolds(1, 2);
  }

  @Test
  void refuses_a_log_that_was_overwritten() throws IOException {
    byte[] garbage = new byte[whole.length];
    new Random(1).nextBytes(garbage);

    assertRefused(garbage, "does not begin like a log");
  }

  @Test
  void refuses_a_log_whose_beginning_is_damaged_at_any_byte() throws IOException {
    int begin = firstEntry();
    for (int i = 0; i < begin; i++) {
      assertRefused(changed(i), "like a log", "its log");
    }
  }

  @Test
  void refuses_a_log_with_a_damaged_byte_in_the_middle() throws IOException {
    assertRefused(changed(whole.length / 2), "its log, the .wal beside it, is damaged");
  }

  @Test
  void refuses_a_log_with_a_damaged_size_at_any_entry() throws IOException {
    for (int entry = firstEntry(); entry < whole.length; entry += 16 + size(entry)) {
      for (int i = 0; i < 8; i++) {
        assertRefused(changed(entry + i), WEEK);
      }
    }
  }

  @Test
  void refuses_a_log_that_was_cut_below_what_was_acknowledged() throws IOException {
    for (int length : new int[] {whole.length - 1, whole.length / 2, firstEntry(), 20, 1, 0}) {
      assertRefused(Arrays.copyOf(whole, length), "expected: " + whole.length, "is missing");
    }
  }

  @Test
  void refuses_a_directory_whose_log_was_deleted() throws IOException {
    Files.delete(log);

    assertThat(refusal()).hasMessageContaining(log + " is missing");
    assertThat(log).doesNotExist();
  }

  @Test
  void goes_on_without_the_log_once_it_and_its_mark_were_moved_away() throws IOException {
    Files.delete(log);
    Files.delete(mark);

    assertThatHolds();
  }

  @Test
  void accepts_a_commit_that_was_cut_short_for_it_was_not_acknowledged() throws IOException {
    int first = 0;
    try (DuckDbStorage storage = open(temporary.resolve("other"))) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      first = (int) Files.size(temporary.resolve("other").resolve(WEEK + ".wal"));
      copy(temporary.resolve("other"), temporary.resolve("torn"));
      storage.traces().append(List.of(Parts.turn(2, 1))).join();
      copy(temporary.resolve("other"), temporary.resolve("after"));
    }
    byte[] both = Files.readAllBytes(temporary.resolve("after").resolve(WEEK + ".wal"));
    data = temporary.resolve("torn");
    Files.write(data.resolve(WEEK + ".wal"), Arrays.copyOf(both, (first + both.length) / 2));

    assertThatHolds(1);
  }

  @Test
  void asks_for_no_log_after_a_checkpoint() {
    assertThatHolds(1, 2);
    assertThat(mark).exists();
    assertThat(log).doesNotExist();

    assertThatHolds(1, 2);
  }

  @Test
  void asks_for_no_log_of_a_file_that_took_the_place_of_another() {
    try (DuckDbStorage storage = open(data)) {
      Parts.delete(storage, 1);
    }
    assertThat(log).doesNotExist();

    assertThatHolds(2);
  }

  @Test
  void leaves_no_mark_of_a_week_that_was_deleted() throws IOException {
    try (DuckDbStorage storage = open(data)) {
      Parts.delete(storage, 1);
      Parts.delete(storage, 2);

      assertThat(data.toFile().list()).noneMatch(name -> name.startsWith("week-"));
    }
  }

  @Test
  void notices_that_the_log_of_the_catalog_is_gone() throws IOException {
    Path catalog = data.resolve("catalog.duckdb.wal");
    assertThat(catalog).isNotEmptyFile();
    Files.delete(catalog);

    assertThat(refusal()).hasMessageContaining(catalog + " is missing");
  }

  private void assertRefused(byte[] content, String... one) throws IOException {
    Files.write(log, content);

    StorageException refused = refusal();

    assertThat(refused).as("%d bytes", content.length).isNotNull();
    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused.getMessage()).contains(WEEK).contains("backup").containsAnyOf(one);
    assertThat(log).hasBinaryContent(content);
  }

  private StorageException refusal() {
    return catchThrowableOfType(
        StorageException.class,
        () -> {
          try (DuckDbStorage storage = open(data)) {
            storage.traces().trace(Parts.PROJECT, Parts.trace(1));
          }
        });
  }

  private void assertThatHolds(int... traces) {
    try (DuckDbStorage storage = open(data)) {
      for (int trace = 1; trace <= 2; trace++) {
        int asked = trace;
        assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(trace)).isPresent())
            .isEqualTo(Arrays.stream(traces).anyMatch(each -> each == asked));
      }
    }
  }

  private byte[] changed(int position) {
    byte[] content = whole.clone();
    content[position] ^= 0x55;
    return content;
  }

  /** Where the entries begin, after two bytes of ones. */
  private int firstEntry() {
    int i = 0;
    while (whole[i] != -1 || whole[i + 1] != -1) {
      i++;
    }
    return i + 2;
  }

  private int size(int entry) {
    return (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(entry);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static DuckDbStorage open(Path directory) {
    return DuckDbStorage.open(directory, DuckDbOptions.defaults(), Clock.systemUTC());
  }
}
