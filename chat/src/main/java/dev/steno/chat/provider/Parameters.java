// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a call by name. Immutable. {@code temperature}, {@code top_p}, {@code top_k},
 * {@code max_output_tokens}, {@code frequency_penalty}, {@code presence_penalty}, {@code seed} and
 * {@code stop} go to every provider; {@code max_tokens}, the whole window, is recorded and stays;
 * any other goes to the provider as it is.
 */
public final class Parameters {
  /** Nothing was set. */
  public static final Parameters NONE = new Parameters(Map.of());

  private static final Set<String> REAL =
      Set.of("temperature", "top_p", "frequency_penalty", "presence_penalty");
  private static final Set<String> WHOLE =
      Set.of("top_k", "max_tokens", "max_output_tokens", "seed");

  private final Map<String, JsonValue> values;
  private final JsonObject json;

  private Parameters(Map<String, JsonValue> values) {
    this.values = values;
    Map<String, JsonValue> all = new LinkedHashMap<>();
    all.put("temperature", JsonValue.NULL);
    all.put("max_tokens", JsonValue.NULL);
    all.put("max_output_tokens", JsonValue.NULL);
    all.putAll(values);
    json = new JsonObject(all);
  }

  /**
   * These with one more.
   *
   * @param value null takes it away
   * @throws IllegalArgumentException if a known parameter has another type
   */
  public Parameters with(String name, @Nullable JsonValue value) {
    if (value == null && !values.containsKey(name)) {
      return this;
    }
    Map<String, JsonValue> all = new LinkedHashMap<>(values);
    if (value == null) {
      all.remove(name);
    } else {
      all.put(name, checked(name, value));
    }
    return new Parameters(all);
  }

  /** These, and where they say nothing, those. */
  public Parameters or(Parameters others) {
    if (others.values.isEmpty() || values.isEmpty()) {
      return values.isEmpty() ? others : this;
    }
    Map<String, JsonValue> all = new LinkedHashMap<>(others.values);
    all.putAll(values);
    return new Parameters(all);
  }

  /** A number; null if it was not set. */
  public @Nullable Double real(String name) {
    return values.get(name) instanceof JsonNumber number ? Double.valueOf(number.lexeme()) : null;
  }

  /** A whole number; null if it was not set. */
  public @Nullable Integer whole(String name) {
    return values.get(name) instanceof JsonNumber number ? Integer.valueOf(number.lexeme()) : null;
  }

  /** Where the model shall stop; empty if that was not set. */
  public List<String> stop() {
    if (values.get("stop") instanceof JsonString text) {
      return List.of(text.value());
    }
    List<String> texts = new ArrayList<>();
    if (values.get("stop") instanceof JsonArray array) {
      array.elements().forEach(text -> texts.add(((JsonString) text).value()));
    }
    return texts;
  }

  /** The parameters that are not among those that every provider knows. */
  public Map<String, JsonValue> others() {
    Map<String, JsonValue> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(REAL);
    others.keySet().removeAll(WHOLE);
    others.remove("stop");
    return others;
  }

  /**
   * All of them; {@code temperature}, {@code max_tokens} and {@code max_output_tokens} are there
   * always, null if they were not set.
   */
  public JsonObject toJson() {
    return json;
  }

  private static JsonValue checked(String name, JsonValue value) {
    if (REAL.contains(name) && !(value instanceof JsonNumber)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a number)");
    }
    if (WHOLE.contains(name)
        && !(value instanceof JsonNumber number && number.lexeme().matches("-?[0-9]{1,9}"))) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a whole number)");
    }
    if (name.equals("n") && !value.equals(JsonValue.of(1))) {
      throw new IllegalArgumentException(
          "n: " + value + " (expected: 1; ask again for another answer)");
    }
    boolean texts =
        value instanceof JsonString
            || value instanceof JsonArray array
                && array.elements().stream().allMatch(JsonString.class::isInstance);
    if (name.equals("stop") && !texts) {
      throw new IllegalArgumentException("stop: " + value + " (expected: one or more texts)");
    }
    return value;
  }
}
