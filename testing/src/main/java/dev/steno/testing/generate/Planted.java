// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.generate;

import dev.steno.model.Dropped;
import dev.steno.model.Feedback;
import dev.steno.model.Feedback.Verdict;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A secret in every place that has room for a text. Stateless. */
public final class Planted {
  /** A text in the form of a key of a provider. */
  public static final String SECRET = "sk-proj-Zq81LmNo73PqRsTu92VwXyZa";

  /** The project of everything planted. */
  public static final String PROJECT = "shop";

  /** The trace of everything planted. */
  public static final TraceId TRACE = new TraceId(1, 2);

  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

  private Planted() {}

  /** A part of a generation that ended badly, with {@code secret} in each of its texts. */
  public static SpanPart part(String secret) {
    return new SpanPart(SpanPart.Kind.SPAN, 0, TIME, span(secret), exchange(secret));
  }

  /** Feedback with {@code secret} in each of its texts. */
  public static Feedback feedback(String secret) {
    return new Feedback(
        said(secret),
        PROJECT,
        TRACE,
        null,
        said(secret),
        new Verdict(Feedback.Tag.NEGATIVE, null, said(secret), said(secret), said(secret)),
        Feedback.Source.EXPLICIT,
        said(secret),
        said(secret),
        TIME);
  }

  private static Span span(String secret) {
    return Span.builder(PROJECT, TRACE, new SpanId(3))
        .type(SpanType.GENERATION)
        .status(SpanStatus.ERROR)
        .start(TIME)
        .end(TIME.plusSeconds(1))
        .name(said(secret))
        .kind(said(secret))
        .statusMessage(said(secret))
        .errorType(said(secret))
        .input(json(secret))
        .output(JsonValue.of(said(secret)))
        .attributes(json(secret))
        .events(List.of(new SpanEvent(said(secret), TIME, json(secret))))
        .links(List.of(new SpanLink(TRACE, new SpanId(9), json(secret))))
        .origin(new Origin(json(secret), said(secret), said(secret)))
        .grouping(
            new Grouping(said(secret), said(secret), said(secret), said(secret), said(secret)))
        .agent(said(secret))
        .tool(new ToolUse(said(secret), said(secret), said(secret), said(secret)))
        .generation(generation(secret))
        .dropped(Dropped.NONE)
        .flags(Set.of())
        .build();
  }

  private static Generation generation(String secret) {
    return Generation.builder()
        .provider(said(secret))
        .requestModel(said(secret))
        .responseModel(said(secret))
        .responseId(said(secret))
        .parameters(json(secret))
        .finishReasons(List.of(said(secret)))
        .usage(new Usage(1L, null, null, 1L, null, json(secret)))
        .build();
  }

  private static Exchange exchange(String secret) {
    Message system = message("system " + secret, secret);
    return new Exchange(
        List.of(json(secret)),
        List.of(system),
        List.of(message("user " + secret, secret)),
        List.of(List.of(message("assistant " + secret, secret))));
  }

  private static Message message(String role, String secret) {
    String arguments = "{\"a\":\"line\\n" + secret + "\",\"" + secret + "\":[\"" + secret + "\"]}";
    return new Message(
        role,
        List.of(
            new ContentBlock.Text(said(secret)),
            new ContentBlock.Json(json(secret)),
            new ContentBlock.Other(new JsonObject(Map.of("type", json(secret)))),
            new Media(Media.Kind.IMAGE, new Media.Url(said(secret), said(secret))),
            new Media(Media.Kind.FILE, new Media.Base64(said(secret), said(secret))),
            new Media(Media.Kind.FILE, new Media.FileId(said(secret), said(secret))),
            new Media(Media.Kind.FILE, new Media.Blob("0".repeat(64), said(secret), 1))),
        said(secret),
        List.of(new ToolCall(said(secret), said(secret), said(secret), arguments)),
        said(secret),
        said(secret));
  }

  private static JsonObject json(String secret) {
    return new JsonObject(
        Map.of(
            "text",
            JsonValue.of(said(secret)),
            said(secret),
            new JsonArray(List.of(JsonValue.of("{\"in\":\"\\t" + secret + "\"}")))));
  }

  private static String said(String secret) {
    return "my key: " + secret + ", keep it";
  }
}
