// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.generate;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trace of an agent that calls a tool in every step: one AGENT span, and per step a GENERATION
 * whose input repeats all that was said before, and a TOOL. Made by {@link #of}. Immutable.
 *
 * @param traceId the trace
 * @param parts one SPAN part a span: the agent's first, then the steps in order
 * @param messages all that was said after the system message
 */
public record AgentTrace(TraceId traceId, List<SpanPart> parts, List<Message> messages) {
  private static final Message SYSTEM =
      Message.text("system", "You answer questions about orders. Be brief.");

  /** Copies the lists. */
  public AgentTrace {
    parts = List.copyOf(parts);
    messages = List.copyOf(messages);
  }

  /**
   * A trace of {@code steps} steps of one second each.
   *
   * @param conversation its conversation; null if it has none
   * @param start when it begins; the parts arrive when the trace is over
   */
  public static AgentTrace of(
      Generator generator,
      String project,
      @Nullable String conversation,
      Instant start,
      int steps) {
    return new Scene(generator, project, conversation, start, steps).play(steps);
  }

  private static final class Scene {
    private final Generator generator;
    private final String project;
    private final Grouping grouping;
    private final Instant start;
    private final Instant arrival;
    private final TraceId traceId;
    private final SpanId root;
    private final List<SpanPart> parts = new ArrayList<>();
    private final List<Message> said = new ArrayList<>();

    Scene(
        Generator generator,
        String project,
        @Nullable String conversation,
        Instant start,
        int steps) {
      this.generator = generator;
      this.project = project;
      this.grouping = new Grouping(conversation, null, null, null, null);
      this.start = start;
      this.arrival = start.plusSeconds(steps + 1L);
      this.traceId = generator.traceId();
      this.root = generator.spanId();
    }

    AgentTrace play(int steps) {
      said.add(generator.question());
      Span.Builder agent =
          span(root, SpanType.AGENT, "invoke_agent support", start, Duration.ofSeconds(steps));
      add(agent.agent("support"), null);
      for (int step = 0; step < steps; step++) {
        step("call_" + step, start.plusSeconds(step));
      }
      return new AgentTrace(traceId, parts, said);
    }

    private void step(String callId, Instant at) {
      Message call = generator.call(callId);
      Exchange exchange = new Exchange(null, List.of(SYSTEM), said, List.of(List.of(call)));
      Generation generation =
          Generation.builder()
              .provider("example")
              .requestModel("example-large")
              .usage(generator.usage())
              .build();
      Duration half = Duration.ofMillis(500);
      add(
          span(generator.spanId(), SpanType.GENERATION, "chat example-large", at, half)
              .parentId(root)
              .generation(generation),
          exchange);
      said.add(call);
      Message result = generator.result(callId);
      said.add(result);
      add(
          span(generator.spanId(), SpanType.TOOL, "execute_tool look_up_order", at.plus(half), half)
              .parentId(root)
              .tool(new ToolUse("look_up_order", callId, "function", null))
              .input(JsonValue.of(call.toolCalls().get(0).arguments()))
              .output(JsonValue.of(result.text())),
          null);
    }

    private Span.Builder span(
        SpanId id, SpanType type, String name, Instant from, Duration duration) {
      return Span.builder(project, traceId, id)
          .type(type)
          .name(name)
          .status(SpanStatus.OK)
          .start(from)
          .end(from.plus(duration))
          .grouping(grouping);
    }

    private void add(Span.Builder span, @Nullable Exchange exchange) {
      parts.add(new SpanPart(SpanPart.Kind.SPAN, 0, arrival, span.build(), exchange));
    }
  }
}
