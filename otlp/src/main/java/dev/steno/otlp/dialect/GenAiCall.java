// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.model.Generation;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the GenAI conventions tell of a model call beside what was said in it. */
final class GenAiCall {
  private static final String REQUEST = "gen_ai.request.";
  private static final String USAGE = "gen_ai.usage.";
  private static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000_000);
  private static final Set<String> NO_PARAMETERS = Set.of("model", "stream");
  private static final Set<String> TEXTS = Set.of("reasoning.level", "previous_response.id");

  private GenAiCall() {}

  /**
   * The call.
   *
   * @param finishReasons those that the output messages tell, for want of better
   */
  static Generation generation(Draft draft, List<String> finishReasons) {
    List<String> reasons = finishReasons(draft);
    String provider = draft.text("gen_ai.provider.name");
    Duration first = firstChunk(draft);
    Boolean streaming = Scalars.bool(draft.attributes.get(REQUEST + "stream"));
    return Generation.builder()
        .provider(provider != null ? provider : draft.text("gen_ai.system"))
        .requestModel(draft.text(REQUEST + "model"))
        .responseModel(draft.text("gen_ai.response.model"))
        .responseId(draft.text("gen_ai.response.id"))
        .parameters(parameters(draft))
        .finishReasons(reasons.isEmpty() ? finishReasons : reasons)
        // Only a streamed answer has a first chunk.
        .streaming(streaming == null && first != null ? Boolean.TRUE : streaming)
        .timeToFirstToken(first)
        .usage(usage(draft.attributes))
        .cost(Scalars.decimal(draft.attributes.get(USAGE + "cost")))
        .build();
  }

  /** The reasons as the call tells them, one a choice; empty if it does not. */
  static List<String> finishReasons(Draft draft) {
    JsonValue value = draft.attributes.get(FINISH_REASONS);
    if (value == null || JsonStrings.isRedacted(value)) {
      return List.of();
    }
    JsonValue decoded = draft.strings.decoded(value);
    List<JsonValue> elements =
        decoded instanceof JsonArray array ? array.elements() : List.of(decoded);
    List<String> reasons = new ArrayList<>();
    for (JsonValue element : elements) {
      String reason = Scalars.text(element);
      if (reason != null) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  private static @Nullable Duration firstChunk(Draft draft) {
    BigDecimal seconds =
        Scalars.decimal(draft.attributes.get("gen_ai.response.time_to_first_chunk"));
    if (seconds == null || seconds.signum() < 0 || seconds.compareTo(LONGEST_SECONDS) > 0) {
      return null;
    }
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  private static JsonObject parameters(Draft draft) {
    Map<String, JsonValue> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> attribute : draft.attributes.entrySet()) {
      String key = attribute.getKey();
      if (key.startsWith(REQUEST) && !NO_PARAMETERS.contains(key.substring(REQUEST.length()))) {
        String name = key.substring(REQUEST.length());
        parameters.put(name, parameter(name, attribute.getValue(), draft));
      } else if (key.equals("gen_ai.output.type")) {
        parameters.put("output.type", attribute.getValue());
      }
    }
    return parameters.isEmpty() ? JsonObject.EMPTY : new JsonObject(parameters);
  }

  /** Numbers and lists that arrive as strings are what they write. */
  private static JsonValue parameter(String name, JsonValue value, Draft draft) {
    if (!(value instanceof JsonValue.JsonString text) || TEXTS.contains(name)) {
      return value;
    }
    BigDecimal number = Scalars.decimal(value);
    return number == null ? draft.strings.decoded(value) : lexeme(text.value(), number);
  }

  private static JsonNumber lexeme(String text, BigDecimal number) {
    try {
      return new JsonNumber(text);
    } catch (IllegalArgumentException e) {
      // Java reads numbers, such as +1, that JSON does not.
      return new JsonNumber(number.toString());
    }
  }

  private static @Nullable Usage usage(Map<String, JsonValue> attributes) {
    Map<String, JsonValue> source = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith(USAGE)) {
            source.put(key, value);
          }
        });
    if (source.isEmpty()) {
      return null;
    }
    Long input = first(attributes, "input_tokens", "prompt_tokens");
    Long read = first(attributes, "cache_read.input_tokens");
    Long write = first(attributes, "cache_write.input_tokens", "cache_creation.input_tokens");
    Long output = first(attributes, "output_tokens", "completion_tokens");
    Long reasoning = first(attributes, "reasoning.output_tokens");
    JsonObject said = new JsonObject(source);
    Usage usage = Usage.ofTotals(input, read, write, output, reasoning, said);
    if (input != null && input < orZero(read) + orZero(write)) {
      // A total smaller than its parts was no total: the emitter left the cached tokens out of it.
      return new Usage(input, read, write, usage.outputText(), reasoning, said);
    }
    return usage;
  }

  private static @Nullable Long first(Map<String, JsonValue> attributes, String... names) {
    for (String name : names) {
      Long count = Scalars.count(attributes.get(USAGE + name));
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
