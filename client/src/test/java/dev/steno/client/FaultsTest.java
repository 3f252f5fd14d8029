// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients of this kind were seen to get wrong, one test each. */
class FaultsTest {
  private final Client client = new Client();
  private final Steno steno = client.steno;
  private final Trace trace = steno.trace();

  @Test
  void points_can_be_ended_whatever_they_are() {
    trace.system("boot").end("booted");
    trace.router("which way").end("this one");
    trace.event("something").end("happened");

    assertThat(client.parts())
        .extracting(part -> part.span().output().toString())
        .containsExactly("\"booted\"", "\"this one\"", "\"happened\"");
  }

  @Test
  void ending_twice_keeps_the_first_end() {
    MessageSpan message = trace.message("Hi");

    message.end("first");
    message.end("second");
    message.fail(new IllegalStateException("third"));
    message.close();

    assertThat(client.parts()).hasSize(1);
    assertThat(client.span().output()).isEqualTo(JsonValue.of("first"));
    assertThat(client.span().status()).isEqualTo(SpanStatus.OK);
  }

  @Test
  void an_end_within_an_end_is_without_effect() {
    MessageSpan message = trace.message("Hi");

    message.end(
        new Object() {
          @Override
          public String toString() {
            message.end("inner");
            return "outer";
          }
        });

    assertThat(client.parts()).hasSize(1);
    assertThat(client.span().output()).isEqualTo(JsonValue.of("outer"));
  }

  @Test
  void a_tag_that_nobody_knows_becomes_the_label() {
    trace.feedback("meh", null);

    Feedback feedback = client.feedback().get(0);
    assertThat(feedback.verdict().tag()).isNull();
    assertThat(feedback.verdict().label()).isEqualTo("meh");
  }

  @Test
  void times_that_are_given_are_the_times_that_are_kept() {
    Instant start = Instant.parse("2026-11-20T10:15:30.123456789Z");

    trace.send(PastSpan.of(SpanType.TOOL, "in").output("out").at(start, Duration.ofMillis(1500)));

    assertThat(client.span().start()).isEqualTo(start);
    assertThat(client.span().end()).isEqualTo(start.plusMillis(1500));
  }

  @Test
  void two_that_are_sent_on_one_trace_are_two() {
    String one = trace.send(PastSpan.of(SpanType.MESSAGE, "one"));
    String two = trace.send(PastSpan.of(SpanType.MESSAGE, "two"));

    assertThat(one).isNotEqualTo(two);
    assertThat(client.trace(trace.id()).spans())
        .extracting(span -> span.spanId().hex())
        .containsExactlyInAnyOrder(one, two);
  }

  @Test
  void what_is_sent_stands_below_the_parent_it_names() {
    String parent = trace.send(PastSpan.of(SpanType.MESSAGE, "question"));

    trace.send(PastSpan.of(SpanType.TOOL, "call").parent(parent));

    Span tool = client.parts().get(1).span();
    assertThat(tool.parentId().hex()).isEqualTo(parent);
    assertThat(tool.traceId().hex()).isEqualTo(trace.id());
  }

  @Test
  void lists_and_maps_are_json() {
    trace.message(List.of("a", 1)).end(Map.of("answer", List.of(true, 1.5)));

    assertThat(client.span().input()).isEqualTo(Json.parse("[\"a\",1]"));
    assertThat(client.span().output()).isEqualTo(Json.parse("{\"answer\":[true,1.5]}"));
  }

  @Test
  void text_that_looks_like_json_stays_text() {
    trace.tool("{\"city\":\"Paris\"}").end("[1]");
    trace.message("{}").end("\"quoted\"");

    assertThat(client.parts())
        .extracting(part -> part.span().input())
        .containsExactly(JsonValue.of("{\"city\":\"Paris\"}"), JsonValue.of("{}"));
    assertThat(client.parts())
        .extracting(part -> part.span().output())
        .containsExactly(JsonValue.of("[1]"), JsonValue.of("\"quoted\""));
  }

  @Test
  void no_output_is_nothing_and_never_a_word_for_it() {
    trace.send(PastSpan.of(SpanType.MESSAGE, "one"));
    trace.message("two").end();
    trace.message(null).end(null);

    assertThat(client.parts()).allSatisfy(part -> assertThat(part.span().output()).isNull());
    assertThat(client.parts().get(2).span().input()).isNull();
    assertThat(client.parts().get(0).span().attributes().toString()).doesNotContain("null");
  }

  @Test
  void null_within_a_list_is_null() {
    trace.message(Arrays.asList("a", null)).end();

    assertThat(client.span().input()).isEqualTo(Json.parse("[\"a\",null]"));
  }

  @Test
  void a_second_message_is_of_the_same_trace() {
    trace.message("one").end("1");
    trace.message("two").end("2");

    assertThat(client.parts())
        .extracting(part -> part.span().traceId().hex())
        .containsExactly(trace.id(), trace.id());
    assertThat(client.parts()).extracting(part -> part.span().parentId()).containsOnlyNulls();
  }

  @Test
  void a_message_within_a_span_is_a_step_of_it() {
    AgentSpan agent = trace.agent("supervise");

    agent.message("to a colleague").end("done");

    assertThat(client.span().parentId().hex()).isEqualTo(agent.id());
  }

  @Test
  void what_is_closed_without_an_end_was_abandoned() {
    try (MessageSpan message = trace.message("Hi")) {
      assertThat(message.id()).hasSize(16);
    }

    assertThat(client.span().flags()).containsExactly("abandoned");
    assertThat(client.span().status()).isEqualTo(SpanStatus.UNSET);
    assertThat(client.span().end()).isNotNull();
  }

  @Test
  void a_failure_is_told_apart_from_an_output() {
    trace.tool("call").fail(new IllegalStateException("no network"));

    Span span = client.span();
    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.statusMessage()).isEqualTo("no network");
    assertThat(span.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(span.output()).isNull();
    assertThat(span.events().get(0).attributes().text("exception.stacktrace"))
        .contains("a_failure_is_told_apart_from_an_output");
  }

  @Test
  void a_point_that_nobody_ends_ends_when_it_began() {
    MessageSpan message = trace.message("Hi");
    SystemSpan point = message.system("cache hit");

    message.end("Hello");

    Span system = client.parts().get(0).span();
    assertThat(system.spanId().hex()).isEqualTo(point.id());
    assertThat(system.end()).isEqualTo(system.start());
    assertThat(system.input()).isEqualTo(JsonValue.of("cache hit"));
    assertThat(client.parts()).hasSize(2);
  }

  @Test
  void a_point_at_the_top_ends_with_its_trace_or_its_client() {
    Trace other = steno.trace();
    EventSpan one = trace.event("one");
    EventSpan two = other.event("two");

    trace.close();
    assertThat(client.delivery.spans)
        .extracting(span -> span.getSpanId())
        .containsExactly(one.id());

    steno.close();
    assertThat(client.delivery.spans).extracting(span -> span.getSpanId()).contains(two.id());
  }

  @Test
  void a_point_that_nobody_can_reach_ends() {
    trace.event("nobody holds this");

    for (int i = 0; i < 200 && client.delivery.spans.isEmpty(); i++) {
      System.gc();
      steno.flush(Duration.ZERO);
    }

    assertThat(client.delivery.spans).hasSize(1);
  }
}
