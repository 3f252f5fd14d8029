// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.message.Message;
import dev.steno.storage.StorageException;
import dev.steno.storage.StorageException.Kind;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.duckdb.directory.DataDirectory;
import dev.steno.storage.duckdb.directory.FormatVersion;
import dev.steno.testing.generate.Generator;
import dev.steno.testing.sync.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening a directory refuses, and in which words. */
class OpeningIT {
  @TempDir Path temporary;
  private Path data;

  @BeforeEach
  void nameDirectory() {
    data = temporary.resolve("data");
  }

  @Test
  void refuses_a_directory_that_another_process_has_open() throws Exception {
    Process other =
        new ProcessBuilder(
                ChildJvm.command(temporary, Load.class, data.toString(), "0", "1000000", "1", "10"))
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("ACK 0");

      StorageException refused = refused();

      assertThat(refused.kind()).isEqualTo(Kind.LOCKED);
      assertThat(refused)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("(" + other.pid() + ")")
          .hasMessageContaining("stop that process");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void refuses_a_newer_format() throws IOException {
    open().close();
    Files.writeString(data.resolve("FORMAT"), "4\n");

    StorageException refused = refused();

    assertThat(refused.kind()).isEqualTo(Kind.NEWER_FORMAT);
    assertThat(refused).hasMessageContaining("format 4").hasMessageContaining("up to 3");
  }

  @Test
  void refuses_a_format_that_is_no_number() throws IOException {
    open().close();
    Files.writeString(data.resolve("FORMAT"), "one\n");

    assertThat(refused().kind()).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void refuses_data_without_a_format() throws IOException {
    open().close();
    Files.delete(data.resolve("FORMAT"));

    StorageException refused = refused();

    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused).hasMessageContaining(data.resolve("FORMAT").toString());
  }

  @Test
  void migrates_an_older_format_step_by_step() throws IOException {
    DataDirectory.open(data, new FormatVersion(1, List.of())).close();
    List<String> steps = new ArrayList<>();
    FormatVersion later =
        new FormatVersion(3, List.of(path -> steps.add("to 2"), path -> steps.add("to 3")));

    DataDirectory.open(data, later).close();
    DataDirectory.open(data, later).close();

    assertThat(steps).containsExactly("to 2", "to 3");
    assertThat(data.resolve("FORMAT")).hasContent("3\n");
  }

  @Test
  void names_the_catalog_if_it_is_damaged() throws IOException {
    open().close();
    overwrite(data.resolve("catalog.duckdb"));

    StorageException refused = refused();

    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused).hasMessageContaining(data.resolve("catalog.duckdb").toString());
  }

