// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MockModelIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TWO_CALLS =
      """
      {"role":"assistant","content":null,"tool_calls":[
       {"id":"c1","type":"function","function":{"name":"a","arguments":"{}"}},
       {"id":"c2","type":"function","function":{"name":"b","arguments":"{}"}}]}""";

  private MockModel model = MockModel.start(ModelScript.echo());

  @AfterEach
  void stop() {
    model.close();
  }

  @Test
  void says_back_what_it_was_told() throws Exception {
    HttpResponse<String> response = ask(chat("any-model", user("Hello")));

    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject answer = object(response.body());
    assertThat(answer.text("object")).isEqualTo("chat.completion");
    assertThat(answer.text("model")).isEqualTo("any-model");
    assertThat(message(answer).text("content")).isEqualTo("You said: Hello");
    assertThat(choice(answer).text("finish_reason")).isEqualTo("stop");
  }

  @Test
  void answers_the_same_call_alike() throws Exception {
    JsonObject first = object(ask(chat("m", user("Hello"))).body());

    JsonObject second = object(ask(chat("m", user("Hello"))).body());
    JsonObject other = object(ask(chat("m", user("Hallo"))).body());

    assertThat(second.text("id")).isEqualTo(first.text("id")).isNotEqualTo(other.text("id"));
    assertThat(second.get("usage")).isEqualTo(first.get("usage"));
  }

  @Test
  void plays_a_turn_step_by_step() throws Exception {
    play(
        ModelScript.turn(
            "where is order",
            ModelReply.calls(
                ModelReply.call("status", "{\"order\":\"7\"}"), ModelReply.call("map", "{}")),
            call -> ModelReply.text("Found by " + call.toolResults().size() + " tools")));
    JsonObject asked = message(object(ask(chat("m", user("So WHERE IS ORDER 7?"))).body()));
    List<JsonValue> calls = ((JsonArray) asked.get("tool_calls")).elements();
    String results =
        calls.stream()
            .map(call -> ((JsonObject) call).text("id"))
            .map(id -> "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"ok\"}")
            .reduce((one, two) -> one + "," + two)
            .orElseThrow();

    JsonObject answer =
        object(
            ask(chat("m", user("where is order 7?") + "," + Json.write(asked) + "," + results))
                .body());

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).isNotEqualTo(calls.get(1));
    assertThat(message(answer).text("content")).isEqualTo("Found by 2 tools");
  }

  @Test
  void streams_chunks_that_join_to_the_answer() throws Exception {
    play(ModelReply.text("One two  three\nfour 😀.").thinking("Well, well."));

    List<JsonObject> chunks = stream(",\"stream\":true");

    assertThat(joined(chunks, "content")).isEqualTo("One two  three\nfour 😀.");
    assertThat(joined(chunks, "reasoning_content")).isEqualTo("Well, well.");
    assertThat(chunks).allMatch(chunk -> "chat.completion.chunk".equals(chunk.text("object")));
    assertThat(chunks).noneMatch(chunk -> chunk.members().containsKey("usage"));
  }

  @Test
  void streams_usage_in_a_last_chunk_without_choices_when_asked() throws Exception {
    List<JsonObject> chunks =
        stream(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    JsonObject last = chunks.get(chunks.size() - 1);
    assertThat(last.get("choices")).isEqualTo(new JsonArray(List.of()));
    assertThat(((JsonObject) last.get("usage")).members()).containsKey("total_tokens");
  }

  @Test
  void streams_the_arguments_of_a_tool_call_in_pieces() throws Exception {
    play(ModelReply.calls(ModelReply.call("note", "{\"text\":\"誕生日おめでとう 😀😀😀😀😀😀\"}")));

    List<JsonObject> chunks = stream(",\"stream\":true");

    StringBuilder arguments = new StringBuilder();
    for (JsonObject chunk : chunks) {
      if (delta(chunk).get("tool_calls") instanceof JsonArray calls) {
        JsonObject function = (JsonObject) ((JsonObject) calls.elements().get(0)).get("function");
        arguments.append(function.text("arguments"));
      }
    }
    assertThat(arguments).hasToString("{\"text\":\"誕生日おめでとう 😀😀😀😀😀😀\"}");
  }

  @Test
  void counts_reasoning_within_the_output_and_the_cache_within_the_input() throws Exception {
    play(ModelReply.text("12345678").thinking("1234"));
    String history = user("x".repeat(4 * 128)) + ",{\"role\":\"assistant\",\"content\":\"y\"}";

    JsonObject fresh = usage(chat("m", user("x".repeat(4 * 128))));
    JsonObject grown = usage(chat("m", history + "," + user("z")));

    assertThat(fresh)
        .isEqualTo(
            Json.parse(
                """
                {"prompt_tokens":132,"completion_tokens":3,"total_tokens":135,
                 "prompt_tokens_details":{"cached_tokens":0},
                 "completion_tokens_details":{"reasoning_tokens":1}}"""));
    assertThat(grown.get("prompt_tokens_details")).hasToString("{\"cached_tokens\":128}");
  }

  @Test
  void an_error_passes_after_so_many_attempts() throws Exception {
    play(
        ModelScript.times(
            1,
            ModelReply.failure(429, "Slow down.").retryAfter(Duration.ofSeconds(2)),
            ModelReply.text("Now.")));

    HttpResponse<String> first = ask(chat("m", user("Hello")));
    HttpResponse<String> second = ask(chat("m", user("Hello")));

    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(error(first)).isEqualTo("Slow down.");
    assertThat(second.statusCode()).isEqualTo(200);
  }

  @Test
  void echo_obeys_its_directives() throws Exception {
    JsonObject called = message(object(ask(chat("m", user("/call add {\\\"a\\\":1}"))).body()));
    HttpResponse<String> failed = ask(chat("m", user("/status 503 please")));
    JsonObject thought = message(object(ask(chat("m", user("/think twice"))).body()));

    assertThat(called.get("tool_calls").toString()).contains("\"add\"", "{\\\"a\\\":1}");
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(thought.text("reasoning_content")).isNotBlank();
    assertThat(thought.text("content")).isEqualTo("You said: twice");
  }

  @Test
  void refuses_what_the_real_one_refuses() throws Exception {
    assertThat(error(ask("{"))).startsWith("We could not parse the JSON body");
    assertThat(error(ask("[]"))).contains("no JSON object");
    assertThat(error(ask("{\"messages\":[]}"))).contains("model parameter");
    assertThat(error(ask("{\"model\":\"m\",\"messages\":[]}"))).contains("'messages'");
    assertThat(error(ask(chat("m", "{\"role\":\"tool\",\"tool_call_id\":\"c9\"}"))))
        .contains("must be a response to a preceding message");
    String oneOfTwo = TWO_CALLS + ",{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"1\"}";
    assertThat(error(ask(chat("m", oneOfTwo + "," + user("and?"))))).contains("found for: c2");
  }

  @Test
  void a_script_that_throws_is_a_server_error() throws Exception {
    play(
        call -> {
          throw new IllegalStateException("no line left");
        });

    HttpResponse<String> response = ask(chat("m", user("Hello")));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(error(response)).contains("no line left");
  }

  @Test
  void lists_its_models_and_knows_no_other_path() throws Exception {
    HttpResponse<String> models = get("/models");
    HttpResponse<String> other = get("/completions");

    assertThat(models.body()).contains("mock-mini", "mock-think");
    assertThat(other.statusCode()).isEqualTo(404);
  }

  @Test
  void counts_its_calls_and_closes_twice() throws Exception {
    ask(chat("m", user("Hello")));

    model.close();
    model.close();

    assertThat(model.calls()).isEqualTo(1);
  }

  private void play(ModelScript script) {
    model.close();
    model = MockModel.start(script);
  }

  private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
    URI uri = URI.create(model.baseUrl() + "/chat/completions");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(model.baseUrl() + path)).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private List<JsonObject> stream(String options) throws IOException, InterruptedException {
    String body = "{\"model\":\"m\",\"messages\":[" + user("Hello") + "]" + options + "}";
    HttpResponse<String> response = ask(body);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(response.body()).endsWith("data: [DONE]\n\n");
    List<JsonObject> chunks = new ArrayList<>();
    for (String event : response.body().split("\n\n")) {
      if (!event.equals("data: [DONE]")) {
        chunks.add(object(event.substring("data: ".length())));
      }
    }
    return chunks;
  }

  private JsonObject usage(String body) throws IOException, InterruptedException {
    return (JsonObject) object(ask(body).body()).get("usage");
  }

  private static String joined(List<JsonObject> chunks, String name) {
    StringBuilder text = new StringBuilder();
    for (JsonObject chunk : chunks) {
      String piece = delta(chunk).text(name);
      text.append(piece == null ? "" : piece);
    }
    return text.toString();
  }

  private static JsonObject delta(JsonObject chunk) {
    JsonArray choices = (JsonArray) chunk.get("choices");
    return choices.elements().isEmpty()
        ? JsonObject.EMPTY
        : (JsonObject) ((JsonObject) choices.elements().get(0)).get("delta");
  }

  private static String error(HttpResponse<String> response) {
    return ((JsonObject) object(response.body()).get("error")).text("message");
  }

  private static JsonObject choice(JsonObject answer) {
    return (JsonObject) ((JsonArray) answer.get("choices")).elements().get(0);
  }

  private static JsonObject message(JsonObject answer) {
    return (JsonObject) choice(answer).get("message");
  }

  private static JsonObject object(String json) {
    return (JsonObject) Json.parse(json);
  }

  private static String chat(String model, String messages) {
    return "{\"model\":\"" + model + "\",\"messages\":[" + messages + "]}";
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
  }
}
