// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.steno.codec.Json;
import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.TraceId;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingWriterTest {
  private final StringBuilder out = new StringBuilder();

  @Test
  void an_openai_line_has_the_conversation_with_its_tools_and_where_it_is_from()
      throws IOException {
    TrainingWriter writer = new TrainingWriter(TrainingFormat.OPENAI, out);

    writer.write(Examples.rich());

    JsonObject line = (JsonObject) Json.parse(out.toString());
    assertThat(out).endsWith("\n");
    assertThat(Json.write(line.get("messages")))
        .startsWith(
            "[{\"role\":\"system\",\"content\":\"You know the weather.\"},"
                + "{\"role\":\"user\",\"content\":\"Rain in Berlin?\"},"
                + "{\"role\":\"assistant\",\"content\":\"No.\"},"
                + "{\"role\":\"user\",\"content\":\"And in Ulm?")
        .contains(
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call-1\","
                + "\"type\":\"function\",\"function\":{\"name\":\"weather\","
                + "\"arguments\":\"{\\\"city\\\":\\\"Ulm\\\"}\"}}]},"
                + "{\"role\":\"tool\",\"content\":\"dry\",\"tool_call_id\":\"call-1\"}")
        .endsWith("{\"role\":\"assistant\",\"content\":\"Dry:\\n````\\nno rain\\n````\"}]");
    assertThat(Json.write(line.get("tools")))
        .startsWith("[{\"type\":\"function\",\"function\":{\"name\":\"weather\",");
    assertThat(((JsonObject) line.get("metadata")).members())
        .contains(
            entry("trace_id", JsonValue.of("c0ffee")), entry("session_id", JsonValue.of("s-1")));
    assertThat(writer.withoutReasoning()).isEqualTo(1);
    assertThat(writer.leftOut()).isEmpty();
  }

  @Test
  void a_sharegpt_line_has_turns_system_and_tools() throws IOException {
    TrainingWriter writer = new TrainingWriter(TrainingFormat.SHAREGPT, out);

    writer.write(Examples.rich());

    JsonObject line = (JsonObject) Json.parse(out.toString());
    assertThat(line.text("system")).isEqualTo("You know the weather.");
    assertThat(Json.parse(line.text("tools")).toString()).startsWith("[{\"description\"");
    assertThat(Json.write(line.get("conversations")))
        .startsWith("[{\"from\":\"human\",\"value\":\"Rain in Berlin?\"},{\"from\":\"gpt\",")
        .contains(
            "{\"from\":\"function_call\",\"value\":\"{\\\"name\\\":\\\"weather\\\","
                + "\\\"arguments\\\":{\\\"city\\\":\\\"Ulm\\\"}}\"},"
                + "{\"from\":\"observation\",\"value\":\"dry\"},{\"from\":\"gpt\",");
  }

  @Test
  void results_without_ids_are_linked_to_their_calls_in_order() throws IOException {
    ToolCall one = ToolCall.function(null, "a", "{}");
    ToolCall other = ToolCall.function(null, "b", "{}");
    Message asks = new Message("assistant", List.of(), null, List.of(one, other), null, null);
    Message answer = Message.text("assistant", "done");
    List<Message> history =
        List.of(Message.text("user", "go"), asks, Message.tool(null, "A"), Message.tool(null, "B"));

    write(TrainingFormat.OPENAI, asked(history, answer));
    String openai = out.toString();
    out.setLength(0);
    write(TrainingFormat.SHAREGPT, asked(history, answer));

    assertThat(openai)
        .contains("\"id\":\"call_1\"", "\"id\":\"call_2\"")
        .contains("\"content\":\"A\",\"tool_call_id\":\"call_1\"")
        .contains("\"content\":\"B\",\"tool_call_id\":\"call_2\"");
    assertThat(out)
        .contains("\"value\":\"[\\\"A\\\",\\\"B\\\"]\"")
        .contains("\"value\":\"[{\\\"name\\\":\\\"a\\\",");
  }

  @Test
  void what_is_left_out_is_counted_by_its_reason() throws IOException {
    TrainingWriter writer = new TrainingWriter(TrainingFormat.OPENAI, out);
    Input input = Examples.rich().input();
    Message answer = Message.text("assistant", "Half of");
    Message video =
        new Message(
            "user",
            List.of(new Media(Media.Kind.VIDEO, new Media.Url("https://x/v", null))),
            null,
            List.of(),
            null,
            null);

    writer.write(Examples.of("e", input, Examples.response(answer, "stop"), Status.ERROR));
    writer.write(Examples.of("l", input, Examples.response(answer, "length"), Status.OK));
    writer.write(Examples.of("m", input, Examples.response(answer, "MAX_TOKENS"), Status.OK));
    writer.write(Examples.simple("n", "What?", null));
    writer.write(Examples.simple("b", "What?", "  \n"));
    writer.write(asked(List.of(Message.tool("nobody", "A")), answer));
    writer.write(asked(List.of(video), answer));

    assertThat(out).isEmpty();
    assertThat(writer.lines()).isZero();
    assertThat(writer.leftOut())
        .containsExactly(
            entry("empty", 2L),
            entry("failed", 1L),
            entry("truncated", 2L),
            entry("unlinked", 1L),
            entry("unsupported", 1L));
  }

  @Test
  void an_answer_that_was_corrected_is_not_learned() throws IOException {
    Interaction simple = Examples.simple("t", "JSON, please", "{\"a\":1}");
    Message answer = simple.response().message();
    Interaction corrected =
        new Interaction(
            "t",
            1,
            null,
            simple.start(),
            simple.duration(),
            simple.provider(),
            simple.model(),
            simple.input(),
            simple.response(),
            Status.OK,
            null,
            List.of(),
            List.of(),
            List.of(
                Message.text("assistant", "Sure! {a}"),
                Message.text("user", "That is no JSON."),
                answer),
            JsonObject.EMPTY);

    write(TrainingFormat.OPENAI, corrected);

    assertThat(out).contains("{\\\"a\\\":1}").doesNotContain("Sure!").doesNotContain("no JSON");
  }

  @Test
  void a_good_and_a_bad_answer_to_the_same_input_are_a_pair() throws IOException {
    TrainingWriter writer = new TrainingWriter(TrainingFormat.PREFERENCES, out);

    writer.write(judged(Examples.simple("bad", "What?", "No idea."), Tag.NEGATIVE));
    writer.write(judged(Examples.simple("other", "Who?", "Me."), Tag.POSITIVE));
    writer.write(judged(Examples.simple("good", "What?", "That."), Tag.POSITIVE));

    JsonObject line = (JsonObject) Json.parse(out.toString());
    assertThat(Json.write(line.get("prompt")))
        .isEqualTo(
            "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"What?\"}]");
    assertThat(Json.write(line.get("chosen")))
        .isEqualTo("[{\"role\":\"assistant\",\"content\":\"That.\"}]");
    assertThat(Json.write(line.get("rejected")))
        .isEqualTo("[{\"role\":\"assistant\",\"content\":\"No idea.\"}]");
    assertThat(Json.write(line.get("metadata")))
        .contains("\"chosen\":{\"trace_id\":\"good\"", "\"rejected\":{\"trace_id\":\"bad\"");
    assertThat(writer.lines()).isEqualTo(1);
    assertThat(writer.leftOut()).containsExactly(entry("unpaired", 1L));
  }

  @Test
  void what_makes_no_pair_is_counted() throws IOException {
    TrainingWriter writer = new TrainingWriter(TrainingFormat.PREFERENCES, out);
    Interaction simple = Examples.simple("t", "What?", "That.");

    writer.write(simple);
    writer.write(judged(simple, Tag.NEUTRAL));
    writer.write(judged(simple, Tag.POSITIVE, Tag.NEGATIVE));
    writer.write(judged(simple, Tag.POSITIVE));
    writer.write(judged(simple, Tag.NEGATIVE));

    assertThat(out).isEmpty();
    assertThat(writer.leftOut())
        .containsExactly(
            entry("contradictory", 1L), entry("same_answer", 2L), entry("unjudged", 2L));
  }

  @Test
  void what_a_person_said_counts_before_what_was_concluded() {
    Interaction simple = Examples.simple("t", "What?", "That.");
    Judged both =
        new Judged(
            simple,
            List.of(
                feedback(Tag.NEGATIVE, Feedback.Source.IMPLICIT),
                feedback(Tag.POSITIVE, Feedback.Source.EXPLICIT)));

    assertThat(both.tags()).containsExactly(Tag.POSITIVE);
  }

  private void write(TrainingFormat format, Interaction interaction) throws IOException {
    TrainingWriter writer = new TrainingWriter(format, out);
    writer.write(interaction);
    assertThat(writer.leftOut()).isEmpty();
  }

  private static Interaction asked(List<Message> history, Message answer) {
    return Examples.of(
        "t",
        new Input(null, null, history, List.of(), JsonObject.EMPTY),
        Examples.response(answer, "stop"),
        Status.OK);
  }

  private static Judged judged(Interaction interaction, Tag... tags) {
    return new Judged(
        interaction,
        List.of(tags).stream().map(tag -> feedback(tag, Feedback.Source.EXPLICIT)).toList());
  }

  private static Feedback feedback(Tag tag, Feedback.Source source) {
    return new Feedback(
        "00ff",
        "p",
        new TraceId(1, 2),
        null,
        null,
        new Feedback.Verdict(tag, null, null, null, null),
        source,
        null,
        null,
        Examples.START);
  }
}
