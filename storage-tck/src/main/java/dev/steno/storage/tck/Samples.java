// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import dev.steno.model.Dropped;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Larger pieces that contracts build their cases of. Pure functions. */
public final class Samples {

  private Samples() {}

  /** A span with every field filled. */
  public static Span wholeSpan() {
    return Given.span(1, 1)
        .parentId(Given.spanId(9))
        .type(SpanType.GENERATION)
        .kind("CLIENT")
        .status(SpanStatus.ERROR)
        .statusMessage("rate limit")
        .errorType("RateLimitError")
        .input(json())
        .output(JsonValue.of("an output"))
        .attributes(new JsonObject(Map.of("http.status", JsonValue.of(429), "nested", json())))
        .events(List.of(new SpanEvent("retry", Given.NOW, new JsonObject(Map.of("n", json())))))
        .links(List.of(new SpanLink(Given.traceId(8), Given.spanId(8), JsonObject.EMPTY)))
        .origin(
            new Origin(
                new JsonObject(Map.of("service.name", JsonValue.of("shop"))), "scope", "1.2"))
        .grouping(new Grouping("conversation", "session", "user", "web", "production"))
        .agent("support")
        .tool(new ToolUse("look_up", "call_1", "function", "Looks up."))
        .generation(wholeGeneration())
        .dropped(new Dropped(1, 2, 3, 4))
        .flags(Set.of("sampled"))
        .build();
  }

  public static JsonValue json() {
    return new JsonArray(
        List.of(
            new JsonNumber("1.50"),
            new JsonNumber("12345678901234567890.123456789"),
            new JsonNumber("-0"),
            new JsonNumber("1e400"),
            JsonValue.NULL,
            JsonValue.of(true),
            JsonValue.of(""),
            new JsonObject(Map.of("", new JsonArray(List.of())))));
  }

  private static Generation wholeGeneration() {
    return Generation.builder()
        .provider("example")
        .requestModel("example-large")
        .responseModel("example-large-2026-01-01")
        .responseId("resp_1")
        .parameters(new JsonObject(Map.of("temperature", new JsonNumber("0.70"))))
        .finishReasons(List.of("stop", "length"))
        .streaming(true)
        .timeToFirstToken(Duration.ofMillis(412))
        .usage(new Usage(10L, 20L, 5L, 7L, 3L, new JsonObject(Map.of("input", JsonValue.of(35)))))
        .cost(new BigDecimal("0.0123450"))
        .attempts(2)
        .build();
  }
}
