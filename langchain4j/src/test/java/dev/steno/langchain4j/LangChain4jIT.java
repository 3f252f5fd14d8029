// SPDX-License-Identifier: Apache-2.0
package dev.steno.langchain4j;

import static dev.steno.testing.ModelReply.call;
import static dev.steno.testing.ModelReply.calls;
import static dev.steno.testing.ModelReply.failure;
import static dev.steno.testing.ModelReply.text;
import static dev.steno.testing.ModelScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.service.AiServices;
import dev.steno.client.Steno;
import dev.steno.junit.RecordSteno;
import dev.steno.junit.RecordedSpan;
import dev.steno.junit.RecordedSpans;
import dev.steno.model.SpanType;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelScript;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample application against a scripted model server. */
@RecordSteno
class LangChain4jIT {
  private static MockModel server;

  @BeforeAll
  static void start() {
    server =
        MockModel.start(
            turn(
                    "where is 1042",
                    calls(call("order_status", "{\"order\":\"1042\"}")),
                    text("In Kassel."))
                .or(turn("where is 0000", calls(call("order_status", "{\"order\":\"0000\"}"))))
                .or(turn("break", failure(500, "out of order")))
                .or(ModelScript.echo()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_turn_with_a_tool_is_one_tree(Steno steno, RecordedSpans spans) {
    String said = new OrderAssistant(steno, url()).answer("Where is 1042?");

    RecordedSpan message = spans.ofType(SpanType.MESSAGE).only().hasOutput(said);
    assertThat(spans.below(message).all())
        .extracting(RecordedSpan::type)
        .containsExactly(SpanType.GENERATION, SpanType.TOOL, SpanType.GENERATION);
    RecordedSpan tool =
        spans
            .named("execute_tool order_status")
            .only()
            .hasInput("{\"order\":\"1042\"}")
            .hasOutput("in Kassel");
    assertThat(tool.attribute("gen_ai.tool.call.id")).isPresent();
    assertThat(spans.ofTrace(message.traceId()).all()).hasSize(4);
  }

  @Test
  void a_call_has_its_messages_tools_parameters_usage_and_reasons(
      Steno steno, RecordedSpans spans) {
    new OrderAssistant(steno, url()).answer("Where is 1042?");

    List<RecordedSpan> calls = spans.ofType(SpanType.GENERATION).all();
    RecordedSpan first =
        calls
            .get(0)
            .hasAttribute("gen_ai.provider.name", "openai")
            .hasAttribute("gen_ai.request.model", "mock-mini")
            .hasAttribute("gen_ai.request.temperature", 0.2)
            .hasAttribute("gen_ai.request.max_tokens", 200L)
            .hasAttribute("gen_ai.response.finish_reasons", List.of("tool_calls"))
            .hasSucceeded();
    assertThat(value(first, "gen_ai.system_instructions")).contains("support of a tea shop");
    assertThat(first.input().orElseThrow()).contains("Where is 1042?");
    assertThat(first.output().orElseThrow()).contains("order_status").contains("tool_call");
    assertThat(value(first, "gen_ai.tool.definitions"))
        .startsWith("[{\"type\":\"function\",\"name\":\"order_status\"")
        .contains("\"required\":[\"order\"]");
    assertThat((Long) first.attribute("gen_ai.usage.input_tokens").orElseThrow()).isPositive();
    assertThat((Long) first.attribute("gen_ai.usage.output_tokens").orElseThrow()).isPositive();
    assertThat(first.attribute("gen_ai.response.id")).isPresent();
    assertThat((Long) first.attribute("gen_ai.usage.reasoning.output_tokens").orElseThrow())
        .isZero();
    RecordedSpan second =
        calls.get(1).hasAttribute("gen_ai.response.finish_reasons", List.of("stop"));
    assertThat(second.input().orElseThrow()).contains("tool_call_response").contains("in Kassel");
    assertThat(second.output().orElseThrow()).contains("In Kassel.");
  }

  @Test
  void a_tool_that_an_ai_service_runs_is_recorded_below_the_turn(Steno steno, RecordedSpans spans) {
    Desk desk =
        AiServices.builder(Desk.class)
            .chatModel(OrderAssistant.model(steno, url()))
            .tools(new Orders())
            .registerListener(new StenoTools(steno).listener())
            .build();

    steno.trace().message("Where is 1042?").call(message -> desk.answer("Where is 1042?"));

    RecordedSpan message = spans.ofType(SpanType.MESSAGE).only().hasOutput("In Kassel.");
    RecordedSpan tool =
        spans
            .ofType(SpanType.TOOL)
            .only()
            .isBelow(message)
            .hasInput("{\"order\":\"1042\"}")
            .hasOutput("in Kassel")
            .hasAttribute("gen_ai.tool.name", "order_status")
            .hasAttribute("steno.flags", List.of("untimed"))
            .hasSucceeded();
    assertThat(value(tool, "gen_ai.tool.call.id")).startsWith("call_");
    assertThat(spans.ofType(SpanType.GENERATION).below(message).all()).hasSize(2);
  }

  /** An AI service. */
  interface Desk {
    String answer(String question);
  }

  /** A tool that an AI service runs. */
  static final class Orders {
    @Tool(name = "order_status", value = "Says where an order is")
    String status(@P("order") String order) {
      return order.equals("1042") ? "in Kassel" : "unknown";
    }
  }

  @Test
  void a_tool_that_fails_fails_its_span_and_the_turn(Steno steno, RecordedSpans spans) {
    assertThatThrownBy(() -> new OrderAssistant(steno, url()).answer("Where is 0000?"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such order");

    spans.ofType(SpanType.TOOL).only().hasFailedWith(IllegalArgumentException.class);
    spans.ofType(SpanType.MESSAGE).only().hasFailedWith(IllegalArgumentException.class);
    spans.ofType(SpanType.GENERATION).only().hasSucceeded();
  }

  @Test
  void a_model_that_fails_fails_its_span(Steno steno, RecordedSpans spans) {
    assertThatThrownBy(() -> new OrderAssistant(steno, url()).answer("Break"))
        .hasRootCauseInstanceOf(HttpException.class);

    assertThat(spans.ofType(SpanType.GENERATION).only().hasFailed()).isTrue();
  }

  @Test
  void content_of_all_kinds_becomes_blocks() {
    Message seen =
        ChatMessages.message(
            UserMessage.from(
                "ann",
                List.of(
                    TextContent.from("What is this?"),
                    ImageContent.from("https://shop.example/teapot.png"),
                    ImageContent.from("AAAA", "image/png"))));
    Message thought =
        ChatMessages.message(
            AiMessage.builder().text("A teapot.").thinking("It has a spout").build());

    assertThat(seen.name()).isEqualTo("ann");
    assertThat(seen.content())
        .containsExactly(
            new ContentBlock.Text("What is this?"),
            new Media(Media.Kind.IMAGE, new Media.Url("https://shop.example/teapot.png", null)),
            new Media(Media.Kind.IMAGE, new Media.Base64("AAAA", "image/png")));
    assertThat(thought.reasoningContent()).isEqualTo("It has a spout");
  }

  private static String value(RecordedSpan span, String key) {
    return (String) span.attribute(key).orElseThrow();
  }

  private static String url() {
    return server.baseUrl().toString();
  }
}
