// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steno.client.read.NewFeedback;
import dev.steno.client.read.ReadException;
import dev.steno.client.read.RecordedStep;
import dev.steno.client.read.RecordedTrace;
import dev.steno.client.read.StenoReader;
import dev.steno.client.read.TraceRow;
import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.SpanId;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import dev.steno.model.step.Lane;
import dev.steno.model.step.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application that reads with the client what a server recorded. */
class ReadIT {
  private static final int TURNS = 60;
  private static final SpanId CALL = SpanId.of("00f067aa0ba902b7");

  private static RunningServer server;
  private static StenoReader reader;

  @BeforeAll
  static void record() {
    server = RunningServer.start();
    long begun = Instant.now().minusSeconds(3_600).getEpochSecond();
    for (int turn = 0; turn < TURNS; turn++) {
      String sent = turn(turn, begun + 10L * turn);
      assertThat(server.postJson("/v1/traces", sent).status()).isEqualTo(200);
    }
    reader = at(server).build();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void lists_traces_page_by_page_the_latest_first() {
    List<TraceRow> all = reader.traces("").toList();
    List<TraceRow> two = reader.traces("conversation:\"order 4711/é\"").limit(2).toList();

    assertThat(all).extracting(TraceRow::traceId).hasSize(TURNS).doesNotHaveDuplicates();
    assertThat(two).extracting(TraceRow::traceId).containsExactly(trace(59), trace(58));
    TraceRow row = two.get(0);
    assertThat(row.input()).isEqualTo("Question 59?");
    assertThat(row.output()).isEqualTo("Answer 59.");
    assertThat(row.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(row.counts().generations()).isEqualTo(1);
    assertThat(row.models()).containsExactly("gpt-4o-2024-08-06");
    assertThat(row.usage().inputTokens()).isEqualTo(40);
    assertThat(row.cost()).isPositive();
    assertThat(row.grouping().conversation()).isEqualTo("order 4711/é");
  }

  @Test
  void reads_a_trace_with_what_its_model_was_given_and_answered() {
    RecordedTrace trace = reader.trace(trace(3)).orElseThrow();

    assertThat(trace.span(CALL).orElseThrow().type()).isEqualTo(SpanType.GENERATION);
    assertThat(trace.messages(CALL))
        .containsExactly(Message.text("system", "Be brief."), Message.text("user", "Question 3?"));
    assertThat(trace.answer(CALL)).containsExactly(Message.text("assistant", "Answer 3."));
    assertThat(trace.tools(CALL)).isEmpty();
    assertThat(trace.messages(new SpanId(9))).isEmpty();
  }

  @Test
  void reads_a_conversation_turn_by_turn_with_its_messages() {
    List<RecordedTrace> turns = reader.conversation("order 4711/é").toList();

    assertThat(turns).hasSize(TURNS);
    List<String> said = new ArrayList<>();
    turns.forEach(turn -> said.add(turn.messages(CALL).get(1).text()));
    assertThat(said).startsWith("Question 0?", "Question 1?").endsWith("Question 59?");
  }

  @Test
  void reads_what_is_new_in_each_call_of_a_conversation_and_of_a_trace() {
    List<RecordedStep> steps = reader.steps("order 4711/é").toList();

    assertThat(steps).hasSize(TURNS);
    RecordedStep first = steps.get(0);
    assertThat(first.spanId()).isEqualTo(CALL);
    assertThat(first.traceId()).isEqualTo(trace(0));
    assertThat(first.basis()).isEqualTo(Step.Basis.FIRST);
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.lane()).isEqualTo(new Lane(trace(0), null, null));
    assertThat(first.seen()).isEqualTo(1);
    RecordedStep.News news = first.news();
    assertThat(news.messages()).isEqualTo(new RecordedStep.Changes(0, 1, 0, 0, 0));
    assertThat(news.system()).isEqualTo(new RecordedStep.Changes(0, 1, 0, 0, 0));
    assertThat(news.reference()).isNull();
    assertThat(news.tokens().system() + news.tokens().added()).isEqualTo(40);
    assertThat(reader.steps(trace(0))).containsExactly(first);
    assertThat(reader.steps(new TraceId(7, 7))).isEmpty();
  }

  @Test
  void reads_with_what_a_call_was_compared() {
    long begun = Instant.now().minusSeconds(60).getEpochSecond();
    String next = turn(1, begun + 9).replace(trace(1).hex(), trace(0).hex());
    for (String sent : List.of(turn(0, begun), next.replace(CALL.hex(), new SpanId(9).hex()))) {
      server.postJson("/v1/traces", sent, "x-steno-project", "steps");
    }

    List<RecordedStep> steps = at(server).project("steps").build().steps(trace(0));

    RecordedStep second = steps.get(1);
    assertThat(second.basis()).isEqualTo(Step.Basis.COMPARED);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.news().reference()).isEqualTo(CALL);
    assertThat(second.news().referenceTrace()).isEqualTo(trace(0));
    RecordedStep.Changes messages = second.news().messages();
    assertThat(messages.added() + messages.edited()).isEqualTo(1);
    assertThat(messages.gone() + messages.edited()).isEqualTo(2);
    assertThat(second.news().system()).isEqualTo(new RecordedStep.Changes(1, 0, 0, 0, 0));
  }

