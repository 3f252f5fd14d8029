// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ConfigFileTest {
  @TempDir Path directory;

  @Test
  void knows_a_key_for_every_option() {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(System.out),
            System.err,
            false,
            false,
            80);
    Set<String> keys = new TreeSet<>();

    collect(new Commands(terminal, Clock.systemUTC(), directory).line(), keys);

    assertThat(ConfigFile.KEYS).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 4318 | 4318",
        "port:   4318   # the usual | 4318",
        "data: ~/traces | ~/traces",
        "data: '\"/my traces # 1\"' | /my traces # 1",
        "store: memory: | memory:",
        "server: http://h:1/x | http://h:1/x"
      })
  void reads_a_value(String line, String value) throws IOException {
    String key = line.substring(0, line.indexOf(':'));

    ConfigFile file = read(line.replace("'", ""));

    assertThat(file.get(key)).isEqualTo(value);
  }

  @Test
  void a_key_without_a_value_says_nothing() throws IOException {
    assertThat(read("port:\n---\n\n# end").get("port")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"port 4318", "  port: 4318", "- port: 1", "port: [1, 2]", "data: |", "port:4318"})
  void refuses_what_it_does_not_read(String line) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line 1: ")
        .hasMessageContaining("expected: a line such as 'port: 4318'");
  }

  private ConfigFile read(String text) throws IOException {
    Path file = directory.resolve("config.yaml");
    Files.writeString(file, text);
    return ConfigFile.read(file);
  }

  private static void collect(CommandLine line, Set<String> keys) {
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        keys.add(Settings.key(option));
      }
    }
    line.getSubcommands().values().forEach(command -> collect(command, keys));
  }
}
