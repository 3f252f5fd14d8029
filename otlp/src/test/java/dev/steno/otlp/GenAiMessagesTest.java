// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static dev.steno.otlp.Bodies.inString;
import static dev.steno.otlp.Bodies.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiMessagesTest {
  private static final String INPUT = "gen_ai.input.messages";
  private static final String OUTPUT = "gen_ai.output.messages";

  /** The ChatML of one user message of these parts, line by line. */
  private static List<String> chatMl(String role, String parts) {
    String messages = "[{\"role\":\"" + role + "\",\"parts\":[" + parts + "]}]";
    SpanPart part = part(inString(INPUT, messages));
    assertThat(part.span().attributes().isEmpty()).isTrue();
    assertThat(part.span().flags()).isEmpty();
    return lines(part.exchange().messages());
  }

  private static List<String> lines(List<Message> messages) {
    return messages.stream().map(message -> Json.write(message.toJson())).toList();
  }

  /** The part, and the content block it becomes; with single quotes for double ones. */
  static final List<String> PARTS =
      List.of(
          "{'type':'text','content':'Where is my parcel?'}"
              + "|{'type':'text','text':'Where is my parcel?'}",
          "{'type':'text','text':'ChatML among parts'}"
              + "|{'type':'text','text':'ChatML among parts'}",
          "{'type':'blob','modality':'image','mime_type':'image/png','content':'iVBORw0='}"
              + "|{'type':'image','source':{'type':'base64','data':'iVBORw0=',"
              + "'media_type':'image/png'}}",
          "{'type':'uri','modality':'audio','uri':'https://x.test/a.mp3'}"
              + "|{'type':'audio','source':{'type':'url','url':'https://x.test/a.mp3'}}",
          "{'type':'uri','modality':'document','mime_type':null,'uri':'s3://b/k.pdf'}"
              + "|{'type':'file','source':{'type':'url','url':'s3://b/k.pdf'}}",
          "{'type':'file','modality':'video','mime_type':'video/mp4','file_id':'f-1'}"
              + "|{'type':'video','source':{'type':'file','file_id':'f-1',"
              + "'media_type':'video/mp4'}}",
          "{'type':'blob','modality':'hologram','content':'AAA='}"
              + "|{'type':'blob','modality':'hologram','content':'AAA='}",
          "{'type':'server_tool_call','id':'s1','name':'web','server_tool_call':"
              + "{'type':'web_search','query':'q'}}"
              + "|{'type':'server_tool_call','id':'s1','name':'web','server_tool_call':"
              + "{'type':'web_search','query':'q'}}",
          "{'type':'server_tool_call_response','id':'s1','server_tool_call_response':"
              + "{'type':'web_search','hits':2}}"
              + "|{'type':'server_tool_call_response','id':'s1','server_tool_call_response':"
              + "{'type':'web_search','hits':2}}",
          "{'type':'compaction','id':'c','content':'so far'}"
              + "|{'type':'compaction','id':'c','content':'so far'}",
          "{'type':'generic','generic_type':'poll','votes':1.50}"
              + "|{'type':'generic','generic_type':'poll','votes':1.50}",
          "{'type':'hologram','depth':3}|{'type':'hologram','depth':3}",
          "{'no':'type'}|{'type':'json','json':{'no':'type'}}",
          "'bare text'|{'type':'text','text':'bare text'}",
          "42|{'type':'json','json':42}");

  @ParameterizedTest
  @FieldSource("PARTS")
  void a_part_becomes_a_content_block(String line) {
    String[] partAndBlock = line.replace('\'', '"').split("\\|");

    assertThat(chatMl("user", partAndBlock[0]))
        .containsExactly("{\"role\":\"user\",\"content\":[%s]}".formatted(partAndBlock[1]));
  }

  @Test
  void reasoning_and_tool_calls_go_to_their_own_fields_with_arguments_verbatim() {
    assertThat(
            chatMl(
                "assistant",
                "{\"type\":\"reasoning\",\"content\":\"Look it up.\"},"
                    + "{\"type\":\"text\",\"content\":\"One moment.\"},"
                    + "{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"find\","
                    + "\"arguments\":{\"b\":1.0,\"a\":\"x\"}},"
                    + "{\"type\":\"tool_call\",\"id\":null,\"name\":\"ping\","
                    + "\"arguments\":\"{ \\\"as\\\": \\\"sent\\\" }\"},"
                    + "{\"type\":\"tool_call\",\"name\":\"bare\"}"))
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"One moment.\"}],"
                + "\"reasoning_content\":\"Look it up.\",\"tool_calls\":["
                + "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"find\","
                + "\"arguments\":\"{\\\"a\\\":\\\"x\\\",\\\"b\\\":1.0}\"}},"
                + "{\"type\":\"function\",\"function\":{\"name\":\"ping\","
                + "\"arguments\":\"{ \\\"as\\\": \\\"sent\\\" }\"}},"
                + "{\"type\":\"function\",\"function\":{\"name\":\"bare\",\"arguments\":\"\"}}]}");
  }

  @Test
  void each_tool_response_is_a_tool_message_in_its_place() {
    assertThat(
            chatMl(
                "user",
                "{\"type\":\"tool_call_response\",\"id\":\"c1\",\"response\":\"found\"},"
                    + "{\"type\":\"tool_call_response\",\"id\":\"c2\",\"result\":{\"n\":2}},"
                    + "{\"type\":\"tool_call_response\",\"id\":\"c3\",\"response\":[1,2]},"
                    + "{\"type\":\"text\",\"content\":\"Go on.\"}"))
        .containsExactly(
            "{\"role\":\"tool\",\"content\":[{\"type\":\"text\",\"text\":\"found\"}],"
                + "\"tool_call_id\":\"c1\"}",
            "{\"role\":\"tool\",\"content\":[{\"type\":\"json\",\"json\":{\"n\":2}}],"
                + "\"tool_call_id\":\"c2\"}",
            "{\"role\":\"tool\",\"content\":[{\"type\":\"json\",\"json\":[1,2]}],"
                + "\"tool_call_id\":\"c3\"}",
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Go on.\"}]}");
  }

  @Test
  void members_without_a_place_in_chat_ml_follow_as_a_block_of_their_parts_type() {
    assertThat(
            chatMl(
                "assistant",
                "{\"type\":\"tool_call\",\"id\":\"c\",\"name\":\"n\",\"arguments\":{},"
                    + "\"signature\":\"abc\"}"))
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_call\","
                + "\"signature\":\"abc\"}],\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                + "\"function\":{\"name\":\"n\",\"arguments\":\"{}\"}}]}");
  }

  @Test
  void an_answer_has_the_same_id_in_the_output_and_in_the_next_input() {
    String parts = "\"parts\":[{\"type\":\"text\",\"content\":\"Tomorrow.\"}]";
    Exchange first =
        part(inString(
                OUTPUT, "[{\"role\":\"assistant\"," + parts + ",\"finish_reason\":\"stop\"}]"))
            .exchange();

    Exchange next = part(inString(INPUT, "[{\"role\":\"assistant\"," + parts + "}]")).exchange();

    assertThat(first.choices().get(0)).isEqualTo(next.messages());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // As any value, as JSON in a string, twice encoded, element by element, alone, as ChatML.
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]",
        "\"[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\","
            + "\\\"content\\\":\\\"Hi\\\"}]}]\"",
        "[\"{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[\\\"Hi\\\"]}\"]",
        "\"\\\"[{\\\\\\\"role\\\\\\\":\\\\\\\"user\\\\\\\",\\\\\\\"parts\\\\\\\":[\\\\\\\"Hi"
            + "\\\\\\\"]}]\\\"\"",
        "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}",
        "[{\"role\":\"user\",\"content\":\"Hi\"}]",
        "[{\"parts\":[\"Hi\"]}]"
      })
  void messages_are_read_in_whatever_form_they_are_written(String value) {
    SpanPart part = part("{\"" + INPUT + "\":" + value + "}");

    assertThat(part.exchange().messages()).containsExactly(Message.text("user", "Hi"));
    assertThat(part.span().attributes().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{\"role\":\"user\",\"parts\":[{\"ty", "hello", "[1,2]", "[null]", "{}x"})
  void a_malformed_attribute_stays_as_it_came_and_the_span_is_flagged(String value) {
    SpanPart part = part(inString(INPUT, value));

    assertThat(part.exchange()).isNull();
    assertThat(part.span().attributes().text(INPUT)).isEqualTo(value);
    assertThat(part.span().flags()).containsExactly("content");
  }

  @ParameterizedTest
  @ValueSource(strings = {"__REDACTED__", "<REDACTED>", "N/A", "<not specified>", "", "{}"})
  void a_redaction_says_nothing(String value) {
    SpanPart part = part(inString(INPUT, value));

    assertThat(part.exchange()).isNull();
    assertThat(part.span().attributes().text(INPUT)).isEqualTo(value);
    assertThat(part.span().flags()).isEmpty();
  }

  @Test
  void instructions_and_leading_system_messages_are_the_system_list() {
    SpanPart part =
        part(
            "{\"gen_ai.system_instructions\":[{\"type\":\"text\",\"content\":\"Be kind.\"}],"
                + "\"gen_ai.input.messages\":[{\"role\":\"developer\",\"parts\":[\"Be brief.\"]},"
                + "{\"role\":\"user\",\"parts\":[\"Hi\"]}],"
                + "\"gen_ai.tool.definitions\":[{\"type\":\"function\",\"name\":\"find\"}]}");

    assertThat(part.exchange().system())
        .containsExactly(
            Message.text("system", "Be kind."), Message.text("developer", "Be brief."));
    assertThat(part.exchange().messages()).containsExactly(Message.text("user", "Hi"));
    assertThat(part.exchange().tools())
        .containsExactly(Json.parse("{\"type\":\"function\",\"name\":\"find\"}"));
    assertThat(part.span().attributes().isEmpty()).isTrue();
  }

  @Test
  void instructions_may_be_plain_text() {
    String value = "You are {name}.";

    Exchange exchange =
        part("{\"gen_ai.system_instructions\":\"%s\",\"gen_ai.request.model\":\"m\"}"
                .formatted(value))
            .exchange();

    assertThat(exchange.system()).containsExactly(Message.text("system", value));
    assertThat(exchange.messages()).isNull();
  }

  @Test
  void instructions_that_were_cut_off_stay_as_they_came() {
    String cut = "[{\"type\":\"text\",\"content\":\"Be ki";

    SpanPart part =
        part(Bodies.inStrings("gen_ai.system_instructions", cut, "gen_ai.operation.name", "chat"));

    assertThat(part.exchange()).isNull();
    assertThat(part.span().attributes().text("gen_ai.system_instructions")).isEqualTo(cut);
    assertThat(part.span().flags()).containsExactly("content");
  }

  @Test
  void a_part_without_system_messages_does_not_say_that_there_are_none() {
    Exchange exchange =
        part(inString(INPUT, "[{\"role\":\"user\",\"parts\":[\"Hi\"]}]")).exchange();

    assertThat(exchange.system()).isNull();
    assertThat(exchange.tools()).isNull();
    assertThat(exchange.choices()).isNull();
  }

  @Test
  void each_output_message_is_a_choice_unless_the_reasons_are_fewer() {
    String two = "[{\"role\":\"assistant\",\"parts\":[\"A\"]},{\"parts\":[\"B\"]}]";
    Message a = Message.text("assistant", "A");
    Message b = Message.text("assistant", "B");

    Exchange silent = part("{\"" + OUTPUT + "\":" + two + "}").exchange();
    Exchange both = part(withReasons(two, "[\"stop\",\"length\"]")).exchange();
    Exchange one = part(withReasons(two, "[\"stop\"]")).exchange();

    assertThat(silent.choices()).containsExactly(List.of(a), List.of(b));
    assertThat(both.choices()).containsExactly(List.of(a), List.of(b));
    assertThat(one.choices()).containsExactly(List.of(a, b));
  }

  private static String withReasons(String output, String reasons) {
    return "{\"" + OUTPUT + "\":" + output + ",\"gen_ai.response.finish_reasons\":" + reasons + "}";
  }

  @Test
  void finish_reasons_of_the_messages_are_the_generations_for_want_of_better() {
    SpanPart part =
        part(
            inString(OUTPUT, "[{\"role\":\"assistant\",\"parts\":[],\"finish_reason\":\"stop\"}]"));

    assertThat(part.span().generation().finishReasons()).containsExactly("stop");
    assertThat(part.exchange().choices())
        .containsExactly(List.of(new Message("assistant", List.of(), null, List.of(), null, null)));
  }
}
