// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An agent that goes on for long: each step is a call of the model with all that was said before,
 * and adds a call of a tool and its result. The same for the same seed. For one thread.
 */
public final class LongTask {
  private static final int TEXT = 500;
  private final SplittableRandom random;
  private final Prose prose;
  private final String project;
  private final Grouping grouping;
  private final List<Message> said = new ArrayList<>();
  private TraceId traceId;
  private Instant now;

  /**
   * An agent that has been at work.
   *
   * @param history how many messages there are before the first step
   */
  public LongTask(long seed, String project, Instant start, int history) {
    this.random = new SplittableRandom(seed);
    this.prose = new Prose(random);
    this.project = project;
    this.grouping = new Grouping("task-" + seed, null, null, null, null);
    this.now = start;
    this.traceId = fresh();
    said.add(Message.text("user", prose.text(TEXT)));
    while (said.size() < history) {
      call();
      result();
    }
  }

  /** The trace of the next step. */
  public TraceId traceId() {
    return traceId;
  }

  /** Lets the next step begin another trace. */
  public void newTrace() {
    traceId = fresh();
  }

  /** The next step: one span. */
  public SpanPart step() {
    List<Message> before = List.copyOf(said);
    Message answer = call();
    Exchange exchange =
        new Exchange(Scenery.TOOLS, List.of(Scenery.SYSTEM), before, List.of(List.of(answer)));
    Generation generation =
        Generation.builder()
            .provider("openai")
            .requestModel("example-large")
            .responseModel("example-large")
            .usage(new Usage(80L * before.size(), null, null, 60L, null, JsonObject.EMPTY))
            .build();
    Span span =
        Span.builder(project, traceId, new SpanId(random.nextLong() | 1))
            .type(SpanType.GENERATION)
            .name("chat example-large")
            .status(SpanStatus.OK)
            .start(now)
            .end(now.plusMillis(800))
            .grouping(grouping)
            .generation(generation)
            .build();
    now = now.plusSeconds(1);
    result();
    return new SpanPart(SpanPart.Kind.SPAN, 0, now, span, exchange);
  }

  private Message call() {
    String arguments = "{\"query\":\"" + prose.text(40) + " " + prose.reference() + "\"}";
    ToolCall call = ToolCall.function("call_" + said.size(), "search_policies", arguments);
    Message message = new Message("assistant", List.of(), null, List.of(call), null, null);
    said.add(message);
    return message;
  }

  private void result() {
    said.add(Message.tool("call_" + (said.size() - 1), prose.text(TEXT)));
  }

  private TraceId fresh() {
    return new TraceId(random.nextLong(), random.nextLong() | 1);
  }
}
