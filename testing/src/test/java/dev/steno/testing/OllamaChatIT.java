// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static dev.steno.testing.Asked.at;
import static dev.steno.testing.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaChatIT {
  private static final String HELLO = "{'role':'user','content':'Hello'}";
  private static final String NO_STREAM = ",'stream':false";

  private final List<ModelCall> seen = new ArrayList<>();
  private MockModel model = MockModel.start(ModelScript.echo());

  @AfterEach
  void stop() {
    model.close();
  }

  @Test
  void answers_whole_when_told_not_to_stream() throws Exception {
    play(ModelReply.calls(ModelReply.call("add", "{\"a\":1.50}")).saying("So:").thinking("Hm."));

    Asked asked = ask(HELLO, NO_STREAM);

    assertThat(asked.at("message.content")).isEqualTo(JsonValue.of("So:"));
    assertThat(asked.at("message.thinking")).isEqualTo(JsonValue.of("Hm."));
    assertThat(asked.at("message.tool_calls.0.function.arguments")).isEqualTo(json("{'a':1.50}"));
    assertThat(asked.at("done_reason")).isEqualTo(JsonValue.of("stop"));
    assertThat(asked.at("created_at")).isEqualTo(JsonValue.of("2026-01-01T00:00:00Z"));
  }

  @Test
  void streams_lines_that_join_to_the_answer_unless_told_not_to() throws Exception {
    play(ModelReply.calls(ModelReply.call("add", "{}")).saying("One two\nthree.").thinking("H m"));

    JsonObject whole = ask(HELLO, NO_STREAM).object();
    List<JsonObject> lines = ask(HELLO, "").lines();

    JsonObject last = lines.get(lines.size() - 1);
    assertThat(joined(lines, "content")).isEqualTo("One two\nthree.");
    assertThat(joined(lines, "thinking")).isEqualTo("H m");
    assertThat(lines.get(lines.size() - 2).toString()).contains("\"tool_calls\"");
    assertThat(lines.stream().filter(line -> at(line, "done").equals(JsonValue.of(true))))
        .containsExactly(last);
    assertThat(last.get("eval_count")).isEqualTo(whole.get("eval_count"));
    assertThat(last.get("prompt_eval_count")).isEqualTo(whole.get("prompt_eval_count"));
  }

  @Test
  void a_script_sees_the_history_as_chat_ml() throws Exception {
    play(ModelReply.text("7."));
    String history =
        """
        {'role':'user','content':'Look','images':['AAAA']},
        {'role':'assistant','content':'','thinking':'Hm.',
         'tool_calls':[{'function':{'name':'a','arguments':{'x':1.50}}}]},
        {'role':'tool','tool_name':'a','content':'7'}""";

    ask(history, NO_STREAM);

    ModelCall call = seen.get(0);
    assertThat(call.messages().stream().map(Message::role))
        .containsExactly("user", "assistant", "tool");
    assertThat(call.messages().get(0).content()).hasSize(2);
    assertThat(call.messages().get(1).reasoningContent()).isEqualTo("Hm.");
    assertThat(call.messages().get(1).toolCalls().get(0).arguments()).isEqualTo("{\"x\":1.50}");
    assertThat(call.toolResults().get(0).name()).isEqualTo("a");
    assertThat(call.step()).isEqualTo(1);
  }

  @Test
  void fails_and_refuses_as_the_real_one_does() throws Exception {
    Asked failed = ask("{'role':'user','content':'/status 500'}", "");
    Asked nameless = Asked.post(model, "/api/chat", "{'messages':[" + HELLO + "]}");

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.at("error")).isEqualTo(JsonValue.of("The request asked for status 500."));
    assertThat(nameless.status()).isEqualTo(400);
    assertThat(nameless.at("error")).isEqualTo(JsonValue.of("model is required"));
  }

  private void play(ModelScript script) {
    model.close();
    model =
        MockModel.start(
            call -> {
              seen.add(call);
              return script.reply(call);
            });
  }

  private Asked ask(String messages, String more) throws Exception {
    return Asked.post(
        model, "/api/chat", "{'model':'m','messages':[" + messages + "]" + more + "}");
  }

  private static String joined(List<JsonObject> lines, String name) {
    return lines.stream()
        .map(line -> ((JsonObject) at(line, "message")).get(name))
        .filter(JsonString.class::isInstance)
        .map(text -> ((JsonString) text).value())
        .collect(Collectors.joining());
  }
}
