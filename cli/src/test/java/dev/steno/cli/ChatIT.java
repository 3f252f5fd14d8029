// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatIT {
  private static final ModelScript SCRIPT =
      ModelScript.turn("fail", ModelReply.failure(400, "No such luck."))
          .or(
              call ->
                  ModelReply.text(
                          "Said " + call.messages().size() + ": \u001b[31m" + call.lastUser())
                      .thinking("hm"));

  @TempDir private Path home;

  private static String[] chat(MockModel model, String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("chat", "--model", "openai/mock-mini", "--base-url", "" + model.baseUrl()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String[] recorded(MockModel model, String server, String... more) {
    String[] all = chat(model, more);
    String[] longer = java.util.Arrays.copyOf(all, all.length + 2);
    longer[all.length] = "--server";
    longer[all.length + 1] = server;
    return longer;
  }

  @Test
  void in_a_pipe_it_writes_the_answers_and_nothing_else() {
    Path data = home.resolve("data");
    try (MockModel model = MockModel.start(SCRIPT)) {
      new Journey(home).run("key", "list", "--data", data.toString());

      Outcome outcome =
          new Journey(home)
              .piping("one\n\ntwo\n//slash\n")
              .run(chat(model, "--data", data.toString()));

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out())
          .isEqualTo("Said 1: ␛[31mone\nSaid 3: ␛[31mtwo\nSaid 5: ␛[31m/slash\n");
      assertThat(outcome.exit()).isZero();
      Outcome list = new Journey(home).run("list", "--json", "--data", data.toString());
      assertThat(list.json().each("traces")).hasSize(3);
    }
  }

  @Test
  void a_person_is_told_where_it_is_recorded_and_what_can_be_typed() throws Exception {
    try (MockModel model = MockModel.start(SCRIPT);
        Running serve =
            new Journey(home).start("serve", "--port", "0", "--grpc-port", "0", "--json")) {
      String server = serve.json().text("address");

      Outcome outcome =
          new Journey(home)
              .typing("hello\n/trace\n/help\n/nonsense\n/quit\nnever\n")
              .run(recorded(model, server));

      assertThat(outcome.exit()).isZero();
      assertThat(outcome.out())
          .contains("Talking with openai mock-mini", "Recorded: " + server + "/p/default/s/")
          .contains("hm\nSaid 1", "/save FILE")
          .containsPattern("[0-9a-f]{32}  " + server + "/p/default/t/[0-9a-f]{32}\n")
          .doesNotContain("never");
      assertThat(outcome.err())
          .isEqualTo(
              "steno: /nonsense (expected: /help, /save FILE, /trace or /quit; // says a slash)\n");
      String trace = outcome.out().replaceAll("(?s).*/t/([0-9a-f]{32}).*", "$1");
      Outcome show = new Journey(home).run("show", trace, "--messages", "--server", server);
      assertThat(show.out()).contains("hello", "Said 1");
    }
  }

  @Test
  void without_a_server_it_says_that_it_is_not_recorded_and_a_failed_call_ends_with_one() {
    try (MockModel model = MockModel.start(SCRIPT)) {

      Outcome outcome = new Journey(home).piping("one\nfail\ntwo\n").run(chat(model));

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.out().lines()).hasSize(2);
      assertThat(outcome.err())
          .contains("Not recorded, since no server answers at http://localhost:4318")
          .contains("No such luck.", "1 of 3 calls failed");
    }
  }

  @Test
  void as_json_it_writes_an_interaction_a_line() {
    try (MockModel model = MockModel.start(SCRIPT)) {

      Outcome outcome = new Journey(home).piping("one\nfail\n").run(chat(model, "--json"));

      List<Node> lines = outcome.out().lines().map(line -> new Node(Json.parse(line))).toList();
      assertThat(lines).extracting(line -> line.text("status")).containsExactly("ok", "error");
      assertThat(lines.get(0).get("metadata").text("step_type")).isEqualTo("chat");
      assertThat(lines.get(0).get("response").text("reasoning")).isEqualTo("hm");
    }
  }

  @Test
  void a_session_goes_on_where_its_file_ended() {
    Path file = home.resolve("talk.json");
    Path copy = home.resolve("copy.json");
    try (MockModel model = MockModel.start(SCRIPT)) {
      String[] command = chat(model, "--session", file.toString(), "--system", "Be brief");

      new Journey(home).piping("one\n/save " + copy + "\n").run(command);
      Outcome again = new Journey(home).piping("two\n").run(command);

      assertThat(again.out()).startsWith("Said 4: ");
      assertThat(file).content().contains("\"steno.session\"", "Be brief");
      assertThat(Files.exists(copy)).isTrue();
    }
  }

  @Test
  void a_model_without_its_provider_and_an_unknown_provider_are_wrong_usage() {
    Outcome without = new Journey(home).run("chat", "--model", "gpt");
    Outcome unknown = new Journey(home).run("chat", "--model", "cloud/gpt");

    assertThat(without.exit()).isEqualTo(2);
    assertThat(without.err())
        .isEqualTo("steno: model: gpt (expected: PROVIDER/NAME, such as ollama/qwen3:4b).\n");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("provider: cloud (expected: openai");
  }
}
