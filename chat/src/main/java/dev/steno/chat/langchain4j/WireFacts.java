// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.langchain4j;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the wire says and LangChain4j does not hand on: finish reasons in the provider's words, and
 * usage with all its parts. Reads whole answers and single events of OpenAI's chat completions and
 * Responses, Anthropic's Messages and Ollama's chat. For one thread at a time.
 */
final class WireFacts {
  private final Map<String, JsonValue> usage = new LinkedHashMap<>();
  private @Nullable String finishReason;
  private @Nullable String model;
  private @Nullable String id;
  private @Nullable String error;
  private final StringBuilder refusal = new StringBuilder();

  /** Whether an event of a stream may tell anything: most only bring text. */
  static boolean mayTell(String event) {
    return event.contains("usage")
        || event.contains("_reason")
        || event.contains("\"error\"")
        || event.contains("refusal")
        || event.contains("\"response\"")
        || event.contains("\"message_start\"");
  }

  void read(JsonObject said) {
    JsonObject answer = said;
    for (String inner : new String[] {"response", "message"}) {
      // Responses and Anthropic wrap the answer into events; of Ollama "message" is the message.
      if (said.get(inner) instanceof JsonObject wrapped && wrapped.get("id") != null) {
        answer = wrapped;
      }
    }
    readError(said.get("error") != null ? said : answer);
    readRefusal(said, answer);
    id = or(answer.text("id"), id);
    model = or(answer.text("model"), model);
    finishReason = or(reason(answer), finishReason);
    add(answer.get("usage"));
    if (answer != said) {
      add(said.get("usage"));
    }
    for (String name : new String[] {"prompt_eval_count", "eval_count"}) {
      JsonValue count = answer.get(name);
      if (count != null) {
        usage.put(name, count);
      }
    }
  }

  private void readError(JsonObject said) {
    JsonValue told = said.get("error");
    if (told instanceof JsonObject object) {
      error = or(or(object.text("message"), object.text("type")), "an error without a message");
    } else if (told instanceof JsonString text) {
      error = text.value();
    } else if ("error".equals(said.text("type"))) {
      error = or(said.text("message"), "an error without a message");
    }
  }

  /** OpenAI's refusals, which are neither text nor a finish reason. */
  private void readRefusal(JsonObject said, JsonObject answer) {
    if (answer.get("choices") instanceof JsonArray choices
        && !choices.elements().isEmpty()
        && choices.elements().get(0) instanceof JsonObject choice) {
      for (String part : new String[] {"delta", "message"}) {
        if (choice.get(part) instanceof JsonObject words && words.text("refusal") != null) {
          refusal.append(words.text("refusal"));
        }
      }
    }
    // Responses repeat it in many events; the one that ends the answer has all of it.
    boolean ended = answer == said || "response.completed".equals(said.text("type"));
    if (ended && answer.get("output") instanceof JsonArray items) {
      items.elements().forEach(this::readRefusal);
    }
  }

  private void readRefusal(JsonValue item) {
    if (item instanceof JsonObject message && message.get("content") instanceof JsonArray parts) {
      for (JsonValue part : parts.elements()) {
        if (part instanceof JsonObject words && words.text("refusal") != null) {
          refusal.append(words.text("refusal"));
        }
      }
    }
  }

  private void add(@Nullable JsonValue said) {
    if (said instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, value) -> {
                if (!value.equals(JsonValue.NULL)) {
                  usage.put(name, value);
                }
              });
    }
  }

  private static @Nullable String reason(JsonObject answer) {
    if (answer.get("choices") instanceof JsonArray choices
        && !choices.elements().isEmpty()
        && choices.elements().get(0) instanceof JsonObject choice) {
      return choice.text("finish_reason");
    }
    if (answer.get("delta") instanceof JsonObject delta && delta.text("stop_reason") != null) {
      return delta.text("stop_reason");
    }
    if (answer.get("incomplete_details") instanceof JsonObject details
        && details.text("reason") != null) {
      return details.text("reason");
    }
    String status = "response".equals(answer.text("object")) ? answer.text("status") : null;
    if (status != null && !status.equals("in_progress") && !status.equals("queued")) {
      return status;
    }
    return or(answer.text("stop_reason"), answer.text("done_reason"));
  }

  /** What the provider says went wrong, perhaps in the middle of a stream; null if nothing. */
  @Nullable String error() {
    return error;
  }

  /** The words in which the model declined to answer; null if it did not. */
  @Nullable String refusal() {
    return refusal.length() == 0 ? null : refusal.toString();
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  @Nullable String model() {
    return model;
  }

  @Nullable String id() {
    return id;
  }

  /** What the provider says that the call cost, in USD; null if it does not. */
  @Nullable BigDecimal cost() {
    return usage.get("cost") instanceof JsonNumber cost ? new BigDecimal(cost.lexeme()) : null;
  }

  /** Null if the provider counted nothing. */
  @Nullable Usage usage() {
    if (usage.isEmpty()) {
      return null;
    }
    JsonObject source = new JsonObject(usage);
    if (usage.containsKey("prompt_eval_count") || usage.containsKey("eval_count")) {
      return Usage.ofTotals(
          count("prompt_eval_count"), null, null, count("eval_count"), null, source);
    }
    if (usage.containsKey("prompt_tokens")) {
      return Usage.ofTotals(
          count("prompt_tokens"),
          part("prompt_tokens_details", "cached_tokens"),
          null,
          count("completion_tokens"),
          part("completion_tokens_details", "reasoning_tokens"),
          source);
    }
    if (usage.containsKey("input_tokens_details") || usage.containsKey("output_tokens_details")) {
      return Usage.ofTotals(
          count("input_tokens"),
          part("input_tokens_details", "cached_tokens"),
          null,
          count("output_tokens"),
          part("output_tokens_details", "reasoning_tokens"),
          source);
    }
    // Anthropic: what was cached stands beside the input, thinking within the output.
    return new Usage(
        count("input_tokens"),
        count("cache_read_input_tokens"),
        count("cache_creation_input_tokens"),
        count("output_tokens"),
        null,
        source);
  }

  private @Nullable Long count(String name) {
    return number(usage.get(name));
  }

  private @Nullable Long part(String group, String name) {
    return usage.get(group) instanceof JsonObject object ? number(object.get(name)) : null;
  }

  private static @Nullable Long number(@Nullable JsonValue value) {
    return value instanceof JsonNumber number && number.lexeme().matches("[0-9]{1,15}")
        ? Long.valueOf(number.lexeme())
        : null;
  }

  private static @Nullable String or(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
