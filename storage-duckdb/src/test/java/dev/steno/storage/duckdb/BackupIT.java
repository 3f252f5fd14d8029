// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.model.TraceId;
import dev.steno.storage.Page;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.duckdb.directory.Backup;
import dev.steno.storage.duckdb.directory.BackupFile;
import dev.steno.storage.query.Filter;
import dev.steno.storage.upkeep.Upkeep.BackedUp;
import dev.steno.storage.upkeep.Upkeep.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are copied while the store is written to. */
class BackupIT {
  @TempDir Path temporary;

  @Test
  void holds_everything_that_was_acknowledged_before_it_began() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    try (DuckDbStorage storage = open("data")) {
      Thread ingest =
          new Thread(
              () -> {
                for (int trace = 1; !enough.get(); trace++) {
                  storage.traces().append(List.of(Parts.turn(trace, 1))).join();
                  acknowledged.set(trace);
                }
              });
      ingest.start();
      for (int i = 0; i < 5; i++) {
        int reached = acknowledged.get();
        while (acknowledged.get() < reached + 20) {
          Thread.onSpinWait();
        }
        int before = acknowledged.get();
        storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);

        assertThatHolds("copy", before);
      }
      enough.set(true);
      ingest.join();
    }
  }

  @Test
  void a_file_that_changes_all_the_time_is_copied_row_by_row() {
    try (DuckDbStorage storage = open("data")) {
      for (int trace = 1; trace <= 20; trace++) {
        storage.traces().append(List.of(Parts.turn(trace, 1))).join();
      }
      BackedUp done = rowByRow(storage).run(temporary.resolve("copy"), Watch.NONE);
      BackedUp again = rowByRow(storage).run(temporary.resolve("copy"), Watch.NONE);

      assertThat(done.copiedFiles()).isEqualTo(2);
      assertThat(again.copiedFiles()).isEqualTo(2);
      assertThatHolds("copy", 20);
    }
  }

  @Test
  void a_first_backup_that_was_interrupted_is_refused_as_a_store_and_made_anew() {
    try (DuckDbStorage storage = open("data")) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      assertThatThrownBy(
              () -> storage.upkeep().backUp(temporary.resolve("copy"), interruptedAt("catalog")))
          .isInstanceOf(UncheckedIOException.class);

      StorageException refused =
          catchThrowableOfType(StorageException.class, () -> open("copy").close());
      assertThat(refused.kind()).isEqualTo(StorageException.Kind.DAMAGED);
      assertThat(refused).hasMessageContaining("not finished").hasMessageContaining("run");

      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
      assertThatHolds("copy", 1);
    }
  }

  @Test
  void the_earlier_backup_stays_whole_while_a_later_one_is_interrupted() throws IOException {
    try (DuckDbStorage storage = open("data")) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
      String manifest = Files.readString(temporary.resolve("copy/BACKUP.json"));
      storage.traces().append(List.of(Parts.turn(2, 1))).join();

      assertThatThrownBy(
              () -> storage.upkeep().backUp(temporary.resolve("copy"), interruptedAt("catalog")))
          .isInstanceOf(UncheckedIOException.class);

      assertThat(temporary.resolve("copy/BACKUP.json")).hasContent(manifest);
      assertThatHolds("copy", 1);
      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
      assertThatHolds("copy", 2);
    }
  }

  @Test
  void the_manifest_names_each_file_with_its_hash() throws IOException {
    try (DuckDbStorage storage = open("data")) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
    }

    String manifest = Files.readString(temporary.resolve("copy/BACKUP.json"));
    for (String file : List.of("catalog.duckdb", "week-2026-11-02.duckdb")) {
      assertThat(manifest)
          .contains("\"" + file + "\"")
          .contains(BackupFile.hash(temporary.resolve("copy").resolve(file)));
    }
  }

  @Test
  void a_week_that_was_deleted_goes_from_the_next_backup_too() {
    try (DuckDbStorage storage = open("data")) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
      assertThat(temporary.resolve("copy/week-2026-11-02.duckdb")).exists();

      Parts.delete(storage, 1);
      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
    }

    assertThat(temporary.resolve("copy").toFile().list())
        .noneMatch(name -> name.startsWith("week"));
    assertThatHolds("copy", 0);
  }

  @Test
  void a_backup_that_ends_while_files_change_places_is_refused_as_a_store() {
    try (DuckDbStorage storage = open("data")) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      storage.upkeep().backUp(temporary.resolve("copy"), Watch.NONE);
      storage.traces().append(List.of(Parts.turn(2, 1))).join();
      Path week = temporary.resolve("copy/week-2026-11-02.duckdb");

      assertThatThrownBy(
              () -> storage.upkeep().backUp(temporary.resolve("copy"), standingInTheWay(week)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("failed");

      assertThatThrownBy(() -> open("copy").close())
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("not finished");
    }
  }

  /** Puts something where a copy is to go, when all copies are there. */
  private static Watch standingInTheWay(Path file) {
    return (share, doing) -> {
      if (doing.equals("finishing")) {
        try {
          Files.delete(file);
          Files.createDirectories(file.resolve("not empty"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Test
  void a_copy_of_a_file_that_changed_meanwhile_is_not_taken() throws Exception {
    Path file = Files.write(temporary.resolve("week-2026-11-02.duckdb"), new byte[8 << 20]);
    AtomicBoolean enough = new AtomicBoolean();
    Thread changing =
        new Thread(
            () -> {
              for (long time = 1; !enough.get(); time++) {
                file.toFile().setLastModified(time * 1_000);
              }
            });
    changing.start();

    ByRows store = new ByRows(file, () -> end(changing, enough));
    Backup backup = new Backup(store, 2, Clock.systemUTC(), Backup.TRIES);
    Path copy = temporary.resolve("copy").resolve(file.getFileName());

    backup.run(temporary.resolve("copy"), Watch.NONE);
    assertThat(copy).hasContent("rows");

    // It is not the copy of a file, even of one that nobody changed since.
    backup.run(temporary.resolve("copy"), Watch.NONE);
    assertThat(copy).hasBinaryContent(Files.readAllBytes(file));
  }

  private static void end(Thread thread, AtomicBoolean enough) {
    enough.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One file without a log, whose rows are a word; something happens before they are read. */
  private record ByRows(Path file, Runnable before) implements Backup.Store {
    @Override
    public List<Path> all() {
      return List.of(file);
    }

    @Override
    public boolean hasLog(Path asked) {
      return false;
    }

    @Override
    public void checkpoint(Path asked) {
      throw new IllegalStateException("there is no log");
    }

    @Override
    public void copyRows(Path asked, Path target) {
      before.run();
      try {
        Files.writeString(target, "rows");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void two_backups_at_once_wait_for_each_other() {
    try (DuckDbStorage storage = open("data")) {
      storage.traces().append(List.of(Parts.turn(1, 1))).join();
      CompletableFuture<BackedUp> one = backUp(storage, "one");
      CompletableFuture<BackedUp> other = backUp(storage, "other");

      assertThat(one.join().copiedFiles()).isEqualTo(2);
      assertThat(other.join().copiedFiles()).isEqualTo(2);
    }
  }

  private static Backup rowByRow(DuckDbStorage storage) {
    return new Backup((Backup.Store) storage.upkeep(), 2, Clock.systemUTC(), 0);
  }

  private CompletableFuture<BackedUp> backUp(DuckDbStorage storage, String name) {
    return CompletableFuture.supplyAsync(
        () -> storage.upkeep().backUp(temporary.resolve(name), Watch.NONE));
  }

  private static Watch interruptedAt(String file) {
    return (share, doing) -> {
      if (doing.startsWith(file)) {
        throw new UncheckedIOException(new IOException("interrupted"));
      }
    };
  }

  private DuckDbStorage open(String name) {
    return DuckDbStorage.open(temporary.resolve(name), DuckDbOptions.defaults(), Clock.systemUTC());
  }

  /** Opened, so that it is seen to be a store; closed again, so that it can be backed up to. */
  private void assertThatHolds(String name, int traces) {
    try (DuckDbStorage copy = open(name)) {
      assertThat(listed(copy))
          .containsAll(IntStream.rangeClosed(1, traces).mapToObj(Parts::trace).toList());
      assertThat(copy.upkeep().verify(Watch.NONE).faults()).isZero();
    }
  }

  /** By pages: a look-up for each of thousands would take minutes. */
  private static Set<TraceId> listed(DuckDbStorage storage) {
    Set<TraceId> traces = new HashSet<>();
    String cursor = null;
    do {
      Page<TraceSummary> page =
          storage
              .traces()
              .list(new TraceQuery(Parts.PROJECT, Filter.ALL, TraceQuery.MAX_LIMIT, cursor));
      page.items().forEach(trace -> traces.add(trace.traceId()));
      cursor = page.next();
    } while (cursor != null);
    return traces;
  }
}
