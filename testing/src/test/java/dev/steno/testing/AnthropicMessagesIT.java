// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static dev.steno.testing.Asked.at;
import static dev.steno.testing.Asked.joined;
import static dev.steno.testing.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicMessagesIT {
  private static final String HELLO = "{'role':'user','content':'Hello'}";
  private static final String NOTE = "{\"text\":\"誕生日おめでとう 😀😀😀😀😀😀\"}";

  private final List<ModelCall> seen = new ArrayList<>();
  private MockModel model = MockModel.start(ModelScript.echo());

  @AfterEach
  void stop() {
    model.close();
  }

  @Test
  void answers_in_blocks() throws Exception {
    play(
        ModelReply.calls(ModelReply.call("note", NOTE)).saying("I write it down.").thinking("Hm."));

    Asked asked = ask(HELLO, "");

    assertThat(asked.at("type")).isEqualTo(JsonValue.of("message"));
    assertThat(asked.at("content.0.thinking")).isEqualTo(JsonValue.of("Hm."));
    assertThat(asked.at("content.0.signature").toString()).hasSizeGreaterThan(20);
    assertThat(asked.at("content.1")).isEqualTo(json("{'type':'text','text':'I write it down.'}"));
    assertThat(asked.at("content.2.input")).isEqualTo(json(NOTE));
    assertThat(asked.at("content.2.id").toString()).startsWith("\"toolu_");
    assertThat(asked.at("stop_reason")).isEqualTo(JsonValue.of("tool_use"));
  }

  @Test
  void streams_events_that_join_to_the_answer() throws Exception {
    play(ModelReply.calls(ModelReply.call("note", NOTE)).saying("One two\nthree.").thinking("Hm."));

    JsonObject whole = ask(HELLO, "").object();
    List<JsonObject> events = ask(HELLO, ",'stream':true").events();

    assertThat(Asked.types(events))
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(deltas(events, "thinking_delta", "thinking")).isEqualTo("Hm.");
    assertThat(deltas(events, "signature_delta", "signature")).isNotEmpty();
    assertThat(deltas(events, "text_delta", "text")).isEqualTo("One two\nthree.");
    assertThat(deltas(events, "input_json_delta", "partial_json")).isEqualTo(NOTE);
    assertThat(at(events.get(events.size() - 2), "delta.stop_reason"))
        .isEqualTo(at(whole, "stop_reason"));
    assertThat(at(events.get(events.size() - 2), "usage.output_tokens"))
        .isEqualTo(at(whole, "usage.output_tokens"));
  }

  @Test
  void each_block_of_a_stream_is_opened_and_closed_once() throws Exception {
    play(ModelReply.calls(ModelReply.call("a", "{}"), ModelReply.call("b", "{}")).thinking("Hm."));

    List<JsonObject> events = ask(HELLO, ",'stream':true").events();

    List<JsonValue> opened = indexes(events, "content_block_start");
    assertThat(new JsonArray(opened)).isEqualTo(json("[0,1,2]"));
    assertThat(indexes(events, "content_block_stop")).isEqualTo(opened);
  }

  @Test
  void a_script_sees_the_history_as_chat_ml() throws Exception {
    play(ModelReply.text("Both are 7."));
    String history =
        """
        {'role':'user','content':[{'type':'text','text':'Look','cache_control':{'type':'ephemeral'}},
         {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]},
        {'role':'assistant','content':[{'type':'thinking','thinking':'Hm.','signature':'s'},
         {'type':'text','text':'I look.'},{'type':'tool_use','id':'t1','name':'a','input':{'x':1.50}},
         {'type':'tool_use','id':'t2','name':'b','input':{}}]},
        {'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'7'},
         {'type':'tool_result','tool_use_id':'t2','content':[{'type':'text','text':'7'}]},
         {'type':'text','text':'And?'}]}""";

    ask(history, ",'system':[{'type':'text','text':'Be brief.'}]");

    List<String> roles = seen.get(0).messages().stream().map(Message::role).toList();
    assertThat(roles).containsExactly("system", "user", "assistant", "tool", "tool", "user");
    Message looked = seen.get(0).messages().get(2);
    assertThat(looked.reasoningContent()).isEqualTo("Hm.");
    assertThat(looked.toolCalls().get(0).arguments()).isEqualTo("{\"x\":1.50}");
    assertThat(seen.get(0).messages().get(1).text()).isEqualTo("Look");
    assertThat(seen.get(0).messages().get(1).content().get(1).toJson().text("type"))
        .isEqualTo("image");
    assertThat(seen.get(0).lastUser()).isEqualTo("And?");
    assertThat(seen.get(0).step()).isZero();
  }

  @Test
  void counts_the_cache_beside_the_input() throws Exception {
    String history =
        "{'role':'user','content':'" + "x".repeat(512) + "'},{'role':'assistant','content':'y'}";

    JsonValue usage = ask(history + "," + HELLO, "").at("usage");

    assertThat(at(usage, "cache_read_input_tokens")).isEqualTo(JsonValue.of(128));
    assertThat(at(usage, "input_tokens")).isEqualTo(JsonValue.of(132 + 5 + 6 - 128));
  }

  @Test
  void fails_and_refuses_as_the_real_one_does() throws Exception {
    Asked failed = ask("{'role':'user','content':'/status 529'}", "");
    Asked noLimit = Asked.post(model, "/v1/messages", "{'model':'m','messages':[" + HELLO + "]}");
    Asked orphan = ask("{'role':'user','content':[{'type':'tool_result','tool_use_id':'t9'}]}", "");

    assertThat(failed.status()).isEqualTo(529);
    assertThat(failed.at("error.type")).isEqualTo(JsonValue.of("overloaded_error"));
    assertThat(noLimit.status()).isEqualTo(400);
    assertThat(noLimit.at("error.message").toString()).contains("max_tokens");
    assertThat(orphan.at("error.message").toString()).contains("tool_result");
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
        model,
        "/v1/messages",
        "{'model':'m','max_tokens':100,'messages':[" + messages + "]" + more + "}");
  }

  private static String deltas(List<JsonObject> events, String type, String name) {
    List<JsonObject> deltas =
        events.stream()
            .filter(event -> "content_block_delta".equals(event.text("type")))
            .map(event -> (JsonObject) at(event, "delta"))
            .toList();
    return joined(deltas, type, name);
  }

  private static List<JsonValue> indexes(List<JsonObject> events, String type) {
    return events.stream()
        .filter(event -> type.equals(event.text("type")))
        .map(event -> at(event, "index"))
        .toList();
  }
}
