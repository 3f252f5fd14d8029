// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineIT {
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
  void lists_traces_latest_first() {
    Outcome outcome = ask("list");

    assertThat(outcome.exit()).isZero();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines.get(0)).contains("TRACE", "STARTED", "NAME", "TIME", "TOKENS", "FIRST WORDS");
    assertThat(lines.get(1)).startsWith("✓ " + traces.get(8)).contains("Lovely. Please put a card");
    assertThat(lines.get(9)).startsWith("✗ " + traces.get(0));
  }

  @Test
  void lists_in_json_what_a_query_asks_for() {
    Outcome outcome = ask("list", "--json", "status:error");

    Node first = outcome.json().each("traces").get(0);
    assertThat(outcome.json().each("traces")).hasSize(1);
    assertThat(first.text("trace_id")).isEqualTo(traces.get(0));
    assertThat(first.text("conversation_id")).startsWith("late-parcel-");
  }

  @Test
  void finds_by_the_release_that_the_demo_tells_and_by_no_other() {
    List<Node> found = ask("list", "--json", "release:1.4.*").json().each("traces");

    assertThat(found).hasSize(traces.size());
    assertThat(found.get(0).text("release")).isEqualTo("1.4.0");
    assertThat(ask("list", "release:1.5.0").out()).isEqualTo("No trace matches.\n");
  }

  @Test
  void pages_through_a_list_by_the_cursor_it_shows() {
    Outcome first = at().typing("").run("list", "--server", server, "--limit", "7");
    String hint = first.out().lines().filter(line -> line.contains("--cursor")).findFirst().get();
    String cursor = hint.substring(hint.indexOf("--cursor ") + "--cursor ".length()).strip();

    Outcome second = ask("list", "--json", "--limit", "7", "--cursor", cursor);

    assertThat(second.json().each("traces").stream().map(trace -> trace.text("trace_id")))
        .containsExactly(traces.get(1), traces.get(0));
  }

  @Test
  void a_wrong_query_is_wrong_usage_and_names_the_known_keys() {
    Outcome outcome = ask("list", "colour:blue");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("steno: ").contains("colour", "status").hasLineCount(1);
  }

  @Test
  void says_in_each_model_call_what_is_new() {
    Outcome outcome = ask("show", traces.get(1));

    assertThat(outcome.out()).contains("step 1    first call · 9 new", "step 2    10 unchanged (");
  }

  @Test
  void a_trace_differs_from_another_and_not_from_itself() {
    Outcome same = ask("diff", traces.get(1), traces.get(1).substring(0, 8));
    Outcome other = ask("diff", traces.get(1), traces.get(2));
    Outcome json = ask("diff", "--json", traces.get(1), traces.get(2));

    assertThat(same.exit()).isZero();
    assertThat(same.out()).contains("Nothing differs in 4 spans.");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.out())
        .contains("First difference", "message 10", "{+calls: add_delivery_note");
    assertThat(other.err()).isEmpty();
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.json().get("first").text("part")).isEqualTo("messages");
  }

  @Test
  void conversations_are_compared_by_their_ids() {
    List<String> ids =
        ask("list", "--json").json().each("traces").stream()
            .map(trace -> trace.text("conversation_id"))
            .distinct()
            .toList();

    assertThat(ask("diff", "--conversation", ids.get(0), ids.get(0)).exit()).isZero();
    assertThat(ask("diff", "--conversation", ids.get(0), ids.get(1)).exit()).isEqualTo(1);
    assertThat(ask("diff", "--conversation", ids.get(0), "no/such one").exit()).isEqualTo(3);
  }

  @Test
  void shows_a_trace_as_a_tree() {
    Outcome outcome = ask("show", traces.get(0));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains(
            "AGENT invoke_agent tea-support",
            "├─ GENERATION chat mock-mini",
            "├─ ✗ TOOL execute_tool track_parcel",
            "error     The carrier's API did not answer",
            "└─ GENERATION chat mock-mini",
            "assistant I'm sorry for the wait");
  }

  @Test
  void shows_a_retrieval_below_its_tool() {
    Outcome outcome = ask("show", traces.get(3));

    assertThat(outcome.out()).contains("│  └─ RETRIEVAL retrieval shop-policies");
  }

  @Test
  void shows_the_whole_conversation() {
    Outcome outcome = ask("show", traces.get(8), "--messages");

    assertThat(outcome.out().lines().filter(line -> line.startsWith("user"))).hasSize(3);
    assertThat(outcome.out())
        .contains("You are the support of Kettle & Leaf", "→ place_order {\"basket\":\"B-311\"}")
        .contains("tool place_order\n  {")
        .containsSubsequence(
            "three caffeine-free teas", "swap the rooibos", "What a kind present.");
  }

  @Test
  void shows_the_latest_trace_when_none_is_named() {
    Outcome outcome = ask("show", "--json");

    assertThat(outcome.json().text("trace_id")).isEqualTo(traces.get(8));
  }

  @Test
  void takes_the_first_digits_of_an_id() {
    Outcome outcome = ask("show", "--json", traces.get(4).substring(0, 12).toUpperCase());

    assertThat(outcome.json().text("trace_id")).isEqualTo(traces.get(4));
  }

  @Test
  void a_trace_that_is_not_there_is_not_found() {
    Outcome whole = ask("show", "0".repeat(31) + "1");
    Outcome beginning = ask("show", "0000000");

    assertThat(whole.exit()).isEqualTo(3);
    assertThat(whole.err()).startsWith("steno: ").hasLineCount(1);
    assertThat(beginning.exit()).isEqualTo(3);
    assertThat(beginning.err()).contains("none of the latest 500 begins with 0000000");
  }

  @Test
  void an_id_that_is_none_is_wrong_usage() {
    Outcome outcome = ask("show", "no-id\u001b[2J");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("trace: no-id␛[2J (expected: 32 hex digits");
  }

  @Test
  void keeps_feedback_once_and_shows_it() {
    String[] args = {
      "feedback",
      traces.get(5),
      "--tag",
      "positive",
      "--comment",
      "quick",
      "--author",
      "jonas",
      "--idempotency-key",
      "k1"
    };

    Outcome kept = ask(args);
    Outcome again = ask(args);

    assertThat(kept.exit()).isZero();
    assertThat(kept.out()).startsWith("Kept: POSITIVE by jonas: quick on trace ");
    assertThat(again.out()).isEqualTo(kept.out());
    assertThat(ask("show", traces.get(5)).out()).containsOnlyOnce("★ POSITIVE by jonas: quick\n");
  }

  @Test
  void creates_and_lists_projects() {
    Outcome created = ask("project", "create", "tea");
    Outcome listed = ask("project", "list");

    assertThat(created.out()).isEqualTo("Project tea is there.\n");
    assertThat(listed.out()).contains("PROJECT", "default", "tea");
    assertThat(ask("list", "--project", "tea").out()).isEqualTo("No traces yet.\n");
  }

  @Test
  void sets_how_long_a_project_keeps_its_traces() {
    Outcome set = ask("project", "set", "coffee", "--retention", "30d");
    Outcome wrong = ask("project", "set", "coffee", "--retention", "30 days");
    Outcome never = ask("project", "show", "cocoa");

    assertThat(set.out()).isEqualTo("coffee\nretention  30 days\nredaction  none\n");
    assertThat(ask("project", "show", "coffee").out()).isEqualTo(set.out());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("retention: 30 days (expected: such as 30d, or 'forever')");
    assertThat(ask("project", "set", "coffee").exit()).isEqualTo(2);
    assertThat(never.exit()).isEqualTo(3);
    assertThat(ask("project", "set", "coffee", "--retention", "forever").out())
        .isEqualTo("coffee\nretention  for ever\nredaction  none\n");
  }

  @Test
  void sets_what_is_taken_out_of_what_a_project_is_sent() {
    ask("project", "set", "milk", "--retention", "7d");
    Outcome set =
        ask("project", "set", "milk", "--redact", "secrets,email", "--rule", "order=B-[0-9]+");
    Outcome wrong = ask("project", "set", "milk", "--redact", "everything");

    assertThat(set.out())
        .isEqualTo(
            "milk\nretention  7 days\nredaction  email, secrets\nrule       order B-[0-9]+\n");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("rules: everything (expected: secrets, anthropic, ");
    assertThat(ask("project", "set", "milk", "--redact", "none", "--rule", "order=").out())
        .isEqualTo("milk\nretention  7 days\nredaction  none\n");
  }

  @Test
  void tries_rules_on_a_text_and_on_what_is_stored() {
    Outcome text =
        at().typing("see B-311").run("redact", "--server", server, "--rule", "b=B-[0-9]+");
    Outcome stored = ask("redact", "--dry-run", "--rule", "basket=B-311");
    Outcome nothing = ask("redact", "--dry-run", "--redact", "secrets", "status:error");

    assertThat(text.out()).isEqualTo("see [redacted:b]\n");
    assertThat(stored.out())
        .contains("would be redacted, and nothing was changed:", "basket", "B… (5)");
    assertThat(stored.out()).doesNotContain("B-311");
    assertThat(nothing.out()).isEqualTo("Nothing would be redacted in 1 traces.\n");
    assertThat(ask("show", traces.get(8), "--messages").out()).contains("B-311");
  }

  @Test
  void shows_how_much_there_is_by_week_and_project() {
    Outcome told = ask("du");
    Node json = ask("du", "--json").json();

    assertThat(told.out().lines().findFirst().orElseThrow())
        .containsSubsequence("WEEK", "PROJECT", "BYTES", "TRACES", "SPANS", "MESSAGES", "BLOBS");
    assertThat(told.out()).contains("default", "~", "catalog", "left.");
    assertThat(json.each("weeks").get(0).each("projects").get(0).count("spans")).isPositive();
    assertThat(json.get("disk").count("used_bytes")).isPositive();
  }

  @Test
  void refuses_a_limit_of_the_disk_that_is_no_size() {
    Outcome wrong = at().run("serve", "--max-disk", "lots");

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("max-disk: lots (expected: such as 500MB or 20GB");
  }

  @Test
  void many_short_ids_stay_unambiguous_only_as_long_as_they_are() {
    List<String> starts = traces.stream().map(id -> id.substring(0, 8)).toList();

    List<Integer> exits =
        IntStream.of(0, 1, 2, 3).mapToObj(i -> ask("show", starts.get(i)).exit()).toList();

    assertThat(exits).containsOnly(0);
  }

  private Journey at() {
    return new Journey(home);
  }

  private Outcome ask(String... args) {
    return at().with("STENO_ENDPOINT", server).run(args);
  }
}