  @Test
  void names_the_week_that_is_no_database_and_keeps_it() throws IOException {
    Path week = withAWeek();
    overwrite(week);
    byte[] before = Files.readAllBytes(week);

    StorageException refused = readAll();

    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused).hasMessageContaining(week.toString());
    assertThat(week).hasBinaryContent(before);
  }

  @Test
  void names_the_week_in_which_a_block_is_damaged() throws IOException {
    Path week = withAWeek();
    Parts.damageBlock(week);

    StorageException refused = readAll();

    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused).hasMessageContaining(week.toString());
    assertThat(refused.getCause()).isInstanceOf(SQLException.class);
  }

  @Test
  void does_not_leave_out_what_is_damaged_when_it_writes_a_file_anew() throws IOException {
    Path week = withAWeek();
    try (DuckDbStorage storage = open()) {
      storage.traces().append(List.of(Parts.span(2, 1, Parts.NOW))).join();
    }
    Parts.damageBlock(week);

    StorageException refused;
    try (DuckDbStorage storage = open()) {
      refused = catchThrowableOfType(StorageException.class, () -> Parts.delete(storage, 2));
    }

    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused).hasMessageContaining(week + " is damaged");
    assertThat(readAll().kind()).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void says_the_same_of_a_file_that_is_no_database_each_time_and_reads_it_once_put_right()
      throws Exception {
    assertThatPuttingRightHelps(OpeningIT::overwrite);
  }

  @Test
  void says_the_same_of_a_file_with_other_tables_each_time_and_reads_it_once_put_right()
      throws Exception {
    assertThatPuttingRightHelps(
        week -> {
          Files.delete(week);
          try (Connection file = DriverManager.getConnection("jdbc:duckdb:" + week);
              Statement statement = file.createStatement()) {
            statement.execute("CREATE TABLE parts (other INTEGER)");
          }
        });
  }

  @Test
  void refuses_a_week_that_lacks_a_column() throws Exception {
    Path week = withAWeek();
    try (Connection file = DriverManager.getConnection("jdbc:duckdb:" + week);
        Statement statement = file.createStatement()) {
      statement.execute("ALTER TABLE commits DROP COLUMN choices");
    }

    StorageException refused = readAll();

    assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(refused)
        .hasMessageContaining(week + " holds other tables")
        .hasMessageContaining("restore it from a backup");
  }

  /** Something that befalls a file. */
  private interface Mishap {
    void befall(Path week) throws Exception;
  }

  private void assertThatPuttingRightHelps(Mishap mishap) throws Exception {
    Path week = withAWeek();
    Path good = Files.copy(week, temporary.resolve("good"));
    mishap.befall(week);

    try (DuckDbStorage storage = open()) {
      StorageException first = refused(storage);
      StorageException second = refused(storage);
      Files.move(good, week, StandardCopyOption.REPLACE_EXISTING);

      assertThat(first)
          .hasMessageContaining(week.toString())
          .hasMessageContaining("restore it from a backup");
      assertThat(second).hasMessage(first.getMessage());
      assertThat(storage.traces().trace(Parts.PROJECT, Parts.trace(1))).isPresent();
    }
  }

  private static StorageException refused(DuckDbStorage storage) {
    return catchThrowableOfType(
        StorageException.class, () -> storage.traces().trace(Parts.PROJECT, Parts.trace(1)));
  }

  @Test
  void lets_others_in_after_a_refusal() throws IOException {
    open().close();
    Files.writeString(data.resolve("FORMAT"), "4\n");
    refused();
    Files.writeString(data.resolve("FORMAT"), "3\n");

    open().close();

    assertThat(data.resolve("FORMAT")).hasContent("3\n");
  }

  @Test
  void refuses_a_path_that_is_a_file() throws IOException {
    Files.writeString(data, "a file");

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(data.toString());
  }

  private DuckDbStorage open() {
    return DuckDbStorage.open(data, DuckDbOptions.defaults(), Clock.systemUTC());
  }

  private StorageException refused() {
    return catchThrowableOfType(StorageException.class, () -> open().close());
  }

  private StorageException readAll() {
    try (DuckDbStorage storage = open()) {
      return catchThrowableOfType(
          StorageException.class,
          () -> {
            storage.traces().list(TraceQuery.latest(Parts.PROJECT, 10));
            storage.traces().trace(Parts.PROJECT, Parts.trace(1));
          });
    }
  }

  private Path withAWeek() {
    Generator random = Generator.seeded(3);
    try (DuckDbStorage storage = open()) {
      List<SpanPart> parts = new ArrayList<>();
      for (int i = 1; i <= 100; i++) {
        Message answer = Message.text("assistant", random.words(4_000));
        Exchange exchange = new Exchange(null, null, List.of(), List.of(List.of(answer)));
        parts.add(Parts.part(SpanPart.Kind.SPAN, 1, i, Parts.NOW, exchange));
      }
      storage.traces().append(parts).join();
    }
    return data.resolve("week-2026-11-02.duckdb");
  }

  private static void overwrite(Path file) throws IOException {
    Files.write(file, "no database at all".repeat(1000).getBytes(StandardCharsets.UTF_8));
  }
}
