// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.codec.MessageJson;
import dev.steno.codec.OtlpTraceJson;
import dev.steno.codec.SpanJson;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.Message;
import dev.steno.otlp.wire.WireSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that Steno exported as OTLP, which says in two attributes what the conventions cannot. One
 * whose attributes do not fit together is read as any other span.
 */
final class RecordedSpan {
  /** A value takes two bytes of text and fifty of memory. */
  private static final Json.Limits LIMITS = Json.Limits.DEFAULT.withValues(2_000_000);

  private final Map<String, JsonValue> attributes;

  private RecordedSpan(Map<String, JsonValue> attributes) {
    this.attributes = attributes;
  }

  /** The part that the attributes hold whole; null if they do not. */
  static @Nullable SpanPart of(String project, WireSpan wire, Instant arrival) {
    RecordedSpan recorded = new RecordedSpan(wire.attributes().values());
    String text = recorded.text(OtlpTraceJson.SPAN);
    if (text == null) {
      return null;
    }
    try {
      Span span = SpanJson.fromJson(project, wire.traceId(), Json.parse(text, LIMITS));
      if (!span.spanId().equals(wire.spanId())) {
        return null;
      }
      SpanPart.Kind kind = span.end() == null ? SpanPart.Kind.START : SpanPart.Kind.SPAN;
      return new SpanPart(kind, 0, arrival, span, recorded.exchange());
    } catch (CodecException | IllegalArgumentException | IndexOutOfBoundsException notOurs) {
      return null;
    }
  }

  private @Nullable Exchange exchange() {
    String text = text(OtlpTraceJson.EXCHANGE);
    if (text == null || !(Json.parse(text, LIMITS) instanceof JsonObject sizes)) {
      return null;
    }
    return new Exchange(
        sizes.get("tools") == null ? null : array("gen_ai.tool.definitions").elements(),
        sizes.get("system") == null ? null : messages("gen_ai.system_instructions"),
        sizes.get("messages") == null ? null : messages("gen_ai.input.messages"),
        sizes.get("choices") instanceof JsonArray choices ? choices(choices) : null);
  }

  private List<List<Message>> choices(JsonArray sizes) {
    List<Message> all = messages("gen_ai.output.messages");
    List<List<Message>> choices = new ArrayList<>();
    int from = 0;
    for (JsonValue size : sizes.elements()) {
      int to = from + (size instanceof JsonNumber number ? Integer.parseInt(number.lexeme()) : 0);
      choices.add(all.subList(from, to));
      from = to;
    }
    return choices;
  }

  private List<Message> messages(String key) {
    return MessageJson.fromJson(array(key));
  }

  private JsonArray array(String key) {
    if (Json.parse(String.valueOf(text(key)), LIMITS) instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException(key + ": no array");
  }

  private @Nullable String text(String key) {
    return attributes.get(key) instanceof JsonString text ? text.value() : null;
  }
}
