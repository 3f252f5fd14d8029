// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSourceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private final List<String> refused = new ArrayList<>();
  private final List<Long> firsts = new ArrayList<>();

  @Test
  void gives_out_whole_lines_until_there_is_a_batch() throws IOException {
    assertThat(batches("one\ntwo\nthree\nfour", 8, 100))
        .containsExactly("one\ntwo\n", "three\nfour");
    assertThat(firsts).containsExactly(1L, 3L);
    assertThat(refused).isEmpty();
  }

  @Test
  void keeps_a_line_for_the_next_request_that_would_make_this_one_too_long() throws IOException {
    assertThat(batches("one\ntwelve chars\n", 8, 13)).containsExactly("one\n", "twelve chars\n");
    assertThat(firsts).containsExactly(1L, 2L);
  }

  @Test
  void passes_over_a_line_that_is_too_long_and_names_its_trace() throws IOException {
    String rest = ",\"messages\":" + "x".repeat(100) + "}\n";
    String trace = "{\"trace_id\":\"" + TRACE + "\"" + rest;
    String spans = "{\"resourceSpans\":[{\"traceId\": \"" + TRACE + "\"" + rest;

    assertThat(batches("a\n" + trace + "b\nc\n" + spans + rest + "d", 8, 100))
        .containsExactly("a\n", "b\nc\n", "d");

    assertThat(firsts).containsExactly(1L, 3L, 7L);
    assertThat(refused).hasSize(3);
    assertThat(refused.get(0))
        .startsWith("line 2, trace " + TRACE + ": longer than 100 bytes")
        .contains("otlp-json");
    assertThat(refused.get(1)).startsWith("line 5, trace " + TRACE);
    assertThat(refused.get(2)).startsWith("line 6: ");
  }

  private List<String> batches(String text, int batch, int longest) throws IOException {
    List<String> batches = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (LineSource source =
        LineSource.of(
            new ByteArrayInputStream(bytes),
            bytes.length,
            new LineSource.Limits(batch, longest),
            refused::add)) {
      for (byte[] some = source.next(); some.length > 0; some = source.next()) {
        batches.add(new String(some, StandardCharsets.UTF_8));
        firsts.add(source.first());
      }
    }
    return batches;
  }
}
