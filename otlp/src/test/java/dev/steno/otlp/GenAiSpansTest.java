// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static dev.steno.otlp.Bodies.inString;
import static dev.steno.otlp.Bodies.part;
import static dev.steno.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import io.opentelemetry.proto.trace.v1.Span.Event;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiSpansTest {

  @ParameterizedTest
  @CsvSource({
    "chat,GENERATION",
    "generate_content,GENERATION",
    "text_completion,GENERATION",
    "embeddings,EMBEDDING",
    "retrieval,RETRIEVAL",
    "rerank,RERANK",
    "execute_tool,TOOL",
    "invoke_agent,AGENT",
    "create_agent,AGENT",
    "invoke_workflow,WORKFLOW",
    "novel_operation,SPAN"
  })
  void the_operation_says_what_a_span_is(String operation, SpanType type) {
    assertThat(spanOf(inString("gen_ai.operation.name", operation)).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.request.model,m,GENERATION",
    "gen_ai.tool.name,find,TOOL",
    "mcp.method.name,tools/call,TOOL",
    "mcp.method.name,tools/list,SPAN",
    "gen_ai.agent.name,a,SPAN",
    "http.method,GET,SPAN"
  })
  void without_an_operation_other_attributes_say_it(String key, String value, SpanType type) {
    assertThat(spanOf(inString(key, value)).type()).isEqualTo(type);
  }

  private static final String CALL =
      """
      {"gen_ai.operation.name":"chat","gen_ai.provider.name":"openai",
       "gen_ai.request.model":"m-1","gen_ai.response.model":"m-1-0613",
       "gen_ai.response.id":"r-1","gen_ai.request.temperature":0.5,
       "gen_ai.request.max_tokens":200,"gen_ai.request.stop_sequences":["END"],
       "gen_ai.request.stream":true,"gen_ai.response.time_to_first_chunk":0.25,
       "gen_ai.output.type":"json","gen_ai.response.finish_reasons":["stop"],
       "gen_ai.agent.name":"helper","gen_ai.usage.input_tokens":100,
       "gen_ai.usage.output_tokens":30,"gen_ai.usage.cache_read.input_tokens":60,
       "gen_ai.usage.cache_creation.input_tokens":10,
       "gen_ai.usage.reasoning.output_tokens":12,"gen_ai.usage.cost":"0.00042"}
      """;

  @Test
  void a_model_call_is_read_whole_and_its_attributes_stay() {
    Span span = spanOf(CALL);

    JsonObject all = (JsonObject) Json.parse(CALL);
    assertThat(span.attributes()).isEqualTo(all);
    assertThat(span.agent()).isEqualTo("helper");
    assertThat(span.generation())
        .isEqualTo(
            Generation.builder()
                .provider("openai")
                .requestModel("m-1")
                .responseModel("m-1-0613")
                .responseId("r-1")
                .parameters(
                    (JsonObject)
                        Json.parse(
                            "{\"temperature\":0.5,\"max_tokens\":200,"
                                + "\"stop_sequences\":[\"END\"],\"output.type\":\"json\"}"))
                .finishReasons(List.of("stop"))
                .streaming(true)
                .timeToFirstToken(Duration.ofMillis(250))
                .usage(new Usage(30L, 60L, 10L, 18L, 12L, usageOf(all)))
                .cost(new BigDecimal("0.00042"))
                .build());
  }

  private static JsonObject usageOf(JsonObject all) {
    java.util.Map<String, JsonValue> usage = new java.util.LinkedHashMap<>(all.members());
    usage.keySet().removeIf(key -> !key.startsWith("gen_ai.usage."));
    return new JsonObject(usage);
  }

  @Test
  void values_that_arrive_as_strings_are_what_they_write() {
    Generation generation =
        spanOf(
                """
                {"gen_ai.operation.name":"chat","gen_ai.system":"anthropic",
                 "gen_ai.request.temperature":"0.70","gen_ai.request.top_k":"40",
                 "gen_ai.request.stream":"false","gen_ai.request.reasoning.level":"high",
                 "gen_ai.request.stop_sequences":"[\\"a\\",\\"b\\"]",
                 "gen_ai.response.finish_reasons":"[\\"end_turn\\"]",
                 "gen_ai.usage.input_tokens":"12","gen_ai.usage.output_tokens":7.0,
                 "gen_ai.usage.cache_write.input_tokens":"2"}
                """)
            .generation();

    assertThat(generation.provider()).isEqualTo("anthropic");
    assertThat(Json.write(generation.parameters()))
        .isEqualTo(
            "{\"temperature\":0.70,\"top_k\":40,\"reasoning.level\":\"high\","
                + "\"stop_sequences\":[\"a\",\"b\"]}");
    assertThat(generation.streaming()).isFalse();
    assertThat(generation.finishReasons()).containsExactly("end_turn");
    assertThat(generation.usage().inputUncached()).isEqualTo(10);
    assertThat(generation.usage().cacheWrite()).isEqualTo(2);
    assertThat(generation.usage().outputTokens()).isEqualTo(7);
  }

  @Test
  void an_input_smaller_than_its_cached_part_left_that_part_out() {
    Usage usage =
        spanOf(
                "{\"gen_ai.operation.name\":\"chat\",\"gen_ai.usage.input_tokens\":5,"
                    + "\"gen_ai.usage.cache_read.input_tokens\":100}")
            .generation()
            .usage();

    assertThat(usage.inputUncached()).isEqualTo(5);
    assertThat(usage.inputTokens()).isEqualTo(105);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"-3\"", "1.5", "\"1e999999999\"", "[1]", "\"many\"", "1e300", "true"})
  void what_is_no_number_of_tokens_is_unknown(String tokens) {
    Usage usage =
        spanOf("{\"gen_ai.operation.name\":\"chat\",\"gen_ai.usage.input_tokens\":" + tokens + "}")
            .generation()
            .usage();

    assertThat(usage.inputTokens()).isNull();
    assertThat(usage.source().isEmpty()).isFalse();
  }

  @Test
  void a_tools_arguments_and_result_are_its_input_and_output() {
    Span span =
        spanOf(
            """
            {"gen_ai.operation.name":"execute_tool","gen_ai.tool.name":"find",
             "gen_ai.tool.call.id":"c1","gen_ai.tool.type":"function",
             "gen_ai.tool.description":"finds","error.type":"timeout",
             "gen_ai.tool.call.arguments":"{\\"q\\": 1.0}","gen_ai.tool.call.result":"plain"}
            """);

    assertThat(span.tool()).isEqualTo(new ToolUse("find", "c1", "function", "finds"));
    assertThat(span.input()).isEqualTo(Json.parse("{\"q\":1.0}"));
    assertThat(span.output()).isEqualTo(JsonValue.of("plain"));
    assertThat(span.errorType()).isEqualTo("timeout");
    assertThat(span.attributes().members())
        .doesNotContainKeys("gen_ai.tool.call.arguments", "gen_ai.tool.call.result");
    assertThat(span.generation()).isNull();
  }

  @Test
  void a_retrieval_has_its_query_and_documents() {
    Span span =
        spanOf(
            "{\"gen_ai.operation.name\":\"retrieval\",\"gen_ai.retrieval.query.text\":\"parcel\","
                + "\"gen_ai.retrieval.documents\":[{\"id\":\"d1\",\"score\":0.5}]}");

    assertThat(span.input()).isEqualTo(JsonValue.of("parcel"));
    assertThat(span.output()).isEqualTo(Json.parse("[{\"id\":\"d1\",\"score\":0.5}]"));
  }

  @Test
  void an_agents_messages_are_its_input_and_output_and_no_exchange() {
    SpanPart part =
        part(
            "{\"gen_ai.operation.name\":\"invoke_agent\",\"gen_ai.usage.input_tokens\":9,"
                + "\"gen_ai.input.messages\":[{\"role\":\"user\",\"parts\":[\"Hi\"]}],"
                + "\"gen_ai.output.messages\":[{\"parts\":[\"Hello\"]}]}");

    assertThat(part.exchange()).isNull();
    assertThat(part.span().generation()).isNull();
    assertThat(part.span().input())
        .isEqualTo(
            Json.parse("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]"));
    assertThat(part.span().output())
        .isEqualTo(
            Json.parse(
                "[{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]"));
    assertThat(Json.write(part.span().attributes()))
        .isEqualTo("{\"gen_ai.operation.name\":\"invoke_agent\",\"gen_ai.usage.input_tokens\":9}");
  }

  @Test
  void an_event_of_the_span_may_carry_the_content() {
    String messages = "\"gen_ai.input.messages\":[{\"role\":\"user\",\"parts\":[\"Hi\"]}]";
    byte[] body =
        Bodies.traces(
            Bodies.span("{\"gen_ai.operation.name\":\"chat\"}")
                .addEvents(
                    Event.newBuilder()
                        .setName("gen_ai.client.inference.operation.details")
                        .setTimeUnixNano(Bodies.START)
                        .addAllAttributes(Bodies.attributes("{" + messages + ",\"other\":1}"))));

    SpanPart part = Bodies.only(body);

    assertThat(part.exchange().messages()).containsExactly(Message.text("user", "Hi"));
    assertThat(part.span().events())
        .map(SpanEvent::attributes)
        .containsExactly((JsonObject) Json.parse("{\"other\":1}"));
  }

  @Test
  void an_evaluation_among_a_spans_events_is_feedback_and_stays_an_event() {
    byte[] body =
        Bodies.traces(
            Bodies.span("{}")
                .addEvents(
                    Event.newBuilder()
                        .setName("gen_ai.evaluation.result")
                        .setTimeUnixNano(Bodies.START)
                        .addAllAttributes(
                            Bodies.attributes("{\"gen_ai.evaluation.score.label\":\"good\"}"))));

    Decoded decoded = new OtlpDecoder().traces(body, Encoding.PROTOBUF, Bodies.CONTEXT);

    assertThat(decoded.feedback()).map(f -> f.verdict().label()).containsExactly("good");
    assertThat(decoded.parts().get(0).span().events()).hasSize(1);
  }
}
