// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Feedback;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceRecord;
import dev.steno.testing.generate.HostileText;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was sent is given back as it was, whatever it holds. */
abstract class VerbatimContract extends Contract {

  VerbatimContract(BiFunction<Path, Clock, Storage> opening) {
    super(opening);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void keeps_hostile_text_in_every_field_of_a_span(String text) {
    Span span = spanOf(text);

    append(Given.part(span.toBuilder()));

    assertThat(trace(Given.traceId(1)).spans()).containsExactly(span);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void keeps_hostile_text_in_messages_and_tools(String text) {
    Message message = messageOf(text);
    JsonValue tool = new JsonObject(Map.of("name", JsonValue.of(text)));
    Exchange exchange =
        new Exchange(
            List.of(tool),
            List.of(Message.text("system", text)),
            List.of(message),
            List.of(List.of(Message.text("assistant", text))));

    append(Given.call(Given.generation(1, 1), exchange));

    TraceRecord record = trace(Given.traceId(1));
    assertThat(record.messages().values())
        .contains(message, Message.text("system", text), Message.text("assistant", text));
    assertThat(record.tools().values()).containsExactly(tool);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void keeps_hostile_text_in_feedback(String text) {
    Feedback.Verdict verdict = new Feedback.Verdict(null, null, text, text, text);
    Feedback feedback =
        new Feedback(
            "0123456789abcdef0123456789abcdef",
            Given.PROJECT,
            Given.traceId(1),
            null,
            text,
            verdict,
            Feedback.Source.EXPLICIT,
            text,
            text,
            NOW);

    storage.feedback().add(feedback);

    assertThat(storage.feedback().of(Given.PROJECT, Given.traceId(1))).containsExactly(feedback);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void finds_a_conversation_by_a_hostile_id(String text) {
    append(
        Given.part(Given.span(1, 1).grouping(Given.inConversation(text))),
        Given.part(Given.span(2, 1).grouping(Given.inConversation(text + "!"))));

    Page<TraceRecord> page = storage.traces().conversation(Given.PROJECT, text, 10, null);

    assertThat(page.items()).extracting(TraceRecord::traceId).containsExactly(Given.traceId(1));
  }

  @Test
  void keeps_every_block_of_a_message() {
    Message message =
        Message.of(
            new JsonObject(
                Map.of(
                    "role",
                    JsonValue.of("user"),
                    "content",
                    new JsonValue.JsonArray(
                        List.of(
                            JsonValue.of("text"),
                            new JsonObject(
                                Map.of("type", JsonValue.of("odd"), "x", Samples.json())),
                            Samples.json())))));

    append(Given.call(Given.generation(1, 1), new Exchange(null, null, List.of(message), null)));

    assertThat(trace(Given.traceId(1)).messages().values()).containsExactly(message);
  }

  @Test
  void keeps_a_message_of_ten_megabytes() {
    Message large = Given.user("0123456789abcdef".repeat(10 * 65536));

    append(
        Given.call(Given.generation(1, 1), Given.exchange(List.of(large), Given.assistant("ok"))));

    assertThat(trace(Given.traceId(1)).messages().values()).anyMatch(large::equals);
  }

  static List<String> hostile() {
    return HostileText.all();
  }

  private static Span spanOf(String text) {
    JsonObject object = new JsonObject(Map.of(text, JsonValue.of(text)));
    return Given.span(1, 1)
        .name(text)
        .kind(text)
        .statusMessage(text)
        .errorType(text)
        .input(JsonValue.of(text))
        .output(object)
        .attributes(object)
        .events(List.of(new SpanEvent(text, NOW, object)))
        .grouping(new Grouping(text, text, text, text, text))
        .agent(text)
        .build();
  }

  private static Message messageOf(String text) {
    return new Message(
        "user",
        List.of(new ContentBlock.Text(text), new ContentBlock.Json(JsonValue.of(text))),
        text,
        List.of(ToolCall.function(text, text, text)),
        text,
        text);
  }
}
