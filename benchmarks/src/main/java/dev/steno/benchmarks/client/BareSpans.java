// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** The same spans as an application writes them with OpenTelemetry alone. For one thread. */
final class BareSpans {
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("steno.span.type");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("gen_ai.conversation.id");
  private static final AttributeKey<String> USER = AttributeKey.stringKey("user.id");
  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input.value");
  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output.value");
  private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  private static final AttributeKey<String> ARGUMENTS =
      AttributeKey.stringKey("gen_ai.tool.call.arguments");
  private static final AttributeKey<String> RESULT =
      AttributeKey.stringKey("gen_ai.tool.call.result");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");
  private static final AttributeKey<String> SYSTEM =
      AttributeKey.stringKey("gen_ai.system_instructions");
  private static final AttributeKey<String> GIVEN = AttributeKey.stringKey("gen_ai.input.messages");
  private static final AttributeKey<String> ANSWER =
      AttributeKey.stringKey("gen_ai.output.messages");

  private final Tracer tracer;
  private final Context turn;

  BareSpans(Tracer tracer) {
    this.tracer = tracer;
    Span root = begin("message", SpanKind.INTERNAL, Context.root(), "MESSAGE").startSpan();
    turn = Context.root().with(root);
  }

  private SpanBuilder begin(String name, SpanKind kind, Context parent, String type) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setSpanKind(kind)
        .setAttribute(TYPE, type)
        .setAttribute(CONVERSATION, Said.CONVERSATION)
        .setAttribute(USER, Said.USER);
  }

  Span message() {
    Span span = begin("message", SpanKind.INTERNAL, Context.root(), "MESSAGE").startSpan();
    span.setAttribute(INPUT, Said.INPUT);
    return end(span, OUTPUT, Said.OUTPUT);
  }

  Span tool() {
    Span span =
        begin("execute_tool " + Said.TOOL, SpanKind.INTERNAL, turn, "TOOL")
            .setAttribute(OPERATION, "execute_tool")
            .startSpan();
    span.setAttribute(ARGUMENTS, Said.INPUT).setAttribute(TOOL, Said.TOOL);
    return end(span, RESULT, Said.OUTPUT);
  }

  Span generation() {
    Span span = call().setAttribute(INPUT, Said.INPUT);
    span.setAttribute(MODEL, Said.MODEL).setAttribute(PROVIDER, Said.PROVIDER);
    return end(span, OUTPUT, Said.OUTPUT);
  }

  /** With the JSON at hand, which the client has to write. */
  Span messages() {
    Span span = call().setAttribute(SYSTEM, Said.SYSTEM_JSON).setAttribute(GIVEN, Said.INPUT_JSON);
    span.setAttribute(MODEL, Said.MODEL).setAttribute(PROVIDER, Said.PROVIDER);
    return end(span, ANSWER, Said.ANSWER_JSON);
  }

  private Span call() {
    return begin("chat " + Said.MODEL, SpanKind.CLIENT, turn, "GENERATION")
        .setAttribute(OPERATION, "chat")
        .startSpan();
  }

  private static Span end(Span span, AttributeKey<String> key, String output) {
    span.setAttribute(key, output).setStatus(StatusCode.OK);
    span.end();
    return span;
  }
}
