// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static dev.steno.testing.Asked.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.testing.ModelReply.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client has to survive, on every wire. */
@Timeout(60)
class BrokenRepliesIT {
  private static final String CHAT = "/v1/chat/completions";
  private static final String RESPONSES = "/v1/responses";
  private static final String ANTHROPIC = "/v1/messages";
  private static final String OLLAMA = "/api/chat";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ModelReply.Answer ANSWER = ModelReply.text("one two three four five");

  private MockModel model = MockModel.start(ANSWER);

  @AfterEach
  void stop() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, RESPONSES, ANTHROPIC, OLLAMA})
  void a_stream_is_cut_after_so_many_chunks(String path) throws Exception {
    String whole = Asked.post(model, path, request(path, true)).response().body();
    play(ANSWER.cutAfter(3));

    ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    HttpResponse<InputStream> response =
        HTTP.send(posted(path, true), BodyHandlers.ofInputStream());
    assertThatThrownBy(() -> response.body().transferTo(arrived)).isInstanceOf(IOException.class);

    String end = path.equals(OLLAMA) ? "\n" : "\n\n";
    String text = arrived.toString(StandardCharsets.UTF_8);
    assertThat(whole).startsWith(text);
    assertThat(text.split(end)).hasSize(3);
    assertThat(text).endsWith(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, RESPONSES, ANTHROPIC, OLLAMA})
  void a_whole_answer_is_cut_in_half(String path) {
    play(ANSWER.cutAfter(3));

    assertThatThrownBy(() -> HTTP.send(posted(path, false), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    CHAT + ",true",
    RESPONSES + ",true",
    ANTHROPIC + ",true",
    OLLAMA + ",true",
    CHAT + ",false"
  })
  void a_stalled_answer_neither_goes_on_nor_ends(String path, boolean streamed) {
    play(ANSWER.stallingAfter(2));

    CompletableFuture<HttpResponse<String>> response =
        HTTP.sendAsync(posted(path, streamed), BodyHandlers.ofString());

    assertThatThrownBy(() -> response.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    model.close();
    assertThatThrownBy(response::get).hasCauseInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, RESPONSES, ANTHROPIC, OLLAMA})
  void an_error_in_a_stream_is_its_end(String path) throws Exception {
    play(ANSWER.failingAfter(3, ModelReply.failure(529, "Too many at once.")));

    String streamed = Asked.post(model, path, request(path, true)).response().body();
    Asked whole = Asked.post(model, path, request(path, false));

    assertThat(streamed)
        .contains("Too many at once.", "rror")
        .doesNotContain("[DONE]", "message_stop", "response.completed", "\"done\":true");
    assertThat(whole.status()).isEqualTo(529);
    assertThat(whole.object().toString()).contains("Too many at once.");
  }

  @ParameterizedTest
  @CsvSource({
    CHAT + ",LENGTH,choices.0.finish_reason,length",
    CHAT + ",FILTERED,choices.0.finish_reason,content_filter",
    CHAT + ",REFUSED,choices.0.message.refusal,one two three four five",
    RESPONSES + ",LENGTH,incomplete_details.reason,max_output_tokens",
    RESPONSES + ",FILTERED,incomplete_details.reason,content_filter",
    RESPONSES + ",REFUSED,output.0.content.0.refusal,one two three four five",
    ANTHROPIC + ",LENGTH,stop_reason,max_tokens",
    ANTHROPIC + ",FILTERED,stop_reason,refusal",
    ANTHROPIC + ",REFUSED,stop_reason,refusal",
    OLLAMA + ",LENGTH,done_reason,length"
  })
  void an_answer_says_why_it_ends(String path, Ending ending, String at, String value)
      throws Exception {
    play(ANSWER.ending(ending));

    Asked whole = Asked.post(model, path, request(path, false));
    String streamed = Asked.post(model, path, request(path, true)).response().body();

    assertThat(whole.at(at)).isEqualTo(JsonValue.of(value));
    assertThat(streamed).contains(ending == Ending.REFUSED ? "refusal" : "\"" + value + "\"");
  }

  @Test
  void a_response_that_is_incomplete_ends_with_an_event_of_that_name() throws Exception {
    play(ANSWER.ending(Ending.LENGTH));

    Asked asked = Asked.post(model, RESPONSES, request(RESPONSES, true));

    assertThat(asked.events().get(asked.events().size() - 1).text("type"))
        .isEqualTo("response.incomplete");
  }

  @Test
  void a_raw_body_comes_as_it_stands() throws Exception {
    play(ModelReply.raw(200, "application/json", ""));
    Asked empty = Asked.post(model, CHAT, request(CHAT, false));

    play(ModelReply.raw(502, "text/html", "<h1>Bad Gateway"));
    Asked page = Asked.post(model, ANTHROPIC, request(ANTHROPIC, true));

    assertThat(empty.status()).isEqualTo(200);
    assertThat(empty.response().body()).isEmpty();
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.header("Content-Type")).isEqualTo("text/html");
    assertThat(page.response().body()).isEqualTo("<h1>Bad Gateway");
  }

  @Test
  void an_error_may_say_at_which_time_to_come_back() throws Exception {
    Instant time = Instant.parse("2026-01-05T00:00:30Z");
    play(ModelReply.failure(429, "Slow down.").retryAt(time));

    Asked asked = Asked.post(model, ANTHROPIC, request(ANTHROPIC, false));

    assertThat(asked.header("Retry-After")).isEqualTo("Mon, 05 Jan 2026 00:00:30 GMT");
    assertThat(asked.at("error.type")).isEqualTo(JsonValue.of("rate_limit_error"));
  }

  @Test
  void no_headers_come_before_the_delay() {
    play(ANSWER.after(Duration.ofDays(1)));
    HttpRequest impatient =
        HttpRequest.newBuilder(posted(CHAT, true), (name, value) -> true)
            .timeout(Duration.ofMillis(200))
            .build();

    assertThatThrownBy(() -> HTTP.send(impatient, BodyHandlers.ofInputStream()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void a_client_that_gives_up_a_stream_is_counted() throws Exception {
    play(ModelReply.text("word ".repeat(100_000)).paced(Duration.ofMillis(1)));
    HttpResponse<InputStream> response =
        HTTP.send(posted(CHAT, true), BodyHandlers.ofInputStream());
    response.body().read();

    response.body().close();

    while (model.abandoned() == 0) {
      Thread.onSpinWait();
    }
    assertThat(model.abandoned()).isEqualTo(1);
  }

  @Test
  void arguments_that_are_no_json_fail_where_the_format_has_no_place_for_them() throws Exception {
    play(ModelReply.calls(ModelReply.call("add", "{\"a\":")));

    Asked whole = Asked.post(model, ANTHROPIC, request(ANTHROPIC, false));
    Asked line = Asked.post(model, OLLAMA, request(OLLAMA, true));
    Asked chat = Asked.post(model, CHAT, request(CHAT, false));

    assertThat(whole.status()).isEqualTo(500);
    assertThat(line.status()).isEqualTo(500);
    assertThat(at(Json.parse(chat.response().body()), "choices.0.message.tool_calls.0.function"))
        .isEqualTo(Asked.json("{'name':'add','arguments':'{\\'a\\':'}"));
  }

  private void play(ModelScript script) {
    model.close();
    model = MockModel.start(script);
  }

  private HttpRequest posted(String path, boolean streamed) {
    return HttpRequest.newBuilder(model.address().resolve(path))
        .POST(BodyPublishers.ofString(request(path, streamed).replace('\'', '"')))
        .build();
  }

  private static String request(String path, boolean streamed) {
    String asked =
        path.equals(RESPONSES)
            ? "'input':'Hello'"
            : "'messages':[{'role':'user','content':'Hello'}]";
    return "{'model':'m','max_tokens':9," + asked + ",'stream':" + streamed + "}";
  }
}
