// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.content;

import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Usage in its parts, out of the object by which the library of a model provider tells it: cached
 * and reasoning tokens stand behind methods that are named as in the provider's answer. So no
 * library has to be on the class path. Stateless and thread-safe.
 */
public final class TokenParts {
  /** OpenAI and Google count what was cached as input, too. */
  private static final List<String> CACHED_OF_INPUT =
      List.of(
          "inputTokensDetails.cachedTokens",
          "promptTokensDetails.cachedTokens",
          "cachedContentTokenCount");

  /** Anthropic and Bedrock count what was cached beside the input. */
  private static final List<String> CACHED_BESIDE_INPUT = List.of("cacheReadInputTokens");

  private static final List<String> WRITTEN_BESIDE_INPUT =
      List.of("cacheCreationInputTokens", "cacheWriteInputTokens");

  private static final List<String> REASONING_OF_OUTPUT =
      List.of(
          "outputTokensDetails.reasoningTokens",
          "completionTokensDetails.reasoningTokens",
          "completionTokenDetails.reasoningTokens");

  /** Google counts thoughts beside the output. */
  private static final List<String> REASONING_BESIDE_OUTPUT = List.of("thoughtsTokenCount");

  private TokenParts() {}

  /**
   * Usage in its parts.
   *
   * @param input what the library calls the input; null if it says nothing
   * @param output what it calls the output; null if it says nothing
   * @param told what may tell the parts; null for nothing; asked by no other method than those that
   *     are known
   */
  public static Usage of(@Nullable Number input, @Nullable Number output, @Nullable Object told) {
    Long within = first(told, CACHED_OF_INPUT);
    Long read = within == null ? first(told, CACHED_BESIDE_INPUT) : within;
    Long thoughtWithin = first(told, REASONING_OF_OUTPUT);
    Long thought = thoughtWithin == null ? first(told, REASONING_BESIDE_OUTPUT) : thoughtWithin;
    return new Usage(
        less(input, within),
        read,
        first(told, WRITTEN_BESIDE_INPUT),
        less(output, thoughtWithin),
        thought,
        JsonObject.EMPTY);
  }

  private static @Nullable Long less(@Nullable Number whole, @Nullable Long part) {
    return whole == null ? null : Math.max(0, whole.longValue() - (part == null ? 0 : part));
  }

  private static @Nullable Long first(@Nullable Object told, List<String> paths) {
    for (String path : paths) {
      Object found = told;
      for (String name : path.split("\\.")) {
        found = read(found, name);
      }
      if (found instanceof Number number && number.longValue() >= 0) {
        return number.longValue();
      }
    }
    return null;
  }

  private static @Nullable Object read(@Nullable Object from, String name) {
    if (from == null) {
      return null;
    }
    Method method = method(from.getClass(), name);
    if (method == null || !method.trySetAccessible()) {
      return null;
    }
    try {
      Object value = method.invoke(from);
      return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static @Nullable Method method(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      try {
        return type.getMethod("get" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
      } catch (NoSuchMethodException none) {
        return null;
      }
    }
  }
}
