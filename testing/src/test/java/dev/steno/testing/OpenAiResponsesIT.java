// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static dev.steno.testing.Asked.at;
import static dev.steno.testing.Asked.joined;
import static dev.steno.testing.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiResponsesIT {
  private static final String HELLO = "'Hello'";
  private static final String NOTE = "{\"text\":\"誕生日おめでとう 😀😀😀😀😀😀\"}";

  private final List<ModelCall> seen = new ArrayList<>();
  private MockModel model = MockModel.start(ModelScript.echo());

  @AfterEach
  void stop() {
    model.close();
  }

  @Test
  void answers_in_items() throws Exception {
    play(ModelReply.calls(ModelReply.call("note", NOTE)).saying("I write.").thinking("Hm."));

    Asked asked = ask(HELLO, "");

    assertThat(asked.at("status")).isEqualTo(JsonValue.of("completed"));
    assertThat(asked.at("output.0.summary.0.text")).isEqualTo(JsonValue.of("Hm."));
    assertThat(asked.at("output.1.content.0.text")).isEqualTo(JsonValue.of("I write."));
    assertThat(asked.at("output.2.arguments")).isEqualTo(JsonValue.of(NOTE));
    assertThat(asked.at("output.2.call_id").toString()).startsWith("\"call_");
    assertThat(asked.at("usage.output_tokens_details")).isEqualTo(json("{'reasoning_tokens':1}"));
  }

  @Test
  void streams_events_that_join_to_the_answer() throws Exception {
    play(ModelReply.calls(ModelReply.call("note", NOTE)).saying("One two\nthree.").thinking("H m"));

    JsonObject whole = ask(HELLO, "").object();
    List<JsonObject> events = ask(HELLO, ",'stream':true").events();

    assertThat(joined(events, "response.reasoning_summary_text.delta", "delta")).isEqualTo("H m");
    assertThat(joined(events, "response.output_text.delta", "delta")).isEqualTo("One two\nthree.");
    assertThat(joined(events, "response.function_call_arguments.delta", "delta")).isEqualTo(NOTE);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).get("sequence_number")).isEqualTo(JsonValue.of(i));
    }
    assertThat(events.get(0).text("type")).isEqualTo("response.created");
    assertThat(events.get(events.size() - 1).text("type")).isEqualTo("response.completed");
    assertThat(at(events.get(events.size() - 1), "response"))
        .isEqualTo(ignoringStream(whole, events));
  }

  @Test
  void items_that_are_done_are_those_of_the_whole_answer() throws Exception {
    play(ModelReply.calls(ModelReply.call("a", "{}"), ModelReply.call("b", "{}")).thinking("Hm."));

    List<JsonObject> events = ask(HELLO, ",'stream':true").events();

    List<JsonValue> done =
        events.stream()
            .filter(event -> "response.output_item.done".equals(event.text("type")))
            .map(event -> at(event, "item"))
            .toList();
    assertThat(new JsonValue.JsonArray(done))
        .isEqualTo(at(events.get(events.size() - 1), "response.output"));
  }

  @Test
  void a_script_sees_the_history_as_chat_ml() throws Exception {
    play(ModelReply.text("7."));
    String history =
        """
        [{'role':'user','content':[{'type':'input_text','text':'Look'},
          {'type':'input_image','image_url':'data:image/png;base64,AAAA'}]},
         {'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}]},
         {'type':'message','role':'assistant','content':[{'type':'output_text','text':'I look.'}]},
         {'type':'function_call','call_id':'c1','name':'a','arguments':'{}'},
         {'type':'function_call','call_id':'c2','name':'b','arguments':'{}'},
         {'type':'function_call_output','call_id':'c1','output':'7'},
         {'type':'function_call_output','call_id':'c2','output':'8'}]""";

    ask(history, ",'instructions':'Be brief.'");

    ModelCall call = seen.get(0);
    assertThat(call.messages().stream().map(Message::role))
        .containsExactly("system", "user", "assistant", "tool", "tool");
    Message looked = call.messages().get(2);
    assertThat(looked.reasoningContent()).isEqualTo("Hm.");
    assertThat(looked.text()).isEqualTo("I look.");
    assertThat(looked.toolCalls()).hasSize(2);
    assertThat(call.messages().get(1).content().get(1).toJson())
        .isEqualTo(
            json(
                "{'type':'image','source':{'type':'base64','data':'AAAA','media_type':'image/png'}}"));
    assertThat(call.step()).isEqualTo(1);
    assertThat(call.toolResults()).hasSize(2);
  }

  @Test
  void fails_and_refuses_as_the_real_one_does() throws Exception {
    Asked failed = ask("'/status 429'", "");
    Asked orphan = ask("[{'type':'function_call_output','call_id':'c9','output':'7'}]", "");
    Asked stored = ask(HELLO, ",'previous_response_id':'resp_1'");
    Asked empty = ask("[]", "");

    assertThat(failed.status()).isEqualTo(429);
    assertThat(failed.header("Retry-After")).isEqualTo("1");
    assertThat(failed.at("error.code")).isEqualTo(JsonValue.of("rate_limit_exceeded"));
    assertThat(orphan.at("error.message").toString()).contains("No tool call found");
    assertThat(stored.at("error.message").toString()).contains("'resp_1' not found");
    assertThat(empty.at("error.message").toString()).contains("'input'");
  }

  private static JsonValue ignoringStream(JsonObject whole, List<JsonObject> events) {
    // The id is taken from the request, and the two requests differ.
    JsonObject streamed = (JsonObject) at(events.get(events.size() - 1), "response");
    String text = whole.toString();
    String id = String.valueOf(whole.text("id")).substring("resp_".length());
    String other = String.valueOf(streamed.text("id")).substring("resp_".length());
    String call = id.substring(0, 20);
    return Json.parse(text.replace(id, other).replace(call, other.substring(0, 20)));
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

  private Asked ask(String input, String more) throws Exception {
    return Asked.post(model, "/v1/responses", "{'model':'m','input':" + input + more + "}");
  }
}
