// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An OTLP/JSON request in the making: the spans of one trace. For one thread. */
final class OtlpBody {
  private final String traceId;
  private final List<JsonValue> spans = new ArrayList<>();
  private final long start = System.currentTimeMillis() * 1_000_000;

  OtlpBody(String traceId) {
    this.traceId = traceId;
  }

  /** The value of {@code gen_ai.input.messages} for texts that alternate between user and model. */
  static String messages(String... texts) {
    List<JsonValue> messages = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      messages.add(message(i % 2 == 0 ? "user" : "assistant", texts[i]));
    }
    return Json.write(new JsonArray(messages));
  }

  /** The value of {@code gen_ai.output.messages} for one answer. */
  static String answer(String text) {
    return Json.write(new JsonArray(List.of(message("assistant", text))));
  }

  /**
   * Adds a span; its id is its number, 1 being the root and the parent of the others.
   *
   * @param attributes string attributes by name
   */
  OtlpBody span(String name, Map<String, String> attributes) {
    int number = spans.size() + 1;
    Map<String, JsonValue> span = new LinkedHashMap<>();
    span.put("traceId", JsonValue.of(traceId));
    span.put("spanId", JsonValue.of("%016x".formatted(number)));
    if (number > 1) {
      span.put("parentSpanId", JsonValue.of("%016x".formatted(1)));
    }
    span.put("name", JsonValue.of(name));
    span.put("startTimeUnixNano", JsonValue.of(Long.toString(start + number)));
    span.put("endTimeUnixNano", JsonValue.of(Long.toString(start + number * 1_000_000L)));
    span.put("attributes", attributes(attributes));
    spans.add(new JsonObject(span));
    return this;
  }

  /** A model call that was asked {@code input} and answered {@code output}. */
  OtlpBody chat(String model, String input, String output) {
    return span(
        "chat " + model,
        Map.of(
            "gen_ai.operation.name", "chat",
            "gen_ai.provider.name", "openai",
            "gen_ai.request.model", model,
            "gen_ai.input.messages", input,
            "gen_ai.output.messages", output));
  }

  /** The request's body. */
  String json() {
    JsonValue scope = object("spans", new JsonArray(spans));
    JsonValue resource = object("scopeSpans", new JsonArray(List.of(scope)));
    return Json.write(object("resourceSpans", new JsonArray(List.of(resource))));
  }

  private static JsonValue message(String role, String text) {
    Map<String, JsonValue> part = new LinkedHashMap<>();
    part.put("type", JsonValue.of("text"));
    part.put("content", JsonValue.of(text));
    Map<String, JsonValue> message = new LinkedHashMap<>();
    message.put("role", JsonValue.of(role));
    message.put("parts", new JsonArray(List.of(new JsonObject(part))));
    return new JsonObject(message);
  }

  private static JsonArray attributes(Map<String, String> attributes) {
    List<JsonValue> list = new ArrayList<>();
    attributes.forEach(
        (key, value) -> {
          Map<String, JsonValue> attribute = new LinkedHashMap<>();
          attribute.put("key", JsonValue.of(key));
          attribute.put("value", object("stringValue", JsonValue.of(value)));
          list.add(new JsonObject(attribute));
        });
    return new JsonArray(list);
  }

  private static JsonObject object(String name, JsonValue value) {
    return new JsonObject(Map.of(name, value));
  }
}
