// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenAiMessageJsonTest {
  private static final Message USER = Message.text("user", "Hi");

  @Test
  void text_is_a_part() {
    assertThat(GenAiMessageJson.input(List.of(USER)))
        .isEqualTo(
            Json.parse("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]"));
  }

  @Test
  void arguments_that_are_an_object_are_written_as_one() {
    Message call =
        new Message(
            "assistant",
            List.of(),
            null,
            List.of(ToolCall.function("c", "f", "{\"a\":1}")),
            null,
            null);

    assertThat(GenAiMessageJson.input(List.of(call)))
        .isEqualTo(
            Json.parse(
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c\","
                    + "\"name\":\"f\",\"arguments\":{\"a\":1}}]}]"));
  }

  @Test
  void an_answer_has_a_finish_reason_even_if_nobody_knows_it() {
    assertThat(GenAiMessageJson.output(List.of(USER, USER), List.of("stop")).toString())
        .contains("\"finish_reason\":\"stop\"", "\"finish_reason\":\"\"");
  }

  @Test
  void one_plain_system_message_is_the_instructions() {
    assertThat(GenAiMessageJson.systemInstructions(List.of(Message.text("system", "Be brief."))))
        .isEqualTo(Json.parse("[{\"type\":\"text\",\"content\":\"Be brief.\"}]"));
  }

  @Test
  void anything_else_is_left_among_the_messages() {
    Message system = Message.text("system", "a");

    assertThat(GenAiMessageJson.systemInstructions(List.of())).isNull();
    assertThat(GenAiMessageJson.systemInstructions(List.of(system, system))).isNull();
    assertThat(GenAiMessageJson.systemInstructions(List.of(Message.text("developer", "a"))))
        .isNull();
  }
}
