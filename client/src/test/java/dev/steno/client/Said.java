// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A phrase said wherever an application can say something. Stateless. */
public final class Said {
  private static final SpanContext OTHER =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private Said() {}

  /** Fails alike wherever it fails: it has no frames. */
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String phrase, @Nullable Throwable cause) {
      super(phrase, cause, false, false);
    }
  }

  /** What is content: input, output, messages, tools, failures, a comment; one span never ends. */
  public static void content(Steno steno, Trace trace, String phrase) {
    trace.message(phrase).end(Map.of("answer", phrase));
    trace.message(List.of(1, phrase)).end(phrase);
    trace.tool(Map.of("path", phrase)).toolName("look").end("{\"found\":\"" + phrase + "\"}");
    trace.agent(phrase).agentName("helper").end(List.of(message("assistant", phrase)));
    trace.retrieval(phrase).end(List.of(Map.of("id", "1", "score", 0.5, "text", phrase)));
    trace.retrieval(Map.of("query", phrase)).end(phrase);
    trace.router(phrase).end(phrase);
    trace.system(phrase).end();
    trace.event(phrase).end(Map.of("deep", Map.of("list", List.of(phrase, 7))));
    call(trace, phrase);
    trace.generation(phrase).model("m").chunk(phrase).end();
    trace.message("x").fail(new Failure(phrase, new Failure(phrase, null)));
    trace.send(PastSpan.of(SpanType.TOOL, phrase).output(phrase).failed(new Failure(phrase, null)));
    trace.feedback(FeedbackTag.NEGATIVE, phrase);
    trace
        .agent("x")
        .<String, RuntimeException>call(
            agent -> {
              foreign(steno, phrase);
              return "y";
            });
    trace.message(phrase);
  }

  private static void call(Trace trace, String phrase) {
    List<ContentBlock> blocks =
        List.of(
            new ContentBlock.Text(phrase),
            new Media(Media.Kind.FILE, new Media.Base64(base64(phrase), "text/plain")),
            new Media(Media.Kind.IMAGE, new Media.Base64(base64("picture"), "image/png")));
    ToolCall look = ToolCall.function("c1", "look", "{\"path\":\"" + phrase + "\"}");
    GenerationSpan call =
        trace.generation(
            List.of(
                Message.text("system", phrase),
                new Message("user", blocks, null, List.of(), null, null),
                new Message("assistant", List.of(), phrase, List.of(look), null, null),
                new Message(
                    "tool",
                    List.of(new ContentBlock.Json(JsonValue.of(phrase))),
                    null,
                    List.of(),
                    "c1",
                    null)));
    call.model("m").provider("p").parameter("temperature", 0.5).usage(3, 4);
    call.tools(List.of(Map.of("type", "function", "name", "look", "description", phrase)));
    call.finishReasons(List.of("stop")).end(message("assistant", phrase));
  }

  /** A span of other instrumentation, which says what was said as well. */
  private static void foreign(Steno steno, String phrase) {
    Span span = steno.openTelemetry().getTracer("http").spanBuilder("POST /chat").startSpan();
    span.setAttribute("gen_ai.request.model", "m");
    span.setAttribute(
        "gen_ai.input.messages",
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + phrase + "\"}]}]");
    span.recordException(new Failure(phrase, null));
    span.setStatus(StatusCode.ERROR, phrase);
    span.addLink(OTHER, Attributes.of(AttributeKey.stringKey("input.value"), phrase));
    span.end();
  }

  /** What is no content: names, ids, tags, metadata, attributes, judgements in words. */
  public static Trace rest(Steno steno, String phrase) {
    Trace trace =
        steno.trace(
            t ->
                t.conversationId("of " + phrase)
                    .user(User.of(phrase))
                    .metadata("note", phrase)
                    .tags("a", phrase));
    trace.message("x").name(phrase).attribute("list", List.of("b", phrase)).end();
    trace.message("y").attribute("db.password", "tulip").end();
    trace.feedback(f -> f.label(phrase).author(phrase).idempotencyKey(phrase));
    return trace;
  }

  static Message message(String role, String text) {
    return Message.text(role, text);
  }

  /** A text in base64. */
  public static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
