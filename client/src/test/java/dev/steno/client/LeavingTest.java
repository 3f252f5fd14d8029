// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.client.pipeline.Redaction;
import dev.steno.client.pipeline.Sampling;
import dev.steno.model.SpanType;
import dev.steno.model.message.Message;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What leaves the application, and what of it. */
class LeavingTest {
  private static final String SECRET = "sk-very-secret";

  private static Client client(UnaryOperator<StenoBuilder> options) {
    return new Client(builder -> options.apply(builder.startParts(false)));
  }

  @Test
  void without_content_times_and_usage_stay() {
    Client client = new Client(builder -> builder.captureContent(false));
    Trace trace = client.steno.trace(t -> t.conversationId("c"));

    sayEverywhere(trace, SECRET);

    assertThat(client.delivery.spans).hasSize(5);
    assertThat(client.delivery.spans.toString() + client.delivery.logs).doesNotContain(SECRET);
    assertThat(client.parts()).allSatisfy(p -> assertThat(p.span().start()).isNotNull());
    assertThat(client.parts().get(2).span().generation().usage().inputTokens()).isEqualTo(3);
    assertThat(client.parts().get(3).span().errorType()).isEqualTo("java.lang.Error");
  }

  @Test
  void feedback_that_was_but_a_comment_is_counted_where_content_stays_at_home() {
    Client client = client(b -> b.captureContent(false));

    client.steno.trace().feedback(f -> f.comment(SECRET));

    assertThat(client.delivery.logs).isEmpty();
    assertThat(client.steno.counts().failures()).isEqualTo(1);
  }

  @Test
  void a_redaction_sees_every_text_before_it_leaves() {
    Redaction stars = (key, text) -> text.replace(SECRET, "***");
    Client client = new Client(builder -> builder.redaction(stars));
    Trace trace = client.steno.trace(t -> t.metadata("note", SECRET).tags(SECRET));
    trace.message(SECRET).name(SECRET).attribute("a", List.of(SECRET));

    sayEverywhere(trace, SECRET);
    trace.feedback(FeedbackTag.NEGATIVE, SECRET);
    client.steno.flush(Duration.ZERO);

    assertThat(client.delivery.logs).hasSize(2);
    assertThat(text(client)).doesNotContain(SECRET).contains("***");
    assertThat(client.steno.recent().spans().toString()).doesNotContain(SECRET);
    client.close();
  }

  private static void sayEverywhere(Trace trace, String secret) {
    trace.tool(secret).description("d").end(Map.of("a", secret));
    trace.retrieval(secret).end(List.of(Map.of("id", "1", "score", 0.5, "text", secret)));
    GenerationSpan call =
        trace.generation(List.of(Message.text("system", secret), Message.text("user", secret)));
    call.tools(List.of(Map.of("name", secret))).usage(3, 4).chunk(secret).end();
    trace.message("x").fail(new Error(secret));
    trace.agent(secret).end(secret);
  }

  /** Everything that leaves, read as whoever receives it does. */
  private static String text(Client client) {
    StringBuilder all = new StringBuilder();
    for (SpanData span : client.delivery.spans) {
      all.append(span.getName()).append(span.getAttributes()).append(span.getStatus());
      span.getEvents().forEach(event -> all.append(event.getAttributes()));
    }
    client.delivery.logs.forEach(log -> all.append(log.getAttributes()));
    return all.toString();
  }

  @Test
  void none_of_the_traces_leaves_if_none_is_chosen_and_all_are_counted() {
    Client client = client(b -> b.sampling(Sampling.ratio(0)));

    client.steno.trace().message("Hi").call(m -> m.tool("x").call(t -> "y"));

    assertThat(client.delivery.spans).isEmpty();
    assertThat(client.steno.counts().sampledOut()).isEqualTo(2);
    assertThat(client.steno.counts().ended()).isEqualTo(2);
    assertThat(client.steno.recent().spans()).hasSize(2);
  }

  @Test
  void a_trace_with_an_error_leaves_whole() {
    Client client = client(b -> b.sampling(Sampling.ratio(0)));
    Trace trace = client.steno.trace();
    MessageSpan message = trace.message("Hi");

    message.tool("one").end();
    message.tool("two").fail(new IllegalStateException("no network"));
    message.tool("three").end();
    message.end();
    client.steno.trace().message("another").end();

    assertThat(client.trace(trace.id()).spans()).hasSize(4);
    assertThat(client.delivery.spans).hasSize(4);
    assertThat(client.steno.counts().sampledOut()).isEqualTo(1);
  }

  @Test
  void a_rule_keeps_what_it_holds_for() {
    Client client =
        client(b -> b.sampling(Sampling.ratio(0).keeping(s -> s.getName().equals("keep"))));

    client.steno.trace().message("one").end();
    client.steno.trace().message("two").name("keep").end();

    assertThat(client.delivery.spans).extracting(SpanData::getName).containsExactly("keep");
  }

  @Test
  void a_rule_that_fails_keeps_and_is_counted() {
    Client client =
        client(
            b ->
                b.sampling(
                    Sampling.ratio(0)
                        .keeping(
                            span -> {
                              throw new IllegalStateException("hostile");
                            })));

    client.steno.trace().message("one").end();

    assertThat(client.delivery.spans).hasSize(1);
    assertThat(client.steno.counts().failures()).isEqualTo(1);
  }

  @Test
  void all_roots_of_a_trace_share_its_lot() {
    Client client = client(b -> b.sampling(Sampling.ratio(0.5)));

    for (int i = 0; i < 200; i++) {
      Trace trace = client.steno.trace();
      trace.message("one").end();
      trace.message("two").tool("x").end();
      trace.send(PastSpan.of(SpanType.TOOL, "x").parent("00f067aa0ba902b7"));
      long left = client.delivery.spans.stream().filter(s -> isOf(trace, s)).count();
      assertThat(left).isIn(0L, 3L);
    }

    assertThat(client.delivery.spans).hasSizeBetween(3, 597);
  }

  private static boolean isOf(Trace trace, SpanData span) {
    return span.getTraceId().equals(trace.id());
  }

  @Test
  void what_is_held_of_traces_that_were_not_chosen_has_a_bound() {
    Client client = client(b -> b.sampling(Sampling.ratio(0)));
    Trace first = client.steno.trace();
    first.message("early").end();

    for (int i = 0; i < 2_000; i++) {
      client.steno.trace().message("other").end();
    }
    first.message("late").fail(new IllegalStateException("no network"));

    assertThat(client.delivery.spans).hasSize(1);
    assertThat(client.steno.counts().sampledOut()).isEqualTo(2_001);
  }

  @Test
  void a_share_that_is_none_is_refused() {
    assertThatThrownBy(() -> Sampling.ratio(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share: 1.5 (expected: 0 to 1)");
  }

  @Test
  void the_ring_holds_the_last_spans_and_finds_them() {
    Client client = client(b -> b.recent(2));
    Trace trace = client.steno.trace();
    MessageSpan one = trace.message("one");
    MessageSpan two = trace.message("two");
    MessageSpan three = trace.message("three");

    one.end();
    two.end();
    three.end();

    assertThat(client.steno.recent().spans())
        .extracting(SpanData::getSpanId)
        .containsExactly(three.id(), two.id());
    assertThat(client.steno.recent().find(two.id())).isPresent();
    assertThat(client.steno.recent().find(one.id())).isEmpty();
    assertThat(client.steno.recent().ofTrace(trace.id())).hasSize(2);
  }
}
