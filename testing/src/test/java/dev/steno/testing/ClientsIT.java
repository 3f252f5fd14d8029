// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.steno.codec.Json;
import dev.steno.testing.Client.Heard;
import dev.steno.testing.ModelReply.Ending;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real clients hear on every wire what the script says. */
class ClientsIT {
  private static final String NOTE = "{\"text\":\"誕生日おめでとう 😀\",\"n\":2}";
  private static final List<ChatMessage> HELLO = List.of(UserMessage.from("Hello"));

  private MockModel model = MockModel.start(ModelScript.echo());

  @AfterEach
  void stop() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,false", "OPENAI,true", "RESPONSES,false", "RESPONSES,true",
    "ANTHROPIC,false", "ANTHROPIC,true", "OLLAMA,false", "OLLAMA,true"
  })
  void text_usage_and_the_reason_to_finish(Client client, boolean streamed) throws Exception {
    play(ModelReply.text("One two\n\nthree 😀."));

    Heard heard = client.ask(model, streamed, HELLO);

    assertThat(heard.message().text()).isEqualTo("One two\n\nthree 😀.");
    assertThat(heard.streamedText()).isEqualTo("One two\n\nthree 😀.");
    assertThat(heard.response().modelName()).isEqualTo("m");
    assertThat(heard.response().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(heard.response().tokenUsage().inputTokenCount()).isEqualTo(6);
    assertThat(heard.response().tokenUsage().outputTokenCount()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,false",
    "OPENAI,true",
    "RESPONSES,true",
    "ANTHROPIC,false",
    "ANTHROPIC,true",
    "OLLAMA,false",
    "OLLAMA,true"
  })
  void thoughts(Client client, boolean streamed) throws Exception {
    play(ModelReply.text("Yes.").thinking("Let me see. Hm."));

    Heard heard = client.ask(model, streamed, HELLO);

    assertThat(heard.streamedThoughts()).isEqualTo("Let me see. Hm.");
    assertThat(heard.message().text()).isEqualTo("Yes.");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,false", "OPENAI,true", "RESPONSES,false", "RESPONSES,true",
    "ANTHROPIC,false", "ANTHROPIC,true", "OLLAMA,false", "OLLAMA,true"
  })
  void parallel_tools_and_their_results(Client client, boolean streamed) throws Exception {
    play(
        ModelScript.turn(
            "Hello",
            ModelReply.calls(ModelReply.call("note", NOTE), ModelReply.call("clock", "{}"))
                .saying("I look."),
            call -> ModelReply.text(call.toolResults().size() + " for " + call.lastUser())));
    List<ChatMessage> history =
        new ArrayList<>(List.of(SystemMessage.from("Be brief."), UserMessage.from("Hello")));

    Heard asked = client.ask(model, streamed, history);
    history.add(asked.message());
    for (ToolExecutionRequest call : asked.calls()) {
      history.add(ToolExecutionResultMessage.from(call, "done"));
    }
    Heard answer = client.ask(model, streamed, history);

    assertThat(asked.message().text()).isEqualTo("I look.");
    assertThat(asked.calls()).hasSize(2);
    assertThat(asked.calls().get(0).name()).isEqualTo("note");
    assertThat(Json.parse(asked.calls().get(0).arguments())).isEqualTo(Json.parse(NOTE));
    assertThat(answer.message().text()).isEqualTo("2 for Hello");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,false", "OPENAI,true", "RESPONSES,false", "RESPONSES,true",
    "ANTHROPIC,false", "ANTHROPIC,true", "OLLAMA,false", "OLLAMA,true"
  })
  void the_limit_of_tokens(Client client, boolean streamed) throws Exception {
    play(ModelReply.text("One two").ending(Ending.LENGTH));

    Heard heard = client.ask(model, streamed, HELLO);

    assertThat(heard.response().finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(heard.message().text()).isEqualTo("One two");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,false", "OPENAI,true", "RESPONSES,false", "RESPONSES,true",
    "ANTHROPIC,false", "ANTHROPIC,true", "OLLAMA,false", "OLLAMA,true"
  })
  void errors(Client client, boolean streamed) {
    play(ModelReply.failure(503, "Come back later."));

    assertThatThrownBy(() -> client.ask(model, streamed, HELLO))
        .hasStackTraceContaining("Come back later.");
  }

  private void play(ModelScript script) {
    model.close();
    model = MockModel.start(script);
  }
}
