// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import com.google.protobuf.ByteString;
import dev.steno.codec.Json;
import dev.steno.model.Generation;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.message.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spans as an instrumentation sends them that follows OpenTelemetry's GenAI conventions. Stateless.
 */
final class OtlpSpans {

  private OtlpSpans() {}

  /** The body of a request with these parts. */
  static byte[] body(List<SpanPart> parts) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    scope.getScopeBuilder().setName("example.instrumentation").setVersion("2.1.0");
    parts.forEach(part -> scope.addSpans(span(part)));
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(attribute("service.name", AnyValue.newBuilder().setStringValue("shop")));
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private static Span span(SpanPart part) {
    dev.steno.model.Span from = part.span();
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(from.traceId().high(), from.traceId().low()))
            .setSpanId(bytes(from.spanId().bits()))
            .setName(String.valueOf(from.name()))
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(nanos(from.start()))
            .setEndTimeUnixNano(nanos(from.end()));
    if (from.parentId() != null) {
      span.setParentSpanId(bytes(from.parentId().bits()));
    }
    if (from.status() == SpanStatus.ERROR) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    text(span, "error.type", from.errorType());
    text(span, "gen_ai.conversation.id", from.grouping().conversation());
    text(span, "session.id", from.grouping().session());
    text(span, "user.id", from.grouping().user());
    text(span, "gen_ai.agent.name", from.agent());
    if (from.type() == SpanType.AGENT) {
      text(span, "gen_ai.operation.name", "invoke_agent");
    }
    tool(span, from);
    generation(span, from.generation());
    exchange(span, part.exchange());
    return span.build();
  }

  private static void tool(Span.Builder span, dev.steno.model.Span from) {
    ToolUse tool = from.tool();
    if (tool != null) {
      text(span, "gen_ai.operation.name", "execute_tool");
      text(span, "gen_ai.tool.name", tool.name());
      text(span, "gen_ai.tool.call.id", tool.callId());
      text(span, "gen_ai.tool.type", tool.type());
      text(span, "gen_ai.tool.description", tool.description());
      text(span, "gen_ai.tool.call.arguments", String.valueOf(from.input()));
      text(span, "gen_ai.tool.call.result", String.valueOf(from.output()));
    }
  }

  private static void generation(Span.Builder span, @Nullable Generation generation) {
    if (generation == null) {
      return;
    }
    text(span, "gen_ai.operation.name", "chat");
    text(span, "gen_ai.provider.name", generation.provider());
    text(span, "gen_ai.request.model", generation.requestModel());
    text(span, "gen_ai.response.model", generation.responseModel());
    AnyValue.Builder reasons = AnyValue.newBuilder();
    generation
        .finishReasons()
        .forEach(r -> reasons.getArrayValueBuilder().addValuesBuilder().setStringValue(r));
    span.addAttributes(attribute("gen_ai.response.finish_reasons", reasons));
    Usage usage = generation.usage();
    if (usage != null) {
      number(span, "gen_ai.usage.input_tokens", usage.inputTokens());
      number(span, "gen_ai.usage.cache_read.input_tokens", usage.cacheRead());
      number(span, "gen_ai.usage.output_tokens", usage.outputTokens());
    }
  }

  private static void exchange(Span.Builder span, @Nullable Exchange exchange) {
    if (exchange == null) {
      return;
    }
    List<Message> system = exchange.system();
    if (system != null) {
      JsonArray parts = new JsonArray(system.stream().flatMap(MessageParts::texts).toList());
      text(span, "gen_ai.system_instructions", Json.write(parts));
    }
    if (exchange.tools() != null) {
      text(span, "gen_ai.tool.definitions", Json.write(new JsonArray(exchange.tools())));
    }
    if (exchange.messages() != null) {
      text(span, "gen_ai.input.messages", MessageParts.write(exchange.messages()));
    }
    if (exchange.choices() != null) {
      List<Message> answers = exchange.choices().stream().flatMap(List::stream).toList();
      text(span, "gen_ai.output.messages", MessageParts.write(answers));
    }
  }

  private static void text(Span.Builder span, String key, @Nullable String value) {
    if (value != null) {
      span.addAttributes(attribute(key, AnyValue.newBuilder().setStringValue(value)));
    }
  }

  private static void number(Span.Builder span, String key, @Nullable Long value) {
    if (value != null) {
      span.addAttributes(attribute(key, AnyValue.newBuilder().setIntValue(value)));
    }
  }

  private static KeyValue.Builder attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value);
  }

  private static ByteString bytes(long... longs) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * longs.length);
    for (long bits : longs) {
      buffer.putLong(bits);
    }
    return ByteString.copyFrom(buffer.flip());
  }

  /** Nanoseconds since 1970. */
  static long nanos(@Nullable Instant time) {
    return time == null ? 0 : time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
