// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record on its way out and back in, while a server runs. */
class TransferIT {
  @TempDir static Path home;
  private static Running demo;
  private static String server;
  private static String data;

  @BeforeAll
  static void play() throws InterruptedException, IOException {
    data = home.resolve("demo").toString();
    Path own =
        Files.writeString(
            home.resolve("own.json"),
            "{\"prices\":[{\"model\":\"mock-*\",\"input\":1,\"output\":4}]}");
    demo =
        new Journey(home)
            .start(
                "demo",
                "--json",
                "--port",
                "0",
                "--grpc-port",
                "0",
                "--data",
                data,
                "--prices",
                own.toString());
    server = demo.json().text("address");
  }

  @AfterAll
  static void end() throws InterruptedException {
    demo.close();
  }

  @Test
  void exports_to_a_file_what_imports_elsewhere_and_exports_as_the_same() throws IOException {
    Path first = home.resolve("first.jsonl");
    Path second = home.resolve("second.jsonl");
    Path other = Files.createDirectory(home.resolve("other"));

    Outcome exported = at().run("export", "-o", first.toString(), "--server", server);
    Outcome imported = at().run("import", first.toString(), "--data", other.toString());
    Outcome again = at().run("export", "-o", second.toString(), "--data", other.toString());

    assertThat(exported.out()).matches("(?s)Exported [0-9]+ lines, .* to .*first.jsonl\\.\\s+");
    assertThat(imported.exit()).isZero();
    assertThat(imported.out()).contains("; 0 were there already.");
    assertThat(again.exit()).isZero();
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void takes_gzip_and_passes_over_what_is_there() throws IOException {
    Path file = home.resolve("all.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(at().run("export", "--server", server).out().getBytes(StandardCharsets.UTF_8));
    }

    Outcome imported = at().run("import", file.toString(), "--server", server, "--json");

    assertThat(imported.exit()).isZero();
    assertThat(imported.json().count("spans")).isZero();
    assertThat(imported.json().count("duplicates")).isPositive();
  }

  private static long rows(Statement statement, Path file, String condition) throws SQLException {
    try (ResultSet count =
        statement.executeQuery("SELECT count(*) FROM '" + file + "' WHERE " + condition)) {
      assertThat(count.next()).isTrue();
      return count.getLong(1);
    }
  }

  @Test
  void exports_tables_that_other_programs_read() throws SQLException {
    Path spans = home.resolve("spans.parquet");
    Path messages = home.resolve("messages.parquet");

    Outcome one =
        at().run("export", "--format", "parquet", "-o", spans.toString(), "--server", server);
    Outcome other =
        at().run(
                "export",
                "--format",
                "parquet",
                "--table",
                "messages",
                "-o",
                messages.toString(),
                "--server",
                server);

    assertThat(one.exit()).as(one.err()).isZero();
    assertThat(other.exit()).as(other.err()).isZero();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      ResultSet calls =
          statement.executeQuery(
              "SELECT count(*), count(DISTINCT s.trace_id), max(year(s.start_time)) FROM '"
                  + spans
                  + "' AS s JOIN '"
                  + messages
                  + "' AS m USING (trace_id, span_id) WHERE m.role = 'user' AND m.text <> ''");
      assertThat(calls.next()).isTrue();
      assertThat(calls.getLong(1)).isPositive();
      assertThat(calls.getLong(2)).isPositive();
      assertThat(calls.getLong(3)).isGreaterThan(2000);
      assertThat(rows(statement, spans, "cost > 0 AND cost_source = 'calculated'")).isPositive();
    }
    assertThat(spans.resolveSibling("spans.parquet.rows")).doesNotExist();
  }

  @Test
  void exports_otlp_that_is_imported_and_exported_as_the_same() throws IOException {
    Path first = home.resolve("first.otlp");
    Path other = Files.createDirectory(home.resolve("otlp"));

    at().run("export", "--format", "otlp-json", "-o", first.toString(), "--server", server);
    Outcome imported = at().run("import", first.toString(), "--data", other.toString());
    Outcome again = at().run("export", "--format", "otlp-json", "--data", other.toString());

    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(again.out()).isEqualTo(Files.readString(first)).contains("gen_ai.input.messages");
  }

  @Test
  void exports_what_a_query_asks_for() {
    Outcome all = at().run("export", "--server", server);
    Outcome failed = at().run("export", "--query", "status:error", "--server", server);

    assertThat(failed.out().lines().count()).isPositive().isLessThan(all.out().lines().count());
    assertThat(failed.out()).contains("\"status\":\"error\"");
  }

  @Test
  void names_the_lines_that_it_cannot_read_and_ends_with_1() throws IOException {
    Path file = home.resolve("bad.jsonl");
    Files.writeString(file, "{}\n\nnot JSON\n");

    Outcome imported = at().run("import", file.toString(), "--server", server);

    assertThat(imported.exit()).isEqualTo(1);
    assertThat(imported.err()).contains("line 1: ").contains("line 3: ").contains("2 of 2 lines");
  }

  @Test
  void refuses_a_format_that_it_does_not_know() {
    Outcome outcome = at().run("export", "--format", "xml", "--server", server);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("xml").contains("jsonl");
  }

  @Test
  void backs_up_while_the_server_runs_and_the_copy_is_sound_and_served() {
    String copy = home.resolve("backup").toString();

    Outcome first = at().run("backup", copy, "--data", data);
    Outcome second = at().run("backup", copy, "--data", data, "--json");
    Outcome verified = at().run("verify", "--data", copy);
    Outcome listed = at().run("list", "--data", copy, "--json");

    assertThat(first.out()).startsWith("Backed up to " + copy).contains("copied 2 of them");
    assertThat(second.json().count("copied_files")).isZero();
    assertThat(verified.exit()).isZero();
    assertThat(verified.out()).startsWith("All is sound: ");
    assertThat(listed.json().each("traces")).isNotEmpty();
  }

  @Test
  void a_key_is_not_enough_to_have_the_server_write_a_backup() {
    Outcome outcome = at().run("backup", home.resolve("no").toString(), "--server", server);

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("--data");
    assertThat(home.resolve("no")).doesNotExist();
  }

  @Test
  void verifies_a_server_that_runs() {
    Outcome outcome = at().run("verify", "--server", server, "--json");

    Node json = outcome.json();
    assertThat(outcome.exit()).isZero();
    assertThat(json.count("traces")).isPositive();
    assertThat(json.each("faults")).isEmpty();
  }

  @Test
  void verify_makes_no_directory() {
    Path typo = home.resolve("typo");

    Outcome outcome = at().run("verify", "--data", typo.toString());

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(typo).doesNotExist();
  }

  private static Journey at() {
    return new Journey(home);
  }
}
