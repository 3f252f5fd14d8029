// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Json;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Failure;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.interaction.Timing;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Interactions that tests begin with. */
public final class Examples {
  public static final Instant START = Instant.parse("2026-02-03T04:05:06.7Z");
  public static final JsonObject WEATHER =
      object(
          "{\"name\":\"weather\",\"description\":\"The weather.\",\"parameters\":"
              + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}");

  private Examples() {}

  public static JsonObject object(String json) {
    return (JsonObject) Json.parse(json);
  }

  /** A question and its answer. */
  public static Interaction simple(String id, String prompt, @Nullable String answer) {
    return of(
        id,
        new Input("Be brief.", prompt, List.of(), List.of(), object("{\"temperature\":0}")),
        answer == null ? null : response(Message.text("assistant", answer), "stop"),
        Status.OK);
  }

  public static Interaction of(String id, Input input, @Nullable Response response, Status status) {
    return new Interaction(
        id,
        1,
        null,
        START,
        Duration.ofMillis(1250),
        "openai",
        "gpt-5",
        input,
        response,
        status,
        status == Status.OK ? null : new Failure("rate_limit", "HttpException", "slow down", 429),
        List.of(),
        List.of(),
        response == null ? List.of() : List.of(response.message()),
        object("{\"session_id\":\"s-1\",\"step_type\":\"chat\"}"));
  }

  public static Response response(Message message, @Nullable String finishReason) {
    return new Response(
        message,
        finishReason,
        "gpt-5-2026",
        "resp-1",
        new Usage(10L, null, null, 50L, null, JsonObject.EMPTY),
        new BigDecimal("0.0012"),
        Duration.ofNanos(1_234_560_000),
        null,
        null);
  }

  /** With tools, reasoning, a retry, history and text that would break a careless report. */
  public static Interaction rich() {
    ToolCall call = ToolCall.function("call-1", "weather", "{\"city\":\"Ulm\"}");
    Message asks = new Message("assistant", List.of(), null, List.of(call), null, null);
    Message answer =
        new Message(
            "assistant",
            List.of(new ContentBlock.Text("Dry:\n````\nno rain\n````")),
            "It is `dry`.",
            List.of(),
            null,
            null);
    Failure failure = new Failure("timeout", "TimeoutException", "no *answer* <b>yet</b>", null);
    Usage usage = new Usage(70L, 30L, null, 8L, 4L, object("{\"visual_tokens\":7}"));
    return new Interaction(
        "c0ffee",
        2,
        "workflow-1",
        START,
        Duration.ofMillis(4_000),
        "OllamaProvider",
        "qwen3:4b",
        history(),
        streamed(answer, usage),
        Status.OK,
        null,
        attempts(failure, usage),
        List.of(
            new ToolRun(
                "call-1",
                "weather",
                "{\"city\":\"Ulm\"}",
                "dry",
                false,
                Duration.ofMillis(1_600),
                Duration.ofMillis(12))),
        List.of(asks, Message.tool("call-1", "dry"), answer),
        object("{\"session_id\":\"s-1\",\"step_type\":\"code_generation\",\"attempt_number\":2}"));
  }

  private static Input history() {
    return new Input(
        "You know the weather.",
        "And in Ulm?\n```python\nprint('x')\n```\n\u001b[31m",
        List.of(Message.text("user", "Rain in Berlin?"), Message.text("assistant", "No.")),
        List.of(WEATHER),
        object("{\"temperature\":0,\"seed\":null,\"stop\":[\"\\n\"]}"));
  }

  private static Response streamed(Message answer, Usage usage) {
    return new Response(
        answer,
        "stop",
        "qwen3:4b-q4",
        "r-2",
        usage,
        new BigDecimal("0.00042"),
        Duration.ofMillis(3_100),
        Timing.of(List.of(Duration.ofMillis(250), Duration.ofMillis(300)), 2),
        null);
  }

  private static List<Attempt> attempts(Failure failure, Usage usage) {
    return List.of(
        new Attempt(
            1,
            Attempt.Reason.FIRST,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(500),
            null,
            null,
            null,
            failure),
        new Attempt(
            2,
            Attempt.Reason.RETRY,
            Duration.ofMillis(700),
            Duration.ofMillis(200),
            Duration.ofMillis(900),
            "tool_calls",
            null,
            null,
            null),
        new Attempt(
            3,
            Attempt.Reason.TOOLS,
            Duration.ofMillis(1_700),
            Duration.ZERO,
            Duration.ofMillis(2_000),
            "stop",
            usage,
            null,
            null));
  }

  public static JsonValue line(String text) {
    return Json.parse(text);
  }
}
