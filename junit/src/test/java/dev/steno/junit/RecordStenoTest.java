// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.steno.client.FeedbackTag;
import dev.steno.client.GenerationSpan;
import dev.steno.client.MessageSpan;
import dev.steno.client.Steno;
import dev.steno.client.ToolSpan;
import dev.steno.client.Trace;
import dev.steno.model.Feedback;
import dev.steno.model.SpanType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class RecordStenoTest {

  @Test
  void a_test_sees_the_spans_of_what_it_ran() {
    assertThat(failures(Records.class)).isEmpty();
  }

  @Test
  void a_span_left_open_fails_its_test_and_is_named() {
    List<String> failures = failures(LeavesOpen.class);

    assertThat(failures).hasSize(2);
    assertThat(failures)
        .allMatch(failure -> failure.startsWith("spans left open: "))
        .anyMatch(failure -> failure.contains("'execute_tool search' ("))
        .anyMatch(failure -> failure.contains("'message' ("))
        .noneMatch(failure -> failure.contains("chat"));
  }

  @Test
  void a_test_may_leave_spans_open_if_it_says_so() {
    assertThat(failures(MayLeaveOpen.class)).isEmpty();
  }

  @Test
  void a_test_that_failed_keeps_its_own_failure() {
    assertThat(failures(FailsItself.class)).containsExactly("the test's own");
  }

  @Test
  void each_test_has_a_recording_of_its_own() {
    assertThat(failures(Repeats.class)).isEmpty();
  }

  @Test
  void what_is_missing_is_told_with_what_is_there() {
    List<String> failures = failures(ExpectsTooMuch.class);

    assertThat(failures.stream().map(failure -> failure.replaceAll("[0-9a-f]{16,}", "ID")))
        .containsExactlyInAnyOrder(
            """
            1 span of type TOOL named 'execute_tool search' (expected: 2) among:
              MESSAGE 'message' ID, in: Where is it?
                TOOL 'execute_tool search' ID failed with java.lang.IllegalStateException, in: x\
            """,
            """
            output: found (expected: nothing) in:
            > TOOL 'execute_tool' ID, in: two\\nlines, out: found
                  gen_ai.operation.name = execute_tool
                  gen_ai.tool.call.arguments = two\\nlines
                  gen_ai.tool.call.result = found
                  steno.span.type = TOOL\
            """,
            """
            feedback tag: NEGATIVE (expected: POSITIVE) in:
              MESSAGE 'message' ID
              > feedback IMPLICIT of speed NEGATIVE 0.5 retried (left): slow
              feedback EXPLICIT POSITIVE on trace ID\
            """,
            """
            2 pieces of feedback on spans (expected: 1) among:
              MESSAGE 'message' ID
                feedback EXPLICIT NEGATIVE
              feedback EXPLICIT POSITIVE on trace ID\
            """,
            "0 spans that failed (expected: 1) among: none that ended");
  }

  @Test
  void a_listing_needs_no_recording_of_a_client() {
    assertThatThrownBy(() -> new RecordedSpans(new Recording()).only())
        .isInstanceOf(AssertionError.class)
        .hasMessage("0 spans (expected: 1) among: none that ended");
  }

  private static List<String> failures(Class<?> type) {
    List<String> failures = new ArrayList<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(RecordStenoTest::failure)
        .forEach(failures::add);
    return failures;
  }

  private static String failure(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::getMessage)
        .orElse("");
  }

  @RecordSteno
  static class Records {
    @BeforeEach
    void prepare(Steno steno) {
      steno.trace().system("prepared");
    }

    @Test
    void sees_them(Steno steno, RecordedSpans spans) {
      Trace trace = steno.trace();
      trace
          .message("Where is my order?")
          .call(
              message -> {
                message.tool("{\"id\":1}").toolName("search").end("found");
                message.router("to the shop");
                return "On its way.";
              });

      RecordedSpan message =
          spans
              .ofType(SpanType.MESSAGE)
              .only()
              .hasInput("Where is my order?")
              .hasOutput("On its way.")
              .hasSucceeded();
      assertThat(spans.below(message).names()).containsExactly("execute_tool search", "router");
      spans
          .named("execute_tool search")
          .only()
          .isBelow(message)
          .hasInput("{\"id\":1}")
          .hasOutput("found")
          .hasAttribute("gen_ai.tool.name", "search");
      assertThat(spans.ofTrace(trace.id()).all()).hasSize(3);
      assertThat(message.duration().isNegative()).isFalse();
      spans.failed().isEmpty();
    }

    @Test
    void sees_what_failed(Steno steno, RecordedSpans spans) {
      steno.trace().generation("Hello").model("gpt-4o").fail(new IllegalStateException("away"));

      spans
          .with("gen_ai.request.model", "gpt-4o")
          .only()
          .hasFailedWith(IllegalStateException.class);
      spans.failed().hasSize(1);
    }

    @Test
    void sees_feedback(Steno steno, RecordedSpans spans) {
      Trace trace = steno.trace();
      MessageSpan message = trace.message("Where is it?");
      message.end("In Kassel.");

      message.feedback("THUMBS_UP", "at once");
      message.feedback(it -> it.implicit("copied").name("answer").author("page").outcome("bought"));
      trace.feedback(it -> it.score(0.9).source(Feedback.Source.EVALUATOR));

      RecordedSpan asked = spans.ofType(SpanType.MESSAGE).only();
      assertThat(spans.feedback()).hasSize(3);
      assertThat(spans.named("another").feedback()).isEmpty();
      List<RecordedFeedback> given = spans.ofType(SpanType.MESSAGE).feedback();
      assertThat(given).hasSize(2);
      given
          .get(0)
          .isOn(asked)
          .hasTag(FeedbackTag.POSITIVE)
          .hasComment("at once")
          .hasSource(Feedback.Source.EXPLICIT);
      given
          .get(1)
          .hasLabel("copied")
          .hasName("answer")
          .hasAuthor("page")
          .hasOutcome("bought")
          .hasSource(Feedback.Source.IMPLICIT);
      spans
          .feedback()
          .get(2)
          .isOnTrace(trace.id())
          .hasScore(0.9)
          .hasSource(Feedback.Source.EVALUATOR);
      assertThat(given.get(0).label()).isEmpty();
      assertThat(given.get(0).name()).isEmpty();
      assertThat(given.get(1).traceId()).isEqualTo(trace.id());
    }

    @AfterEach
    void look(RecordedSpans spans) {
      assertThat(spans.all()).isNotEmpty();
    }

    @Nested
    class Within {
      @Test
      void sees_them_too(Steno steno, RecordedSpans spans) {
        steno.trace().message("Hi").end("Hello");

        spans.ofType(SpanType.MESSAGE).hasSize(1);
      }
    }
  }

  @RecordSteno
  @SuppressWarnings("unused")
  static class LeavesOpen {
    private ToolSpan tool;

    @Test
    void a_tool(Steno steno) {
      tool = steno.trace().tool("x").toolName("search");
    }

    @Test
    void a_message(Steno steno) {
      MessageSpan message = steno.trace().message("x");
      try (GenerationSpan closed = message.generation("y").model("gpt-4o")) {
        closed.attribute("kept", true);
      }
      message.router("a point");
    }
  }

  @RecordSteno
  static class MayLeaveOpen {
    @Test
    @RecordSteno(failOnOpenSpans = false)
    void a_tool(Steno steno) {
      steno.trace().tool("x");
    }
  }

  @RecordSteno
  static class FailsItself {
    @Test
    void and_leaves_a_span_open(Steno steno) {
      steno.trace().tool("x");
      throw new IllegalStateException("the test's own");
    }
  }

  @RecordSteno
  static class Repeats {
    @Test
    void once(Steno steno, RecordedSpans spans) {
      steno.trace().message("a").end();
      spans.hasSize(1);
    }

    @Test
    void and_again(Steno steno, RecordedSpans spans) {
      steno.trace().message("b").end();
      spans.only().hasInput("b");
    }
  }

  @RecordSteno
  static class ExpectsTooMuch {
    @Test
    void of_spans(Steno steno, RecordedSpans spans) {
      MessageSpan message = steno.trace().message("Where is it?");
      message.tool("x").toolName("search").fail(new IllegalStateException());
      message.end();
      spans.ofType(SpanType.TOOL).named("execute_tool search").hasSize(2);
    }

    @Test
    void of_a_span(Steno steno, RecordedSpans spans) {
      steno.trace().tool("two\nlines").end("found");
      spans.only().hasOutput("nothing");
    }

    @Test
    void of_feedback(Steno steno, RecordedSpans spans) {
      Trace trace = steno.trace();
      MessageSpan message = trace.message(null);
      message.feedback(
          it ->
              it.tag(FeedbackTag.NEGATIVE)
                  .implicit("retried")
                  .score(0.5)
                  .outcome("left")
                  .name("speed")
                  .comment("slow"));
      message.end();
      trace.feedback(FeedbackTag.POSITIVE);
      spans.named("message").onlyFeedback().hasTag(FeedbackTag.POSITIVE);
    }

    @Test
    void of_only_one(Steno steno, RecordedSpans spans) {
      Trace trace = steno.trace();
      MessageSpan message = trace.message(null);
      message.feedback(FeedbackTag.NEGATIVE);
      message.end();
      trace.feedback(FeedbackTag.POSITIVE);
      spans.onlyFeedback();
    }

    @Test
    void of_failures(RecordedSpans spans) {
      spans.failed().only();
    }
  }
}
