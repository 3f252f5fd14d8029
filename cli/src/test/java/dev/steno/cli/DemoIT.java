// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  @TempDir Path home;

  @Test
  void plays_three_conversations_whose_spans_and_tokens_add_up() throws InterruptedException {
    try (Running demo = start("--json")) {
      Node said = demo.json();
      List<Node> traces = new ArrayList<>();
      for (Node id : said.each("traces")) {
        traces.add(show(said, id.text()));
      }

      List<Node> spans = traces.stream().flatMap(trace -> trace.each("spans").stream()).toList();
      Map<String, Long> types = count(spans, "type");
      assertThat(types)
          .isEqualTo(Map.of("AGENT", 9L, "GENERATION", 20L, "TOOL", 13L, "RETRIEVAL", 1L));
      assertThat(count(traces, "conversation_id")).hasSize(3).containsValues(3L);
      assertThat(count(traces, "status")).isEqualTo(Map.of("ok", 8L, "error", 1L));
      for (Node trace : traces) {
        assertThat(sum(trace, "input_tokens")).isEqualTo(trace.get("usage").count("input_tokens"));
        assertThat(sum(trace, "output_tokens"))
            .isEqualTo(trace.get("usage").count("output_tokens"));
      }
    }
  }

  @Test
  void its_spans_say_what_a_demo_promises() throws InterruptedException {
    try (Running demo = start("--json")) {
      Node said = demo.json();
      List<Node> spans = new ArrayList<>();
      for (Node id : said.each("traces")) {
        spans.addAll(show(said, id.text()).each("spans"));
      }

      assertThat(spans)
          .as("a failing tool that is retried")
          .filteredOn(span -> "track_parcel".equals(span.get("tool").text("name")))
          .extracting(span -> span.text("status"))
          .containsExactly("error", "unset");
      assertThat(spans)
          .as("streamed answers")
          .filteredOn(span -> span.get("generation").isTrue("streaming"))
          .allMatch(span -> span.get("generation").number("time_to_first_token_ms") != null)
          .hasSizeGreaterThan(5);
      assertThat(spans)
          .as("a reasoning model")
          .filteredOn(span -> span.get("generation").get("usage").count("reasoning") > 0)
          .hasSizeGreaterThan(3)
          .extracting(span -> span.get("generation").text("model"))
          .containsOnly("mock-think");
      assertThat(spans)
          .as("a cache that is read")
          .anyMatch(span -> span.get("generation").get("usage").count("cache_read") > 0);
    }
  }

  @Test
  void prints_the_last_trace_as_a_tree_and_ends_with_zero() throws InterruptedException {
    Running demo = start();
    StringBuilder said = new StringBuilder();
    while (said.indexOf("Look at http://") < 0) {
      String line = demo.out().poll(60, TimeUnit.SECONDS);
      assertThat(line).as("what it said: %s", demo.err()).isNotNull();
      said.append(line).append('\n');
    }

    int exit = demo.end();

    assertThat(exit).isZero();
    assertThat(said)
        .contains("Steno is ready", "Page", "no traces yet", "first span".replace("f", "F"))
        .contains("AGENT invoke_agent", "TOOL execute_tool place_order", "お誕生日おめでとう")
        .contains("★ POSITIVE by mei: Found the right teas at once.");
    assertThat(demo.out()).contains("Stopped: start it again and everything is still there.");
    assertThat(demo.err()).isEmpty();
  }

  @Test
  void finds_its_data_when_it_is_started_again() throws InterruptedException {
    try (Running first = start("--json")) {
      first.json();
    }

    try (Running second = start()) {
      String line = "";
      while (!line.contains("Data")) {
        line = String.valueOf(second.out().poll(60, TimeUnit.SECONDS));
      }

      assertThat(line).endsWith(" · 9 traces");
    }
  }

  private Running start(String... more) {
    List<String> args = new ArrayList<>(List.of("demo", "--port", "0", "--grpc-port", "0"));
    args.addAll(List.of(more));
    return new Journey(home).start(args.toArray(String[]::new));
  }

  private Node show(Node said, String id) {
    return new Journey(home).run("show", "--json", id, "--server", said.text("address")).json();
  }

  private static Map<String, Long> count(List<Node> nodes, String name) {
    return nodes.stream()
        .collect(groupingBy(node -> node.text(name, "-"), TreeMap::new, counting()));
  }

  private static long sum(Node trace, String part) {
    return trace.each("spans").stream()
        .mapToLong(span -> span.get("generation").get("usage").count(part))
        .sum();
  }
}
