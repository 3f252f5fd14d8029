// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.otlp.wire.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that are written as JSON in strings, once or twice over, or as what they are. For one
 * thread.
 */
final class JsonStrings {
  private static final int ROUNDS = 3;
  private static final int DEPTH = 100;
  private static final Json.Limits LIMITS = new Json.Limits(DEPTH, 64 << 20, 1_000, 0);

  /** An element stands one level deep in its list. */
  private static final Json.Limits OF_ELEMENT = new Json.Limits(DEPTH - 1, 64 << 20, 1_000, 0);

  private static final Set<String> REDACTED =
      Set.of("__REDACTED__", "<REDACTED>", "N/A", "<not specified>", "");

  private static final Pattern CUT_OFF = Pattern.compile("\\s*\\[?\\s*\\{\\s*\"");

  private final Budget budget;
  private final KnownMessages known;

  JsonStrings(Budget budget, KnownMessages known) {
    this.budget = budget;
    this.known = known;
  }

  /** True for nothing, and for what emitters write in place of what they do not want to say. */
  static boolean isRedacted(@Nullable JsonValue value) {
    return value == null
        || value.equals(JsonValue.NULL)
        || (value instanceof JsonString text && REDACTED.contains(text.value()));
  }

  /** True for text that begins as a list of parts does, and yet is no JSON. */
  static boolean isCutOff(JsonValue decoded) {
    return decoded instanceof JsonString text && CUT_OFF.matcher(text.value()).lookingAt();
  }

  /** The value itself, or the object, array or string that its text writes. */
  JsonValue decoded(JsonValue value) {
    JsonValue decoded = value;
    for (int i = 0; i < ROUNDS && decoded instanceof JsonString text; i++) {
      JsonValue parsed = looksLikeJson(text.value()) ? parse(text.value(), LIMITS) : null;
      if (parsed == null) {
        return decoded;
      }
      decoded = parsed;
    }
    return decoded;
  }

  /** The value that text writes as JSON; null if it writes none. */
  @Nullable JsonValue json(String text) {
    return parse(text, LIMITS);
  }

  /** The elements of an array that may be written as JSON, as may each of its elements. */
  @Nullable List<JsonValue> list(JsonValue value) {
    if (!(decoded(value) instanceof JsonArray array)) {
      return null;
    }
    List<JsonValue> elements = new ArrayList<>(array.elements().size());
    array.elements().forEach(element -> elements.add(decoded(element)));
    return elements;
  }

  /**
   * The messages of a list, or the one message, that {@code value} is or writes; null if it is
   * anything else.
   */
  @Nullable List<ReadMessage> messages(JsonValue value, String role) {
    List<ReadMessage> read = value instanceof JsonString text ? known(text.value(), role) : null;
    if (read != null) {
      return read;
    }
    JsonValue decoded = decoded(value);
    List<JsonValue> elements = decoded instanceof JsonObject ? List.of(decoded) : list(decoded);
    return elements == null ? null : all(elements, element -> ReadMessage.of(element, role, 0));
  }

  /** The messages of a plain list of objects, of which only those are parsed that are not known. */
  private @Nullable List<ReadMessage> known(String list, String role) {
    List<String> elements = JsonElements.objects(list);
    return elements == null ? null : all(elements, element -> message(element, role));
  }

  private @Nullable ReadMessage message(String json, String role) {
    ReadMessage message = known.get(json);
    if (message != null && message.values() <= budget.parsed()) {
      budget.takeParsed(message.values());
      return message;
    }
    if (!(parse(json, OF_ELEMENT) instanceof JsonObject object)) {
      return null;
    }
    message = ReadMessage.of(object, role, size(object));
    // One that does not name its role has the role of where it stands.
    if (message != null && object.text("role") != null) {
      known.put(json, message);
    }
    return message;
  }

  private static <T> @Nullable List<ReadMessage> all(
      List<T> elements, Function<T, @Nullable ReadMessage> reader) {
    List<ReadMessage> all = new ArrayList<>(elements.size());
    for (T element : elements) {
      ReadMessage message = reader.apply(element);
      if (message == null) {
        return null;
      }
      all.add(message);
    }
    return all;
  }

  private static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        return c == '{' || c == '[' || c == '"';
      }
    }
    return false;
  }

  private @Nullable JsonValue parse(String text, Json.Limits limits) {
    try {
      JsonValue value = Json.parse(text, limits.withValues(budget.parsed()));
      budget.takeParsed(size(value));
      return value;
    } catch (CodecException e) {
      // Text that only looks like JSON is text.
      budget.takeParsed(e.kind() == CodecException.Kind.LIMIT ? budget.parsed() / 2 : 0);
      return null;
    }
  }

  private static int size(JsonValue value) {
    int size = 1;
    if (value instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        size += size(element);
      }
    } else if (value instanceof JsonObject object) {
      for (JsonValue member : object.members().values()) {
        size += size(member);
      }
    }
    return size;
  }
}