  @Test
  void gives_feedback_once_and_reads_it_again() {
    NewFeedback good =
        NewFeedback.of(trace(5), Feedback.Tag.POSITIVE, "it helped").on(CALL).once("vote-5");

    String first = reader.add(good);
    String again = reader.add(good);

    assertThat(again).isEqualTo(first);
    List<Feedback> kept = reader.feedback(trace(5));
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).verdict().comment()).isEqualTo("it helped");
    assertThat(kept.get(0).spanId()).isEqualTo(CALL);
    assertThat(kept.get(0).project()).isEqualTo("default");
  }

  @Test
  void what_is_not_there_is_empty_or_not_found() {
    ReadException unknown =
        thrownBy(() -> reader.conversation("nobody's").count(), ReadException.Kind.NOT_FOUND);

    assertThat(reader.trace(new TraceId(7, 7))).isEmpty();
    assertThat(reader.feedback(new TraceId(7, 7))).isEmpty();
    assertThat(reader.traces("conversation:none")).isEmpty();
    assertThat(unknown).hasMessageContaining("conversation: nobody's is not in this project");
  }

  @Test
  void the_server_says_in_a_sentence_what_is_wrong_with_a_query() {
    ReadException wrong =
        thrownBy(() -> reader.traces("colour:red").count(), ReadException.Kind.INVALID);

    assertThat(wrong).hasMessageContaining("colour").hasMessageContaining("expected");
  }

  @Test
  void another_project_has_none_of_it() {
    StenoReader other = at(server).project("other").build();

    assertThat(other.traces("")).isEmpty();
    assertThat(other.trace(trace(1))).isEmpty();
  }

  @Test
  void a_key_is_asked_for_and_a_wrong_one_refused_with_the_servers_sentence() {
    try (RunningServer guarded = RunningServer.start()) {
      String key = guarded.key("shop", "read");

      ReadException wrong =
          thrownBy(
              () -> at(guarded).key("steno_wrong").build().traces("").count(),
              ReadException.Kind.FORBIDDEN);
      ReadException none =
          thrownBy(() -> at(guarded).build().traces("").count(), ReadException.Kind.FORBIDDEN);

      assertThat(at(guarded).key(key).build().traces("")).isEmpty();
      assertThat(wrong.getMessage()).isNotBlank().doesNotContain("steno_wrong");
      assertThat(none).hasMessageContaining("set STENO_API_KEY");
    }
  }

  @Test
  void a_server_that_is_away_or_never_answers_is_unreachable() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StenoReader waiting =
          StenoReader.builder("http://localhost:" + silent.getLocalPort())
              .timeout(Duration.ofMillis(200))
              .build();

      ReadException late =
          thrownBy(() -> waiting.traces("").count(), ReadException.Kind.UNREACHABLE);

      assertThat(late).hasMessageContaining("within 200 ms");
    }
  }

  private static ReadException thrownBy(ThrowingCallable reading, ReadException.Kind kind) {
    ReadException thrown = catchThrowableOfType(ReadException.class, reading);
    assertThat(thrown).isNotNull();
    assertThat(thrown.kind()).isEqualTo(kind);
    return thrown;
  }

  private static TraceId trace(int turn) {
    return new TraceId(0x0af7651916cd43ddL, 1 + turn);
  }

  private static StenoReader.Builder at(RunningServer server) {
    return StenoReader.builder(server.uri("/").toString());
  }

  private static String turn(int turn, long second) {
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s",
         "name":"chat","startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d000000000",
         "attributes":[%s,%s,%s,%s,%s,%s,%s,
          {"key":"gen_ai.usage.input_tokens","value":{"intValue":"40"}},
          {"key":"gen_ai.usage.output_tokens","value":{"intValue":"4"}}]}]}]}]}
        """
        .formatted(
            trace(turn).hex(),
            CALL.hex(),
            second,
            second + 1,
            text("gen_ai.operation.name", "chat"),
            text("gen_ai.provider.name", "openai"),
            text("gen_ai.request.model", "gpt-4o-2024-08-06"),
            text("gen_ai.conversation.id", "order 4711/é"),
            text("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]"),
            text("gen_ai.input.messages", "[" + said("user", "Question " + turn + "?") + "]"),
            text("gen_ai.output.messages", "[" + said("assistant", "Answer " + turn + ".") + "]"));
  }

  private static String said(String role, String text) {
    return "{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}"
        .formatted(role, text);
  }

  private static String text(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":%s}}"
        .formatted(key, Json.write(JsonValue.of(value)));
  }
}
