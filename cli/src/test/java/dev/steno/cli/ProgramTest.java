// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ProgramTest {
  @TempDir Path home;

  @Test
  void without_a_command_it_says_what_there_is() {
    Outcome outcome = new Journey(home).run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("serve", "demo", "mock-model", "list", "version");
  }

  @Test
  void each_command_explains_itself() {
    Outcome outcome = new Journey(home).run("list", "--help");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Usage: steno list").contains("--server", "--limit");
  }

  @ParameterizedTest(name = "steno {0}")
  @MethodSource("commands")
  void every_command_and_group_shows_its_help(List<String> command) {
    for (String option : List.of("-h", "--help")) {
      String[] args = Stream.concat(command.stream(), Stream.of(option)).toArray(String[]::new);

      Outcome outcome = new Journey(home).run(args);

      assertThat(outcome.exit()).as(outcome.err()).isZero();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out())
          .startsWith(("Usage: steno " + String.join(" ", command)).strip())
          .contains("-h, --help");
    }
  }

  /** The words of every command, those of groups and of the program included. */
  static List<List<String>> commands() {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            System.out,
            System.err,
            false,
            false,
            Terminal.PIPE_WIDTH);
    List<List<String>> commands = new ArrayList<>();
    Path nowhere = Path.of("");
    collect(new Commands(terminal, Clock.systemUTC(), nowhere).line(), List.of(), commands);
    return commands;
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> into) {
    into.add(words);
    line.getSubcommands()
        .forEach(
            (name, command) ->
                collect(command, Stream.concat(words.stream(), Stream.of(name)).toList(), into));
  }

  @Test
  void an_unknown_command_is_wrong_usage() {
    Outcome outcome = new Journey(home).run("lst");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo("steno: there is no command 'lst': see 'steno --help'.\n");
  }

  @Test
  void an_unknown_option_is_wrong_usage() {
    Outcome outcome = new Journey(home).run("list", "--colour");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--colour", "steno list --help").hasLineCount(1);
  }

  @Test
  void a_missing_subcommand_is_wrong_usage() {
    Outcome outcome = new Journey(home).run("key");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("steno key --help").hasLineCount(1);
  }

  @Test
  void tells_its_version_to_people_and_programs() {
    Outcome said = new Journey(home).run("version");
    Outcome json = new Journey(home).run("version", "--json");

    assertThat(said.out()).startsWith("steno ").hasLineCount(1);
    assertThat(json.json().text("version")).isNotBlank();
  }

  @Test
  void no_server_is_exit_code_four_and_a_sentence() {
    Outcome outcome = new Journey(home).run("list", "--server", "http://127.0.0.1:1");

    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.err())
        .startsWith("steno: no server answers at http://127.0.0.1:1: start one with 'steno serve'")
        .hasLineCount(1);
  }

  @Test
  void verbose_adds_the_stack() {
    Outcome outcome = new Journey(home).run("list", "--server", "http://127.0.0.1:1", "--verbose");

    assertThat(outcome.err()).contains("ConnectException").contains("\tat dev.steno.cli");
  }

  @Test
  void an_address_that_is_none_is_wrong_usage() {
    Outcome outcome = new Journey(home).run("list", "--server", "localhost");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("server: localhost (expected: such as http://localhost");
  }

  @Test
  void a_flag_stands_above_the_environment_above_the_file_above_the_default() throws IOException {
    configure("server: http://127.0.0.1:2\n");
    Journey journey = new Journey(home);

    Outcome file = journey.run("list");
    Outcome environment = journey.with("STENO_ENDPOINT", "http://127.0.0.1:3").run("list");
    Outcome flag = journey.run("list", "--server", "http://127.0.0.1:4");

    assertThat(file.err()).contains("127.0.0.1:2");
    assertThat(environment.err()).contains("127.0.0.1:3");
    assertThat(flag.err()).contains("127.0.0.1:4");
  }

  @Test
  void a_server_and_a_data_directory_are_one_too_many() {
    Outcome outcome = new Journey(home).run("list", "--server", "http://h", "--data", "d");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--server and --data: both");
  }

  @Test
  void a_data_directory_that_is_not_there_is_not_found() {
    Outcome outcome = new Journey(home).run("list", "--data", home.resolve("none").toString());

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("none (expected: a directory");
  }

  @Test
  void feedback_that_says_nothing_is_wrong_usage() {
    Outcome outcome = new Journey(home).run("feedback", "4bf92f35");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("says nothing (expected: --tag");
  }

  @Test
  void a_file_with_an_unknown_key_names_the_place_and_the_known_ones() throws IOException {
    configure("# mine\nport: 4318\ncolour: blue\n");

    Outcome outcome = new Journey(home).run("list");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("config.yaml, line 3: colour (expected: one of", "grpc-port")
        .hasLineCount(1);
  }

  private void configure(String yaml) throws IOException {
    Path file = home.resolve(".steno").resolve("config.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
  }
}
