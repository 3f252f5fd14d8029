// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.json.Node;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchIT {
  @TempDir Path home;

  @Test
  void ingest_measures_a_server_beside_the_raw_appender_and_leaves_nothing_behind() {
    Outcome outcome =
        run(
            "ingest",
            "--runs=1",
            "--seconds=1",
            "--warm-up=1",
            "--request=50",
            "--in-flight=2",
            "--json");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(measure(outcome, "acknowledged").number("median")).isPositive();
    assertThat(measure(outcome, "acknowledged").number("asked_at_least")).isEqualTo(15_000);
    assertThat(measure(outcome, "raw appender").number("median")).isPositive();
    assertThat(measure(outcome, "requests of the readers that failed").number("max")).isZero();
    assertThat(outcome.json().get("machine").count("cores")).isPositive();
    assertThat(outcome.json().get("conditions").text("requests")).contains("50 spans of 3.");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void agents_compares_the_store_with_a_table_that_repeats_the_payload() {
    Outcome outcome =
        run(
            "agents",
            "--runs=1",
            "--steps=10",
            "--history=500",
            "--spans=500",
            "--sessions=2",
            "--turns=5",
            "--json");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(measure(outcome, "steps: steno written").number("median"))
        .as("the history is written once")
        .isLessThan(measure(outcome, "steps: payload").number("median"));
    assertThat(measure(outcome, "steps: steno / plain ingest").number("median")).isPositive();
    assertThat(measure(outcome, "turns: plain on disk").number("median")).isPositive();
    assertThat(measure(outcome, "sessions: steno whole trace p50").number("median")).isPositive();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void query_asks_a_record_that_it_makes_and_may_use_again() {
    String[] options = {
      "--runs=1", "--spans=2000", "--days=2", "--repeat=2", "--keep=" + home.resolve("k"), "--json",
    };

    Outcome first = run("query", options);
    Outcome again = run("query", options);

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(first.err()).contains("Filled 2,000 of 2,000 spans");
    assertThat(again.err()).contains("again").doesNotContain("Filled");
    for (String question :
        List.of("newest 50, status:error", "whole trace with messages", "newest 50, user:")) {
      assertThat(measure(again, question + " p95").number("median")).as(question).isPositive();
    }
  }

  @Test
  void client_measures_spans_beside_those_of_opentelemetry_alone_and_a_client_that_is_disabled() {
    Outcome outcome =
        new Journey(home)
            .run("bench", "client", "--runs=1", "--seconds=2", "--warm-up=2", "--quick", "--json");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    for (String span : List.of("message", "tool", "generation")) {
      assertThat(measure(outcome, span + ": client").number("median")).as(span).isPositive();
      assertThat(measure(outcome, span + ": client / bare bytes").number("median"))
          .as("three times what is asked of a " + span)
          .isBetween(0.1, 4.5);
    }
    assertThat(measure(outcome, "tool: client / bare time").number("asked_at_most")).isEqualTo(1.5);
    assertThat(measure(outcome, "4 KB of typed messages: client").number("median")).isPositive();
    assertThat(measure(outcome, "tool, start parts on: client").number("median")).isPositive();
    assertThat(measure(outcome, "disabled, tool: client").number("asked_at_most")).isEqualTo(5);
    assertThat(measure(outcome, "2 threads / one: bare").number("median")).isPositive();
    assertThat(measure(outcome, "2 threads / one: client").number("median")).isPositive();
  }

  @Test
  void a_number_that_makes_no_sense_is_refused_with_what_was_expected() {
    Outcome outcome = run("ingest", "--runs", "0");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("runs: 0 (expected: 1 or more)");
  }

  private Outcome run(String bench, String... options) {
    String[] args = new String[options.length + 4];
    System.arraycopy(new String[] {"bench", bench, "--dir", home.toString()}, 0, args, 0, 4);
    System.arraycopy(options, 0, args, 4, options.length);
    return new Journey(home).run(args);
  }

  private static Node measure(Outcome outcome, String name) {
    return outcome.json().each("measures").stream()
        .filter(measure -> name.equals(measure.text("name")))
        .findFirst()
        .orElseThrow();
  }
}
