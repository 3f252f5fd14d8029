// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Source;
import dev.steno.otlp.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final Client client = new Client();
  private final Steno steno = client.steno;

  @Test
  void everything_that_is_said_arrives() {
    steno.feedback(
        TRACE,
        f ->
            f.tag(FeedbackTag.NEGATIVE)
                .score(0.25)
                .label("too long")
                .outcome("left")
                .comment("I asked for a word")
                .name("brevity")
                .author("ada")
                .idempotencyKey("key-1")
                .source(Source.EVALUATOR));

    Feedback feedback = client.feedback().get(0);
    assertThat(feedback.traceId().hex()).isEqualTo(TRACE);
    assertThat(feedback.spanId()).isNull();
    assertThat(feedback.name()).isEqualTo("brevity");
    assertThat(feedback.verdict().tag()).isEqualTo(Feedback.Tag.NEGATIVE);
    assertThat(feedback.verdict().score()).isEqualByComparingTo("0.25");
    assertThat(feedback.verdict().label()).isEqualTo("too long");
    assertThat(feedback.verdict().outcome()).isEqualTo("left");
    assertThat(feedback.verdict().comment()).isEqualTo("I asked for a word");
    assertThat(feedback.source()).isEqualTo(Source.EVALUATOR);
    assertThat(feedback.author()).isEqualTo("ada");
    assertThat(feedback.idempotencyKey()).isEqualTo("key-1");
  }

  @Test
  void a_word_alone_is_a_tag_alone() {
    steno.feedback(TRACE, FeedbackTag.NEUTRAL, null);

    Feedback feedback = client.feedback().get(0);
    assertThat(feedback.verdict())
        .isEqualTo(new Feedback.Verdict(Feedback.Tag.NEUTRAL, null, null, null, null));
    assertThat(feedback.name()).isNull();
    assertThat(feedback.source()).isEqualTo(Source.EXPLICIT);
  }

  @ParameterizedTest
  @CsvSource({
    "THUMBS_UP,POSITIVE",
    "thumbs_down,NEGATIVE",
    "thumbs-up,POSITIVE",
    "Thumbs Down,NEGATIVE",
    "positive,POSITIVE",
    "Neutral,NEUTRAL",
    "like,POSITIVE",
    "dislike,NEGATIVE"
  })
  void words_of_others_are_understood(String word, FeedbackTag tag) {
    assertThat(FeedbackTag.of(word)).contains(tag);
  }

  @Test
  void feedback_on_a_span_names_it() {
    MessageSpan message = steno.trace().message("Hi");

    message.feedback(f -> f.implicit("copied"));

    Feedback feedback = client.feedback().get(0);
    assertThat(feedback.spanId().hex()).isEqualTo(message.id());
    assertThat(feedback.traceId().hex()).isEqualTo(message.traceId());
    assertThat(feedback.source()).isEqualTo(Source.IMPLICIT);
    assertThat(feedback.verdict().label()).isEqualTo("copied");
    assertThat(client.logs().parts()).isEmpty();
  }

  @Test
  void feedback_may_come_later_by_ids_alone() {
    MessageSpan message = steno.trace().message("Hi");
    message.end("Hello");

    steno.feedbackOnSpan(message.traceId(), message.id(), f -> f.score(1));

    assertThat(client.trace(message.traceId()).feedback())
        .singleElement()
        .satisfies(f -> assertThat(f.spanId().hex()).isEqualTo(message.id()));
  }

  @Test
  void the_same_key_is_the_same_feedback() {
    steno.feedback(TRACE, f -> f.score(1).idempotencyKey("k"));
    steno.feedback(TRACE, f -> f.score(1).idempotencyKey("k"));

    Decoded logs = client.logs();
    assertThat(logs.feedback()).extracting(Feedback::idempotencyKey).containsExactly("k", "k");
  }

  @Test
  void feedback_that_says_nothing_or_names_no_trace_is_counted() {
    steno.feedback(TRACE, f -> f.author("ada"));
    steno.feedback("not an id", f -> f.score(1));

    assertThat(client.delivery.logs).isEmpty();
    assertThat(steno.counts().failures()).isEqualTo(2);
  }
}
