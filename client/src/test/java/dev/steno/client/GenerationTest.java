// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.Generation;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {
  private static final Message SYSTEM = Message.text("system", "Be brief.");
  private static final Message USER = Message.text("user", "What's the weather in Paris?");
  private static final Message CALL =
      new Message(
          "assistant",
          List.of(),
          "I need to look.",
          List.of(ToolCall.function("call_1", "weather", "{\"city\":\"Paris\"}")),
          null,
          null);
  private static final Message RESULT = Message.tool("call_1", "{\"sky\":\"clear\"}");
  private static final Message ANSWER = Message.text("assistant", "Sunny.");

  private static final AttributeKey<Double> FIRST =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");

  private final Client client = new Client();
  private final Trace trace = client.steno.trace();

  @Test
  void a_call_comes_back_as_it_was_written() {
    say();

    Generation call = client.span().generation();
    assertThat(client.span().type()).isEqualTo(SpanType.GENERATION);
    assertThat(client.span().name()).isEqualTo("chat gpt-4o");
    assertThat(call.requestModel()).isEqualTo("gpt-4o");
    assertThat(call.provider()).isEqualTo("openai");
    assertThat(call.responseModel()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(call.responseId()).isEqualTo("resp_1");
    assertThat(call.parameters())
        .isEqualTo(
            Json.parse(
                "{\"temperature\":0.7,\"max_tokens\":100,\"stop_sequences\":[\"a\",\"b\"],"
                    + "\"output.type\":\"text\"}"));
    assertThat(call.cost()).isEqualByComparingTo("0.0125");
    assertThat(call.finishReasons()).containsExactly("stop");
    assertThat(call.usage())
        .usingRecursiveComparison()
        .ignoringFields("source")
        .isEqualTo(new Usage(10L, 5L, 2L, 7L, 3L, JsonObject.EMPTY));
    assertThat(client.exchange().system()).containsExactly(SYSTEM);
    assertThat(client.exchange().messages()).containsExactly(USER, CALL, RESULT);
    assertThat(client.exchange().choices()).containsExactly(List.of(ANSWER));
    assertThat(client.exchange().tools())
        .containsExactly(Json.parse("{\"type\":\"function\",\"name\":\"weather\"}"));
    assertThat(client.span().flags()).isEmpty();
  }

  private void say() {
    trace
        .generation(List.of(SYSTEM, USER, CALL, RESULT))
        .model("gpt-4o")
        .provider("openai")
        .responseModel("gpt-4o-2024-08-06")
        .responseId("resp_1")
        .parameter("temperature", 0.7)
        .parameter("max_tokens", 100)
        .parameter("stop_sequences", List.of("a", "b"))
        .parameter("output.type", "text")
        .tools(List.of(Map.of("type", "function", "name", "weather")))
        .usage(new Usage(10L, 5L, 2L, 7L, 3L, JsonObject.EMPTY))
        .cost(new BigDecimal("0.0125"))
        .finishReasons(List.of("stop"))
        .end(ANSWER);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void any_message_comes_back_as_it_was_written(Message message) {
    trace.generation(List.of(USER, message)).end(List.of(message));

    assertThat(client.exchange().messages()).containsExactly(USER, message);
    assertThat(client.exchange().choices()).containsExactly(List.of(message));
  }

  static List<Message> messages() {
    return List.of(
        CALL,
        RESULT,
        new Message("user", List.of(), null, List.of(), null, "Ada"),
        new Message("tool", List.of(), null, List.of(), null, null),
        content("tool", new ContentBlock.Json(Json.parse("{\"a\":1}"))),
        content("tool", new ContentBlock.Json(Json.parse("[1]"))),
        content("tool", new ContentBlock.Text("a"), new ContentBlock.Text("b")),
        content("user", new ContentBlock.Json(JsonValue.of(1))),
        content("user", new Media(Media.Kind.IMAGE, new Media.Url("https://x/y.png", null))),
        content("user", new Media(Media.Kind.FILE, new Media.Base64("aGk=", "text/plain"))),
        content("user", new Media(Media.Kind.AUDIO, new Media.FileId("file_1", null))),
        content("user", other("{\"type\":\"text\",\"text\":\"x\",\"cache_control\":{}}")),
        content("user", other("{\"type\":\"text\",\"content\":\"x\",\"more\":1}")),
        content("user", other("{\"type\":\"tool_call\",\"name\":\"x\"}")),
        call("[]", "function"),
        call("", "function"),
        call("{ \"spaced\": 1 }", "function"),
        call("{\"a\":1", "function"),
        call("x", "custom"),
        Message.text("developer", "Be kind."),
        Message.text("user", "\ud800 alone, \u0000 and \"quotes\""));
  }

  private static Message content(String role, ContentBlock... blocks) {
    return new Message(role, List.of(blocks), null, List.of(), null, null);
  }

  private static ContentBlock other(String json) {
    return new ContentBlock.Other((JsonObject) Json.parse(json));
  }

  private static Message call(String arguments, String type) {
    List<ToolCall> calls = List.of(new ToolCall("c", type, "f", arguments));
    return new Message("assistant", List.of(), null, calls, null, null);
  }

  @Test
  void several_choices_are_several_answers() {
    Message other = Message.text("assistant", "Bright.");

    trace.generation(List.of(USER)).end(List.of(ANSWER, other));

    assertThat(client.exchange().choices()).containsExactly(List.of(ANSWER), List.of(other));
  }

  @Test
  void several_system_messages_stay_several() {
    Message second = Message.text("system", "Be kind.");

    trace.generation(List.of(SYSTEM, second, USER)).end(ANSWER);

    assertThat(client.exchange().system()).containsExactly(SYSTEM, second);
    assertThat(client.exchange().messages()).containsExactly(USER);
  }

  @Test
  void text_is_the_answer_of_a_call_that_was_given_messages() {
    trace.generation(List.of(USER)).end("Sunny.");

    assertThat(client.exchange().choices()).containsExactly(List.of(ANSWER));
    assertThat(client.span().output()).isNull();
  }

  @Test
  void a_streamed_answer_is_put_together_and_timed() {
    GenerationSpan generation = trace.generation(List.of(USER));

    generation.chunk("Sun").chunk("ny.").chunk(null);
    generation.end();

    assertThat(client.exchange().choices()).containsExactly(List.of(ANSWER));
    assertThat(client.span().generation().timeToFirstToken()).isPositive();
    assertThat(client.span().generation().streaming()).isTrue();
    assertThat(client.span().attributes().get("steno.chunks")).isEqualTo(JsonValue.of(3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pieces_of_an_answer_that_broke_off_are_kept(boolean failed) {
    GenerationSpan generation = trace.generation(List.of(USER));

    generation.chunk("Sun");
    if (failed) {
      generation.fail(new IllegalStateException("connection lost"));
    } else {
      generation.close();
    }

    assertThat(client.exchange().choices())
        .containsExactly(List.of(Message.text("assistant", "Sun")));
    assertThat(client.span().attributes().get("steno.chunks")).isEqualTo(JsonValue.of(1));
    assertThat(client.span().status()).isEqualTo(failed ? SpanStatus.ERROR : SpanStatus.UNSET);
  }

  @Test
  void the_first_token_is_the_first() {
    GenerationSpan generation = trace.generation("x").firstToken();
    Double first = ((ReadableSpan) generation.live.span).getAttribute(FIRST);

    generation.firstToken().chunk("late").end();

    assertThat(client.delivery.spans.get(0).getAttributes().get(FIRST)).isEqualTo(first);
  }

  @Test
  void parts_of_the_usage_that_nobody_knows_stay_unknown() {
    trace.generation("x").usage(new Usage(null, 5L, null, null, null, JsonObject.EMPTY)).end();

    assertThat(client.span().generation().usage().inputUncached()).isNull();
    assertThat(client.span().generation().usage().cacheRead()).isEqualTo(5);
    assertThat(client.span().generation().usage().outputText()).isNull();
  }

  @Test
  void totals_are_enough() {
    trace.generation("x").usage(12, 34).end();

    assertThat(client.span().generation().usage().inputTokens()).isEqualTo(12);
    assertThat(client.span().generation().usage().outputTokens()).isEqualTo(34);
  }
}
