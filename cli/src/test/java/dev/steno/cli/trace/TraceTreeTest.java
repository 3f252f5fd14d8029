// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Cells;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

  @Test
  void draws_spans_below_their_parents_with_tokens_times_and_words() {
    List<String> lines =
        draw(
            """
            {"trace_id":"0af7","status":"error","start_time":"2026-03-04T05:06:07Z",
             "duration_ms":1240.0,"cost":"0.0012","cost_source":"mixed","usage":{"input_tokens":1200,"output_tokens":34},
             "spans":[
              {"span_id":"a","type":"AGENT","name":"agent","status":"ok","duration_ms":1240.0},
              {"span_id":"b","parent_id":"a","type":"GENERATION","name":"chat m","status":"ok",
               "duration_ms":812.4,"generation":{"added":["m1"],"choices":[["m2"]],
               "usage":{"input_tokens":1200,"output_tokens":34,"cache_read":1024,"reasoning":7},
               "cost":"0.0011","cost_source":"reported"}},
              {"span_id":"c","parent_id":"a","type":"TOOL","name":"look","status":"error",
               "status_message":"too slow","duration_ms":0.42,"input":{"z":1,"a":2}}],
             "messages":{"m1":{"role":"user","content":[{"type":"text","text":"Where\\nis it?"}]},
              "m2":{"role":"assistant","reasoning_content":"Hm.","tool_calls":[
               {"id":"1","type":"function","function":{"name":"look","arguments":"{}"}}]}},
             "feedback":[{"tag":"POSITIVE","comment":"quick","author":"Ada"}]}""");

    assertThat(lines)
        .containsExactly(
            "✗ agent",
            "  0af7 · 4 Mar 2026 05:06:07 · 1.24 s · 1,200 → 34 tokens · $0.0012",
            "  mixed",
            "",
            "AGENT agent                                                    1.24 s",
            "├─ GENERATION chat m                             1,200 → 34    812 ms",
            "│    tokens    1,024 cached · 7 thinking · $0.0011 reported",
            "│    user      Where is it?",
            "│    thinks    Hm.",
            "│    calls     look {}",
            "└─ ✗ TOOL look                                                 0.4 ms",
            "     in        {\"z\":1,\"a\":2}",
            "     error     too slow",
            "★ POSITIVE by Ada: quick");
  }

  @Test
  void tells_release_and_tags_at_the_top_and_a_prompt_where_it_was_used() {
    List<String> lines =
        draw(
            """
            {"trace_id":"0af7","conversation_id":"c","release":"1.4.0","tags":["beta","vip"],
             "prompts":["greeting@3"],"spans":[
              {"span_id":"a","type":"GENERATION","name":"chat m","status":"ok",
               "prompt":"greeting@3","generation":{}}]}""");

    assertThat(lines).contains("  conversation c · release 1.4.0 · #beta #vip");
    assertThat(lines).filteredOn(line -> line.endsWith("prompt    greeting@3")).hasSize(1);
  }

  @Test
  void shows_every_span_once_whatever_their_parents_are() {
    List<String> lines =
        draw(
            """
            {"trace_id":"0af7","spans":[
              {"span_id":"a","parent_id":"lost","name":"orphan"},
              {"span_id":"b","parent_id":"c","name":"chases"},
              {"span_id":"c","parent_id":"b","name":"chased"},
              {"span_id":"d","parent_id":"c","name":"below"},
              {"span_id":"e","parent_id":"e","name":"own parent"}]}""");

    assertThat(String.join("\n", lines.subList(1, lines.size())))
        .containsOnlyOnce("orphan")
        .containsOnlyOnce("chases")
        .containsOnlyOnce("chased")
        .containsOnlyOnce("below")
        .containsOnlyOnce("own parent");
  }

  @Test
  void keeps_hostile_and_wide_content_within_its_cells() {
    List<String> lines =
        draw(
            """
            {"trace_id":"0af7\\u001b]0;owned\\u0007","status":"\\u001b[1m","spans":[
              {"span_id":"a","type":"TOOL\\u001b[5m","name":"%s\\u001b[2J","output":"\\u009b31m%s"}]}"""
                .formatted("名前".repeat(60), "🎂".repeat(90)));

    assertThat(String.join("", lines)).doesNotContain("\u001b", "\u009b", "\u0007");
    assertThat(lines).allMatch(line -> Cells.width(line) <= 70);
  }

  @Test
  void a_chain_of_a_thousand_spans_still_has_room_for_text() {
    StringBuilder spans = new StringBuilder("{\"span_id\":\"0\",\"name\":\"n0\"}");
    for (int i = 1; i < 1000; i++) {
      spans.append(
          ",{\"span_id\":\"%d\",\"parent_id\":\"%d\",\"name\":\"n%d\"}".formatted(i, i - 1, i));
    }

    List<String> lines = draw("{\"spans\":[" + spans + "]}");

    assertThat(lines.get(lines.size() - 1)).contains("n999");
    assertThat(lines).allMatch(line -> Cells.width(line) <= 90);
  }

  private static List<String> draw(String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), stream, stream, false, false, 70);
    new TraceTree(terminal, ZoneOffset.UTC, new Node(Json.parse(json)), new Node(null)).print();
    return out.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing).toList();
  }
}
