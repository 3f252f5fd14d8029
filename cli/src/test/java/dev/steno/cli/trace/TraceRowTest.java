// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceRowTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

  @Test
  void tags_stand_before_the_first_words() {
    assertThat(line("\"tags\":[\"beta\",\"blue tag\"],\"preview\":{\"input\":\"Hi\"}"))
        .endsWith("  #beta #blue tag Hi");
    assertThat(line("\"tags\":[\"beta\"]")).endsWith("  #beta");
    assertThat(line("\"preview\":{\"input\":\"Hi\"}")).endsWith("  Hi");
  }

  @Test
  void a_tag_cannot_write_on_the_terminal() {
    assertThat(line("\"tags\":[\"\\u001b[2J\\nx\"]")).doesNotContain("\u001b", "\n");
  }

  private static String line(String members) {
    PrintStream none = new PrintStream(OutputStream.nullOutputStream());
    Terminal terminal = new Terminal(InputStream.nullInputStream(), none, none, false, false, 100);
    Node trace =
        new Node(
            Json.parse("{\"trace_id\":\"0af7\",\"name\":\"n\",\"status\":\"ok\"," + members + "}"));
    return TraceRow.of(terminal, CLOCK, List.of(trace)).line(trace);
  }
}
