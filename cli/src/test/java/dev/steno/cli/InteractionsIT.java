// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model calls of a store as interactions, training data and a summary. */
class InteractionsIT {
  @TempDir static Path home;
  private static Running demo;
  private static String server;
  private static String data;

  @BeforeAll
  static void play() throws InterruptedException {
    data = home.resolve("demo").toString();
    demo =
        new Journey(home)
            .start("demo", "--json", "--port", "0", "--grpc-port", "0", "--data", data);
    server = demo.json().text("address");
  }

  @AfterAll
  static void end() throws InterruptedException {
    demo.close();
  }

  @Test
  void the_model_calls_of_a_store_are_lines_an_array_and_a_report_and_are_summed_up() {
    Outcome lines = at("export", "--format", "interactions-jsonl");
    Outcome array = at("export", "--format", "interactions-json");
    Outcome report = at("export", "--format", "markdown");
    Outcome summary = at("summary", "--json");

    long calls = lines.out().lines().count();
    Node first = new Node(Json.parse(lines.out().lines().findFirst().orElseThrow()));
    assertThat(calls).as(lines.err()).isPositive();
    assertThat(first.text("prompt")).isNotBlank();
    assertThat(first.get("response").get("usage").count("total_tokens")).isPositive();
    assertThat(first.get("metadata").text("session_id")).isNotBlank();
    assertThat(array.json().each()).hasSize((int) calls);
    assertThat(report.out())
        .startsWith("# LLM Interaction Trace Report\n")
        .contains("**Total Interactions:** " + calls + "\n");
    assertThat(summary.json().count("total_interactions")).isEqualTo(calls);
    assertThat(summary.json().count("total_tokens")).isPositive();
    assertThat(summary.json().get("time_ms").number("p99")).isPositive();
  }

  @Test
  void a_summary_is_a_table_for_people_of_what_a_query_finds() {
    Outcome all = at("summary");
    Outcome failed = at("summary", "status:error");
    Outcome none = at("summary", "model:nobody-has-it");

    assertThat(all.out())
        .contains(" model calls, ")
        .contains("tokens")
        .contains("p50 ")
        .contains("MODEL")
        .contains("PROVIDER")
        .contains("STEP");
    assertThat(failed.exit()).isZero();
    assertThat(none.out()).isEqualTo("No model calls.\n");
  }

  @Test
  void training_data_is_written_and_what_is_left_out_is_counted() throws IOException {
    Path file = home.resolve("train.jsonl");

    Outcome chat = at("export", "--format", "openai", "-o", file.toString(), "--json");
    Outcome turns = at("export", "--format", "sharegpt");

    List<String> lines = Files.readAllLines(file);
    long leftOut =
        chat.json().get("left_out").names().stream()
            .mapToLong(reason -> chat.json().get("left_out").count(reason))
            .sum();
    Node line = new Node(Json.parse(lines.get(0)));
    assertThat(lines).isNotEmpty();
    assertThat(lines.size() + leftOut).isEqualTo(chat.json().count("interactions"));
    assertThat(line.each("messages")).isNotEmpty();
    assertThat(line.get("metadata").text("trace_id")).hasSize(32);
    assertThat(turns.out()).startsWith("{\"conversations\":[{\"from\":\"");
  }

  @Test
  void judged_answers_to_one_question_become_a_pair() throws IOException {
    Path lines = Files.writeString(home.resolve("two.jsonl"), call("1", "Yes.") + call("2", "No."));
    String other = Files.createDirectory(home.resolve("judged")).toString();
    assertThat(new Journey(home).run("import", lines.toString(), "--data", other).exit()).isZero();
    judge(other, "1", "POSITIVE");
    judge(other, "2", "NEGATIVE");
    Path file = home.resolve("pairs.jsonl");

    Outcome pairs =
        new Journey(home)
            .run("export", "--format", "preferences", "-o", file.toString(), "--data", other);

    Node pair = new Node(Json.parse(Files.readString(file)));
    assertThat(pairs.exit()).as(pairs.err()).isZero();
    assertThat(pairs.out()).startsWith("Exported 1 line, ");
    assertThat(pair.each("chosen").get(0).text("content")).isEqualTo("Yes.");
    assertThat(pair.each("rejected").get(0).text("content")).isEqualTo("No.");
  }

  @Test
  void names_every_format_where_one_is_not_known() {
    Outcome outcome = at("export", "--format", "interaction");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("format: interaction (expected: jsonl, ", "preferences");
  }

  private static void judge(String data, String digit, String tag) {
    Outcome outcome =
        new Journey(home).run("feedback", digit.repeat(32), "--tag", tag, "--data", data);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private static String call(String digit, String answer) {
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"chat",
         "startTimeUnixNano":"1770000000000000000","endTimeUnixNano":"1770000001000000000",
         "attributes":[
          {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
          {"key":"gen_ai.request.model","value":{"stringValue":"gpt-5"}},
          {"key":"gen_ai.input.messages","value":{"stringValue":
           "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"Is it?\\"}]}]"}},
          {"key":"gen_ai.output.messages","value":{"stringValue":
           "[{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"%s\\"}],\\"finish_reason\\":\\"stop\\"}]"
          }}]}]}]}]}
        """
            .formatted(digit.repeat(32), digit.repeat(16), answer)
            .replace("\n", "")
        + "\n";
  }

  private static Outcome at(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--server";
    all[words.length + 1] = server;
    return new Journey(home).run(all);
  }
}
