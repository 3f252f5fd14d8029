// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeleteIT {
  @TempDir static Path home;
  private static Running demo;
  private static String server;
  private static List<String> traces;

  @BeforeAll
  static void play() throws InterruptedException {
    demo = new Journey(home).start("demo", "--json", "--port", "0", "--grpc-port", "0");
    Node said = demo.json();
    server = said.text("address");
    traces = said.each("traces").stream().map(Node::text).toList();
  }

  @AfterAll
  static void end() throws InterruptedException {
    demo.close();
  }

  @Test
  void asks_before_it_deletes_and_takes_no_for_an_answer() {
    String id = traces.get(1);

    Outcome no = at().typing("n\n").run("delete", id, "--server", server);
    Outcome still = at().run("show", id, "--server", server);
    Outcome yes = at().typing("y\n").run("delete", id, "--server", server);
    Outcome gone = at().run("show", id, "--server", server);

    assertThat(no.exit()).isEqualTo(1);
    assertThat(no.out()).contains("Delete trace " + id + " with 4 spans?");
    assertThat(no.err()).contains("nothing was deleted");
    assertThat(still.exit()).isZero();
    assertThat(yes.out()).contains("Deleted trace " + id + ": 4 spans, ");
    assertThat(gone.exit()).isEqualTo(3);
  }

  @Test
  void deletes_what_it_is_told_to_without_asking() {
    Outcome outcome = at().typing("").run("delete", traces.get(2), "--yes", "--server", server);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Deleted trace");
  }

  @Test
  void counts_what_a_query_would_delete_and_lists_what_was_deleted() {
    Outcome counted = at().run("delete", "--query", "name:*", "--dry-run", "--server", server);
    Outcome unasked = at().run("delete", "--query", "name:*", "--server", server);
    Outcome none = at().run("delete", "--query", "user:nobody", "--yes", "--server", server);
    Outcome old = at().run("delete", "--older-than", "30d", "--dry-run", "--server", server);
    at().run("delete", traces.get(0), "--yes", "--server", server);
    Outcome log = at().run("delete", "--log", "--server", server);

    assertThat(counted.out()).matches("(?s)Would delete [0-9]+ traces: [0-9]+ spans, .*\\R");
    assertThat(unasked.exit()).isEqualTo(2);
    assertThat(unasked.err()).contains("--dry-run");
    assertThat(none.out()).startsWith("Deleted 0 traces: 0 spans, 0 messages, 0 blobs");
    assertThat(old.out()).startsWith("Would delete 0 traces");
    assertThat(log.out()).contains("WHEN").contains("trace ").contains("local");
  }

  @Test
  void says_what_a_deletion_does_not_reach_while_it_is_there() throws IOException {
    String data = home.resolve("upgraded").toString();
    at().run("project", "create", "shop", "--data", data);
    String before =
        at().run("delete", "--query", "user:nobody", "--yes", "--data", data).out()
            + at().run("du", "--data", data).out();
    Path copy = Files.createDirectory(Path.of(data, "backup-of-format-1"));
    Files.write(copy.resolve("week-2026-11-02.duckdb"), new byte[3 << 20]);

    Outcome deleted = at().run("delete", "--query", "user:nobody", "--yes", "--data", data);
    Outcome counted = at().run("delete", "--all", "--dry-run", "--json", "--data", data);
    Outcome du = at().run("du", "--data", data);
    Outcome json = at().run("du", "--json", "--data", data);

    String sentence = "What is deleted stays in " + copy + " (3.0 MiB), a copy from before";
    assertThat(before).contains("Deleted 0 traces").doesNotContain("stays in");
    assertThat(deleted.out()).contains(sentence).contains("delete that directory");
    assertThat(du.out()).contains(sentence);
    for (Outcome outcome : List.of(counted, json)) {
      Node told = outcome.json().each("copies").get(0);
      assertThat(told.text("path")).isEqualTo(copy.toString());
      assertThat(told.count("bytes")).isEqualTo(3 << 20);
    }
  }

  @Test
  void wants_to_be_told_one_thing_to_delete() {
    assertThat(at().run("delete", "--server", server).exit()).isEqualTo(2);
    assertThat(at().run("delete", "abcd", "--all", "--server", server).exit()).isEqualTo(2);
    assertThat(at().run("delete", "--older-than", "x", "--yes", "--server", server).exit())
        .isEqualTo(2);
  }

  private static Journey at() {
    return new Journey(home);
  }
}
