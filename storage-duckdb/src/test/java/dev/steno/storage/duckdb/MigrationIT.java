// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.TraceId;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.duckdb.directory.FormatVersion;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that the first program made, opened by this one. */
class MigrationIT {
  private final Clock clock = Clock.fixed(HouseRecord.NOW.plusSeconds(3600), ZoneOffset.UTC);
  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void unpack() throws IOException {
    data = Files.createDirectory(temporary.resolve("data"));
    try (InputStream resource =
            Objects.requireNonNull(MigrationIT.class.getResourceAsStream("format-1.zip"));
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, data.resolve(entry.getName()));
      }
    }
  }

  @Test
  void everything_that_the_first_program_wrote_reads_back_equal() {
    try (Storage expected = new MemoryStorage(clock);
        Storage storage = open()) {
      HouseRecord.writeWeekBefore(expected);
      HouseRecord.writeThisWeek(expected);

      assertThatAllIsEqual(storage, expected);
    }
    assertThat(data.resolve("FORMAT")).hasContent("3\n");
  }

  @Test
  void what_was_migrated_takes_further_parts() {
    try (Storage storage = open()) {
      storage.traces().append(List.of(Parts.turn(2, 6))).join();
    }

    try (Storage storage = open()) {
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(2)).orElseThrow().spans())
          .hasSize(6);
    }
  }

  @Test
  void keeps_the_files_as_they_were_in_a_directory_that_the_first_program_can_open()
      throws IOException {
    Map<String, byte[]> before = files(data);

    open().close();

    Map<String, byte[]> backup = files(data.resolve("backup-of-format-1"));
    assertThat(backup).containsOnlyKeys(before.keySet());
    before.forEach((name, bytes) -> assertThat(backup.get(name)).isEqualTo(bytes));
  }

  @Test
  void says_where_the_files_are_as_they_were_for_as_long_as_they_are_there() throws IOException {
    try (DuckDbStorage storage = open()) {
      Path backup = data.resolve("backup-of-format-1");
      long bytes = files(backup).values().stream().mapToLong(file -> file.length).sum();

      assertThat(storage.disk().copies()).containsExactly(new Usage.Copy(backup.toString(), bytes));

      for (String name : files(backup).keySet()) {
        Files.delete(backup.resolve(name));
      }
      Files.delete(backup);
      assertThat(storage.disk().copies()).isEmpty();
      assertThat(storage.usage().disk().copies()).isEmpty();
    }
  }

  @Test
  void adds_the_columns_that_a_table_lacks() throws Exception {
    for (String week : List.of("week-2026-10-26.duckdb", "week-2026-11-02.duckdb")) {
      try (Connection file = DriverManager.getConnection("jdbc:duckdb:" + data.resolve(week));
          Statement statement = file.createStatement()) {
        statement.execute("ALTER TABLE commits DROP COLUMN extra");
      }
    }

    everything_that_the_first_program_wrote_reads_back_equal();
    what_was_migrated_takes_further_parts();
  }

  @Test
  void a_directory_of_format_2_gains_the_columns_by_which_labels_are_found() throws Exception {
    open().close();
    for (String week : List.of("week-2026-10-26.duckdb", "week-2026-11-02.duckdb")) {
      try (Connection file = DriverManager.getConnection("jdbc:duckdb:" + data.resolve(week));
          Statement statement = file.createStatement()) {
        for (String column : List.of("metadata", "tags", "prompt", "release")) {
          statement.execute("ALTER TABLE parts DROP COLUMN " + column);
        }
      }
    }
    Files.writeString(data.resolve("FORMAT"), "2\n");

    everything_that_the_first_program_wrote_reads_back_equal();

    assertThat(data.resolve("backup-of-format-2/FORMAT")).hasContent("2\n");
    what_was_migrated_takes_further_parts();
  }

  @Test
  void a_migration_that_was_interrupted_is_run_again_with_the_first_backup() throws IOException {
    Map<String, byte[]> before = files(data);
    FormatVersion interrupted =
        new FormatVersion(
            3,
            List.of(
                directory -> {
                  Upgrade.addColumns(directory);
                  throw new IOException("interrupted");
                },
                Upgrade::addColumns));
    assertThatThrownBy(() -> DataDirectory.open(data, interrupted))
        .isInstanceOf(StorageException.class);
    assertThat(data.resolve("FORMAT")).hasContent("1\n");

    everything_that_the_first_program_wrote_reads_back_equal();

    Path log = data.resolve("backup-of-format-1/week-2026-11-02.duckdb.wal");
    assertThat(log).hasBinaryContent(before.get(log.getFileName().toString()));
  }

  @Test
  void a_backup_that_was_interrupted_is_made_again() throws IOException {
    Path unfinished = Files.createDirectory(data.resolve("backup-of-format-1.unfinished"));
    Files.writeString(unfinished.resolve("catalog.duckdb"), "half");

    open().close();

    assertThat(unfinished).doesNotExist();
    assertThat(files(data.resolve("backup-of-format-1"))).hasSize(6);
    assertThat(Files.size(data.resolve("backup-of-format-1/catalog.duckdb"))).isGreaterThan(4);
  }

  private DuckDbStorage open() {
    return DuckDbStorage.open(data, DuckDbOptions.defaults(), clock);
  }

  private static void assertThatAllIsEqual(Storage storage, Storage expected) {
    TraceQuery all = TraceQuery.latest(Parts.PROJECT, 10);
    assertThat(storage.traces().list(all)).isEqualTo(expected.traces().list(all));
    for (TraceId id : List.of(Parts.trace(1), Parts.trace(2), Parts.trace(3))) {
      assertThat(storage.traces().trace(Parts.PROJECT, id))
          .isPresent()
          .isEqualTo(expected.traces().trace(Parts.PROJECT, id));
    }
    String picture = HouseRecord.PICTURE_SHA256;
    assertThat(storage.traces().blob(Parts.PROJECT, Parts.trace(3), picture).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(expected.traces().blob(Parts.PROJECT, Parts.trace(3), picture).orElseThrow());
    assertThat(storage.keys().list()).isEqualTo(expected.keys().list());
    assertThat(storage.projects().list()).extracting("name").containsExactly(Parts.PROJECT);
  }

  private static Map<String, byte[]> files(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(directory)) {
      for (Path file : list.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
