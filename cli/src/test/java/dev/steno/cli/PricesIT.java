// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesIT {
  private static final String SOURCE =
      """
      [{"id":"house","name":"House","models":[{"id":"house-1","match":{"starts_with":"house-1"},
        "prices":{"input_mtok":%s,"output_mtok":2,"web_searches_kcount":5}}]}]
      """;

  @TempDir Path home;

  @Test
  void says_what_a_model_costs_and_why() {
    Outcome outcome =
        prices(
            "gpt-4o-2024-08-06",
            "--provider",
            "openai",
            "--date",
            "2026-01-15",
            "--input",
            "1000",
            "--reasoning",
            "100");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("gpt-4o · openai")
        .containsPattern("input +1,000 +2.5 +\\$0.0025")
        .containsPattern("reasoning +100 +10 +\\$0.001 as output")
        .contains("$0.0035")
        .contains("Found by its name gpt-4o-2024-08-06 · table genai-prices ");
  }

  @Test
  void says_the_prices_of_a_model_without_tokens() {
    Outcome outcome = prices("openai/gpt-4o", "--date", "2026-01-15");

    assertThat(outcome.out())
        .containsPattern("cache read +1.25")
        .contains("by its name without the provider's gpt-4o");
  }

  @Test
  void answers_in_json() {
    Outcome outcome = prices("gpt-4o", "--json", "--input", "1000");

    assertThat(outcome.json().text("model")).isEqualTo("gpt-4o");
    assertThat(outcome.json().text("cost")).isEqualTo("0.0025");
  }

  @Test
  void does_not_find_an_unknown_model() {
    Outcome outcome = prices("nobody-knows-it");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).isEqualTo("steno: The table knows no model 'nobody-knows-it'.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpt-4o --refresh x", "gpt-4o --date soon", "gpt-4o --input -4"})
  void is_told_when_it_is_asked_wrongly(String line) {
    Outcome outcome = prices(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("steno: ").contains("(expected: ").hasLineCount(1);
  }

  @Test
  void takes_a_refreshed_table_and_keeps_it_when_the_next_refresh_fails() throws IOException {
    Path good = Files.writeString(home.resolve("good.json"), SOURCE.formatted("1.5"));
    Path bad = Files.writeString(home.resolve("bad.json"), SOURCE.formatted("\"free\""));

    Outcome refreshed = prices("--refresh", good.toString());
    Outcome known = prices("house-1", "--provider", "house", "--json");
    Outcome unknown = prices("gpt-4o");
    Outcome failed = prices("--refresh", bad.toString());
    Outcome missing = prices("--refresh", home.resolve("none.json").toString());
    Outcome still = prices("house-1", "--provider", "house", "--json");

    assertThat(refreshed.exit()).isZero();
    assertThat(refreshed.out())
        .containsPattern("The table is now genai-prices 20[0-9-]{8} [0-9a-f]{8} with 1 models; it")
        .contains("Left out: 0 models without a price of tokens, 1 prices of other things.");
    assertThat(known.json().get("usd_per_million").text("input")).isEqualTo("1.5");
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err())
        .contains("house, model house-1, prices, input_mtok: \"free\" (expected: ")
        .contains("The table stays as it was.");
    assertThat(missing.exit()).isEqualTo(4);
    assertThat(still.json().text("table")).isEqualTo(known.json().text("table"));
    try (var files = Files.list(home.resolve(".steno"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("prices.txt");
    }
  }

  @Test
  void puts_own_prices_before_the_table() throws IOException {
    Path own =
        Files.writeString(
            home.resolve("own.json"),
            "{\"prices\":[{\"model\":\"gpt-4o\",\"input\":9,\"output\":9}]}");

    Outcome outcome =
        prices("gpt-4o", "--provider", "openai", "--prices", own.toString(), "--json");

    assertThat(outcome.json().text("table")).matches("own.json [0-9a-f]{8}");
    assertThat(outcome.json().get("usd_per_million").text("input")).isEqualTo("9");
  }

  @Test
  void says_what_is_wrong_with_own_prices() throws IOException {
    Path own = Files.writeString(home.resolve("own.json"), "{\"prices\":[{\"model\":\"m\"}]}");

    Outcome outcome = prices("gpt-4o", "--prices", own.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("own.json: prices, entry 1: no price (expected: input or another).")
        .hasLineCount(1);
  }

  @Test
  void says_what_is_wrong_with_a_table_that_was_edited() throws IOException {
    Files.createDirectories(home.resolve(".steno"));
    Files.writeString(home.resolve(".steno/prices.txt"), "#version mine\nP p\nN (\n");

    Outcome outcome = prices("gpt-4o");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("prices.txt, line 3: ").contains("steno prices --refresh");
  }

  @Test
  void a_server_prices_what_it_takes_in_and_says_which_price_it_used() throws Exception {
    Path own =
        Files.writeString(
            home.resolve("own.json"),
            "{\"prices\":[{\"model\":\"mock-*\",\"input\":1,\"output\":4}]}");
    try (Running demo =
        at().start(
                "demo", "--json", "--port", "0", "--grpc-port", "0", "--prices", own.toString())) {
      Node said = demo.json();
      String server = String.valueOf(said.text("address"));
      String trace = String.valueOf(said.each("traces").get(0).text());

      Node calls = at().run("prices", "--span", trace, "--json", "--server", server).json();
      Node call = calls.each("spans").get(0);
      String span = String.valueOf(call.text("span_id"));
      Outcome told =
          at().run("prices", "--span", trace + "/" + span.substring(0, 8), "--server", server);
      Outcome alone = at().run("prices", "--span", span, "--server", server);
      Outcome nobodys = at().run("prices", "--span", "ffffffffffffffff", "--server", server);
      Outcome none = at().run("prices", "--span", trace + "/ffff", "--server", server);

      assertThat(call.text("cost_source")).isEqualTo("calculated");
      assertThat(call.text("price_table")).matches("own.json [0-9a-f]{8}");
      assertThat(call.isTrue("same_by_now")).isTrue();
      assertThat(told.out())
          .contains("$" + call.text("cost") + " · span " + span)
          .contains("calculated when recorded")
          .containsPattern("input +[0-9,]+ +1 +\\$0.0")
          .contains("by the pattern ^mock-");
      assertThat(alone.out()).isEqualTo(told.out());
      assertThat(none.exit()).isEqualTo(3);
      assertThat(nobodys.exit()).isEqualTo(3);
      assertThat(nobodys.err()).contains("no trace of the last 30d has a span ffffffffffffffff");
      assertShown(server, trace, call);
    }
  }

  private void assertShown(String server, String trace, Node call) {
    Node shown = at().run("show", trace, "--json", "--server", server).json();

    assertThat(shown.text("cost")).startsWith("0.0");
    assertThat(shown.text("cost_source")).isEqualTo("calculated");
    assertThat(at().run("show", trace, "--server", server).out())
        .containsPattern("tokens · \\$0\\.0[0-9]+ calculated")
        .contains("$" + call.text("cost") + " calculated");
  }

  private Outcome prices(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "prices";
    System.arraycopy(args, 0, all, 1, args.length);
    // A server of somebody else on the usual port must not be asked.
    all[args.length + 1] = "--data";
    all[args.length + 2] = home.resolve(".steno").toString();
    return at().run(all);
  }

  private Journey at() {
    return new Journey(home);
  }
}
