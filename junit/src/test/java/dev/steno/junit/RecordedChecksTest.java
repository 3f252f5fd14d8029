// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.client.FeedbackTag;
import dev.steno.client.MessageSpan;
import dev.steno.client.Trace;
import dev.steno.model.Feedback.Source;
import dev.steno.model.SpanType;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check refuses what does not hold, and says what it found instead. */
class RecordedChecksTest {
  private final Recording recording = new Recording();
  private final RecordedSpans spans = new RecordedSpans(recording);

  @BeforeEach
  void record() {
    Trace trace = recording.steno().trace();
    MessageSpan message = trace.message("Hi");
    message.tool("x").fail(new IllegalStateException("away"));
    message.feedback(
        it ->
            it.tag(FeedbackTag.NEGATIVE)
                .score(0.5)
                .label("slow")
                .outcome("left")
                .comment("too slow")
                .name("speed")
                .author("ann"));
    message.end("Hello");
  }

  @AfterEach
  void end() {
    assertThat(recording.open()).isEmpty();
  }

  static Stream<Checked<RecordedSpan>> checksOfSpans() {
    return Stream.of(
        new Checked<>("input: x (expected: y)", span -> span.hasInput("y")),
        new Checked<>("output: none (expected: y)", span -> span.hasOutput("y")),
        new Checked<>("k: none (expected: 1)", span -> span.hasAttribute("k", 1L)),
        new Checked<>(
            "error.type: java.lang.IllegalStateException (expected: java.lang.Error)",
            span -> span.hasFailedWith(Error.class)),
        new Checked<>("failed: true (expected: false)", RecordedSpan::hasSucceeded),
        new Checked<>("parent: ", span -> span.isBelow(span)));
  }

  @ParameterizedTest
  @MethodSource("checksOfSpans")
  void a_check_of_a_span_that_does_not_hold_fails(Checked<RecordedSpan> checked) {
    checked.failsOn(spans.ofType(SpanType.TOOL).only());
  }

  @ParameterizedTest
  @MethodSource("checksOfFeedback")
  void a_check_of_feedback_that_does_not_hold_fails(Checked<RecordedFeedback> checked) {
    checked.failsOn(spans.onlyFeedback());
  }

  static Stream<Checked<RecordedFeedback>> checksOfFeedback() {
    return Stream.of(
        new Checked<>(
            "feedback tag: NEGATIVE (expected: POSITIVE)", it -> it.hasTag(FeedbackTag.POSITIVE)),
        new Checked<>("feedback score: 0.5 (expected: 1.0)", it -> it.hasScore(1)),
        new Checked<>("feedback label: slow (expected: y)", it -> it.hasLabel("y")),
        new Checked<>("feedback outcome: left (expected: y)", it -> it.hasOutcome("y")),
        new Checked<>("feedback comment: too slow (expected: y)", it -> it.hasComment("y")),
        new Checked<>("feedback name: speed (expected: y)", it -> it.hasName("y")),
        new Checked<>("feedback author: ann (expected: y)", it -> it.hasAuthor("y")),
        new Checked<>(
            "feedback source: EXPLICIT (expected: IMPLICIT)", it -> it.hasSource(Source.IMPLICIT)),
        new Checked<>("feedback span: ", it -> it.isOnTrace(it.traceId())));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void a_filter_leaves_out_what_it_does_not_ask_for(Filtered filtered) {
    assertThat(filtered.by.apply(spans).names()).containsExactly(filtered.left);
  }

  static Stream<Filtered> filters() {
    return Stream.of(
        new Filtered("message", spans -> spans.ofType(SpanType.MESSAGE)),
        new Filtered("message", spans -> spans.named("message")),
        new Filtered("execute_tool", RecordedSpans::failed),
        new Filtered("execute_tool", spans -> spans.with("gen_ai.operation.name", "execute_tool")),
        new Filtered("execute_tool", spans -> spans.below(spans.ofType(SpanType.MESSAGE).only())));
  }

  private record Filtered(String left, UnaryOperator<RecordedSpans> by) {}

  private record Checked<T>(String message, Consumer<T> check) {
    void failsOn(T recorded) {
      assertThatThrownBy(() -> check.accept(recorded))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith(message)
          .hasMessageContaining("in:\n")
          .hasMessageContaining("> ");
    }
  }
}
