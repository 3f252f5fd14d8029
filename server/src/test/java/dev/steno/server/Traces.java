// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

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
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Parts of spans to fill a store with. */
final class Traces {
  static final TraceId TRACE = TraceId.of("0af7651916cd43dd8448eb211c80319c");
  static final SpanId ROOT = SpanId.of("b7ad6b7169203331");
  static final SpanId CALL = SpanId.of("00f067aa0ba902b7");
  static final Instant START = Instant.parse("2026-02-03T04:05:06.000000007Z");

  private Traces() {}

  /** An agent with one model call of the default project. */
  static List<SpanPart> agentWithCall() {
    return List.of(root("default", TRACE), call("default", TRACE, "gpt-4.1-mini"));
  }

  static SpanPart root(String project, TraceId trace) {
    Span span =
        Span.builder(project, trace, ROOT)
            .type(SpanType.AGENT)
            .name("support")
            .kind("INTERNAL")
            .status(SpanStatus.OK)
            .start(START)
            .end(START.plusNanos(1_840_200_000))
            .grouping(new Grouping("conv-1", "sess-1", "user-1", "web", "production"))
            .agent("support")
            .build();
    return new SpanPart(SpanPart.Kind.SPAN, 0, START, span, null);
  }

  static SpanPart call(String project, TraceId trace, String model) {
    JsonObject source = new JsonObject(java.util.Map.of("prompt_tokens", JsonValue.of(12)));
    Generation generation =
        Generation.builder()
            .provider("openai")
            .requestModel(model)
            .responseModel(model)
            .usage(Usage.ofTotals(12L, 4L, null, 6L, 2L, source))
            .cost(new BigDecimal("0.00120"))
            .finishReasons(List.of("stop"))
            .build();
    Span span =
        Span.builder(project, trace, CALL)
            .parentId(ROOT)
            .type(SpanType.GENERATION)
            .name("chat " + model)
            .status(SpanStatus.OK)
            .start(START.plusMillis(10))
            .end(START.plusMillis(900))
            .grouping(new Grouping("conv-1", null, null, null, null))
            .generation(generation)
            .build();
    Exchange exchange =
        Exchange.of(
            List.of(new JsonObject(java.util.Map.of("name", JsonValue.of("find_order")))),
            List.of(
                Message.text("system", "You help."), Message.text("user", "Where is my order?")),
            List.of(List.of(Message.text("assistant", "It left on Tuesday."))));
    return new SpanPart(SpanPart.Kind.SPAN, 0, START, span, exchange);
  }
}
