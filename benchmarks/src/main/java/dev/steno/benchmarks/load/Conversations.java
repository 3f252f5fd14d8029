// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.codec.Json;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import dev.steno.testing.generate.AgentTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes conversations of an agent with tools, a trace each; the same ones for the same seed. For
 * one thread.
 *
 * <p>A conversation has 20 turns and 50 spans: the agent, and in each turn a call of the model with
 * all that was said before, and the tools that it asked for. Every fourth turn the model answers a
 * person, who then asks on.
 */
public final class Conversations {
  /** The spans of a conversation. */
  public static final int SPANS = 50;

  /** The calls of the model in a conversation. */
  public static final int TURNS = 20;

  private static final List<String> TOOLS = List.of("look_up_order", "search_policies", "quote");
  private static final List<String> MODELS =
      List.of("example-large", "example-large", "example-large", "example-small");
  private static final int QUESTION = 75;
  private static final int ANSWER = 140;
  private static final int RESULT = 66;
  private final SplittableRandom random;
  private final Prose prose;
  private final String project;

  /** Makes conversations of a project. */
  public Conversations(long seed, String project) {
    this.random = new SplittableRandom(seed);
    this.prose = new Prose(random);
    this.project = project;
  }

  /** The next conversation. */
  public AgentTrace next(Instant start) {
    return new Scene(start).play();
  }

  private final class Scene {
    private final TraceId traceId = new TraceId(random.nextLong(), random.nextLong() | 1);
    private final SpanId root = new SpanId(random.nextLong() | 1);
    private final String model = MODELS.get(random.nextInt(MODELS.size()));
    private final Grouping grouping =
        new Grouping(
            prose.reference(), prose.reference(), "user-" + random.nextInt(5_000), null, null);
    private final List<SpanPart> parts = new ArrayList<>();
    private final List<Message> said = new ArrayList<>();
    private final Instant start;
    private Instant now;

    Scene(Instant start) {
      this.start = start;
      this.now = start;
    }

    AgentTrace play() {
      for (int turn = 0; turn < TURNS; turn++) {
        if (turn % 4 == 0) {
          said.add(Message.text("user", text(QUESTION)));
        }
        turn(turn);
      }
      Span agent =
          span(root, SpanType.AGENT, "invoke_agent support", start, Duration.between(start, now))
              .agent("support")
              .input(JsonValue.of(said.get(0).text()))
              .output(JsonValue.of(said.get(said.size() - 1).text()))
              .build();
      parts.add(part(agent, null));
      return new AgentTrace(traceId, parts, said);
    }

    private void turn(int turn) {
      int tools = turn % 4 == 3 ? 0 : turn == TURNS - 2 ? 1 : 2;
      List<ToolCall> calls = new ArrayList<>();
      for (int i = 0; i < tools; i++) {
        String arguments = "{\"locale\":\"en\",\"order\":\"" + prose.reference() + "\"}";
        String id = "call_" + turn + "_" + i;
        calls.add(ToolCall.function(id, TOOLS.get(random.nextInt(TOOLS.size())), arguments));
      }
      Message answer =
          calls.isEmpty()
              ? Message.text("assistant", text(ANSWER))
              : new Message("assistant", List.of(), null, calls, null, null);
      generation(answer);
      said.add(answer);
      calls.forEach(this::tool);
    }

    private void generation(Message answer) {
      Exchange exchange =
          new Exchange(Scenery.TOOLS, List.of(Scenery.SYSTEM), said, List.of(List.of(answer)));
      Usage usage =
          new Usage(
              100L + random.nextInt(900),
              200L * said.size(),
              null,
              20L + random.nextInt(300),
              null,
              JsonObject.EMPTY);
      Generation generation =
          Generation.builder()
              .provider("openai")
              .requestModel(model)
              .responseModel(model)
              .finishReasons(List.of(answer.toolCalls().isEmpty() ? "stop" : "tool_call"))
              .usage(usage)
              .build();
      Duration took = Duration.ofMillis(300 + random.nextInt(2_500));
      Span.Builder span =
          span(new SpanId(random.nextLong() | 1), SpanType.GENERATION, "chat " + model, now, took);
      parts.add(part(span.parentId(root).generation(generation).build(), exchange));
      now = now.plus(took);
    }

    private void tool(ToolCall call) {
      String result = "{\"note\":\"" + text(RESULT) + "\",\"status\":\"" + prose.word() + "\"}";
      said.add(Message.tool(call.id(), result));
      Duration took = Duration.ofNanos(20_000_000L + random.nextInt(200_000_000));
      boolean failed = random.nextInt(100) == 0;
      Span.Builder span =
          span(
              new SpanId(random.nextLong() | 1),
              SpanType.TOOL,
              "execute_tool " + call.name(),
              now,
              took);
      span.parentId(root)
          .status(failed ? SpanStatus.ERROR : SpanStatus.OK)
          .errorType(failed ? "timeout" : null)
          .tool(new ToolUse(call.name(), call.id(), "function", "Part of the shop's back office"))
          .input(Json.parse(call.arguments()))
          .output(Json.parse(result));
      parts.add(part(span.build(), null));
      now = now.plus(took);
    }

    private Span.Builder span(
        SpanId id, SpanType type, String name, Instant from, Duration duration) {
      return Span.builder(project, traceId, id)
          .type(type)
          .name(name)
          .kind("INTERNAL")
          .status(SpanStatus.OK)
          .start(from)
          .end(from.plus(duration))
          .grouping(grouping);
    }

    private SpanPart part(Span span, @Nullable Exchange exchange) {
      return new SpanPart(SpanPart.Kind.SPAN, 0, now, span, exchange);
    }

    private String text(int average) {
      return prose.text(average / 2 + random.nextInt(average)) + " " + prose.reference();
    }
  }
}
