// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.Usage;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A span as OTLP/JSON: one {@code ExportTraceServiceRequest}. Stateless.
 *
 * <p>What OpenTelemetry's GenAI conventions have names for stands under these, for whoever reads
 * OTLP. The conventions do not hold all of a record, so {@value #SPAN} has the span whole, and
 * {@value #EXCHANGE} how many of the messages belong to which list: with these two Steno's own door
 * restores it exactly. Feedback has no place in OTLP.
 */
public final class OtlpTraceJson {
  /** The attribute that has the span as JSON text. */
  public static final String SPAN = "steno.span";

  /** The attribute that has the sizes of the lists as JSON text. */
  public static final String EXCHANGE = "steno.exchange";

  /** The member of a request that has the time by which its span is filed. */
  public static final String FILED = "stenoFiledTime";

  private static final List<String> KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

  private OtlpTraceJson() {}

  /**
   * A request with this span alone, its lists of messages in full. If its times do not say where it
   * is filed, {@value #FILED} does, which receivers of OTLP pass over.
   */
  public static JsonObject request(SpanPart part) {
    Span span = part.span();
    JsonObject scope =
        new ObjectBuilder()
            .put("name", span.origin().scopeName())
            .put("version", span.origin().scopeVersion())
            .build();
    JsonObject scopeSpans =
        new ObjectBuilder()
            .put("scope", scope)
            .putList("spans", List.of(span), each -> span(each, part.exchange()))
            .build();
    JsonObject resourceSpans =
        new ObjectBuilder()
            .put(
                "resource",
                new ObjectBuilder()
                    .put("attributes", attributes(span.origin().resource().members()))
                    .build())
            .put("scopeSpans", new JsonArray(List.of(scopeSpans)))
            .build();
    return new ObjectBuilder()
        .put("resourceSpans", new JsonArray(List.of(resourceSpans)))
        .put(FILED, isFiledByTimes(span) ? null : part.arrival())
        .build();
  }

  private static boolean isFiledByTimes(Span span) {
    return !span.flags().contains("clock") && (span.start() != null || span.end() != null);
  }

  private static JsonObject span(Span span, @Nullable Exchange exchange) {
    int kind = span.kind() == null ? 0 : KINDS.indexOf(span.kind().toUpperCase(Locale.ROOT));
    return new ObjectBuilder()
        .putText("traceId", span.traceId())
        .putText("spanId", span.spanId())
        .putText("parentSpanId", span.parentId())
        .put("name", span.name() == null ? "" : span.name())
        .put("kind", (long) Math.max(0, kind))
        .put("startTimeUnixNano", nanos(span.start()))
        .put("endTimeUnixNano", nanos(span.end()))
        .put("attributes", all(span, exchange))
        .putList("events", span.events(), OtlpTraceJson::event)
        .putList("links", span.links(), OtlpTraceJson::link)
        .put("status", status(span))
        .build();
  }

  private static JsonObject event(SpanEvent event) {
    return new ObjectBuilder()
        .put("timeUnixNano", nanos(event.time()))
        .put("name", event.name())
        .put("attributes", attributes(event.attributes().members()))
        .build();
  }

  private static JsonObject link(SpanLink link) {
    return new ObjectBuilder()
        .putText("traceId", link.traceId())
        .putText("spanId", link.spanId())
        .put("attributes", attributes(link.attributes().members()))
        .build();
  }

  private static JsonObject status(Span span) {
    long code = span.status() == SpanStatus.OK ? 1 : span.status() == SpanStatus.ERROR ? 2 : 0;
    return new ObjectBuilder().put("message", span.statusMessage()).put("code", code).build();
  }

  /** The exact ones first: who counts attributes leaves out the last ones. */
  private static JsonArray all(Span span, @Nullable Exchange exchange) {
    Map<String, JsonValue> exact = new TreeMap<>();
    exact.put(SPAN, JsonValue.of(Json.write(SpanJson.toJson(span))));
    if (exchange != null) {
      exact.putAll(exchange(exchange));
    }
    Map<String, JsonValue> named = named(span);
    named.keySet().removeAll(exact.keySet());
    List<JsonValue> all = new ArrayList<>(attributes(exact).elements());
    all.addAll(attributes(named).elements());
    return new JsonArray(all);
  }

  /** Attributes by name: those of the span, and what its fields are called in OTLP. */
  private static Map<String, JsonValue> named(Span span) {
    Map<String, JsonValue> all = new TreeMap<>();
    ObjectBuilder fields = new ObjectBuilder();
    putCall(fields, span);
    fields
        .put("gen_ai.conversation.id", span.grouping().conversation())
        .put("session.id", span.grouping().session())
        .put("user.id", span.grouping().user())
        .put("deployment.environment.name", span.grouping().environment())
        .put("gen_ai.agent.name", span.agent())
        .put("error.type", span.errorType());
    all.putAll(fields.build().members());
    all.putAll(span.attributes().members());
    return all;
  }

  private static void putCall(ObjectBuilder fields, Span span) {
    fields.put("gen_ai.operation.name", operation(span.type()));
    ToolUse tool = span.tool();
    if (tool != null && span.type() == SpanType.TOOL) {
      fields
          .put("gen_ai.tool.name", tool.name())
          .put("gen_ai.tool.call.id", tool.callId())
          .put("gen_ai.tool.type", tool.type())
          .put("gen_ai.tool.call.arguments", text(span.input()))
          .put("gen_ai.tool.call.result", text(span.output()));
    }
    Generation call = span.generation();
    if (call != null) {
      fields
          .put("gen_ai.provider.name", call.provider())
          .put("gen_ai.request.model", call.requestModel())
          .put("gen_ai.response.model", call.responseModel())
          .put("gen_ai.response.id", call.responseId());
      call.parameters()
          .members()
          .forEach((name, value) -> fields.put("gen_ai.request." + name, value));
      putUsage(fields, call.usage());
    }
  }

  private static void putUsage(ObjectBuilder fields, @Nullable Usage usage) {
    if (usage != null) {
      fields
          .put("gen_ai.usage.input_tokens", usage.inputTokens())
          .put("gen_ai.usage.cache_read.input_tokens", usage.cacheRead())
          .put("gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite())
          .put("gen_ai.usage.output_tokens", usage.outputTokens());
    }
  }

  private static @Nullable String operation(@Nullable SpanType type) {
    if (type == null) {
      return null;
    }
    return switch (type) {
      case GENERATION -> "chat";
      case EMBEDDING -> "embeddings";
      case RETRIEVAL -> "retrieval";
      case TOOL -> "execute_tool";
      case AGENT -> "invoke_agent";
      case WORKFLOW -> "invoke_workflow";
      default -> null;
    };
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    if (value == null) {
      return null;
    }
    return value instanceof JsonString text ? text.value() : Json.write(value);
  }

  private static Map<String, JsonValue> exchange(Exchange exchange) {
    ObjectBuilder attributes = new ObjectBuilder();
    ObjectBuilder sizes = new ObjectBuilder();
    if (exchange.tools() != null) {
      put(attributes, "gen_ai.tool.definitions", new JsonArray(exchange.tools()));
      sizes.put("tools", (long) exchange.tools().size());
    }
    if (exchange.system() != null) {
      put(attributes, "gen_ai.system_instructions", MessageJson.toJson(exchange.system()));
      sizes.put("system", (long) exchange.system().size());
    }
    if (exchange.messages() != null) {
      put(attributes, "gen_ai.input.messages", MessageJson.toJson(exchange.messages()));
      sizes.put("messages", (long) exchange.messages().size());
    }
    if (exchange.choices() != null) {
      List<Message> all = new ArrayList<>();
      exchange.choices().forEach(all::addAll);
      put(attributes, "gen_ai.output.messages", MessageJson.toJson(all));
      sizes.putList("choices", exchange.choices(), choice -> JsonValue.of(choice.size()));
    }
    put(attributes, EXCHANGE, sizes.build());
    return attributes.build().members();
  }

  private static void put(ObjectBuilder attributes, String name, JsonValue value) {
    attributes.put(name, Json.write(value));
  }

  private static JsonArray attributes(Map<String, JsonValue> members) {
    List<JsonValue> list = new ArrayList<>();
    new TreeMap<>(members)
        .forEach(
            (key, value) ->
                list.add(new ObjectBuilder().put("key", key).put("value", any(value)).build()));
    return new JsonArray(list);
  }

  /** An AnyValue; what has no type there is written as text. */
  private static JsonObject any(JsonValue value) {
    ObjectBuilder any = new ObjectBuilder();
    if (value instanceof JsonString text) {
      any.put("stringValue", text.value());
    } else if (value instanceof JsonBoolean bool) {
      any.put("boolValue", bool.value());
    } else if (value instanceof JsonNumber number) {
      putNumber(any, number.lexeme());
    } else if (value instanceof JsonArray array) {
      any.put(
          "arrayValue",
          new ObjectBuilder().putList("values", array.elements(), OtlpTraceJson::any).build());
    } else if (value instanceof JsonObject object) {
      any.put(
          "kvlistValue", new ObjectBuilder().put("values", attributes(object.members())).build());
    }
    return any.build();
  }

  private static void putNumber(ObjectBuilder any, String lexeme) {
    if (lexeme.matches("-?[0-9]{1,18}")) {
      any.put("intValue", lexeme);
    } else if (Double.isFinite(Double.parseDouble(lexeme))) {
      any.put("doubleValue", new JsonNumber(lexeme));
    } else {
      any.put("stringValue", lexeme);
    }
  }

  private static @Nullable String nanos(@Nullable Instant time) {
    if (time == null || time.isBefore(Instant.EPOCH)) {
      return null;
    }
    return new BigInteger(Long.toString(time.getEpochSecond()))
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(time.getNano()))
        .toString();
  }
}
