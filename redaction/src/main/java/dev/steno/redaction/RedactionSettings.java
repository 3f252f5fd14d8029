// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is taken out of what a project is sent. Immutable.
 *
 * @param rules built-in ones, each by a word of {@link BuiltInRule#words()}
 * @param own up to {@value #MAX_OWN} of a name each, applied in this order after the built-in ones
 */
public record RedactionSettings(Set<String> rules, List<OwnRule> own) {
  /** How many own rules there may be. */
  public static final int MAX_OWN = 50;

  /** Nothing is taken out. */
  public static final RedactionSettings NONE = new RedactionSettings(Set.of(), List.of());

  private static final List<String> MEMBERS = List.of("rules", "own");
  private static final List<String> OWN_MEMBERS = List.of("name", "pattern", "replacement");

  /**
   * Copies the collections and checks them.
   *
   * @throws IllegalArgumentException if a rule is not known, a name is used twice or there are too
   *     many
   */
  public RedactionSettings {
    rules = Set.copyOf(rules);
    own = List.copyOf(own);
    for (String word : rules) {
      if (BuiltInRule.of(word).isEmpty()) {
        throw OwnRule.refused(
            "rules: "
                + OwnRule.shortened(word)
                + " (expected: "
                + String.join(", ", BuiltInRule.words())
                + ")");
      }
    }
    long names = own.stream().map(OwnRule::name).distinct().count();
    if (own.size() > MAX_OWN || names < own.size()) {
      throw OwnRule.refused(
          "own: "
              + own.size()
              + " rules of "
              + names
              + " names (expected: at most "
              + MAX_OWN
              + ", each of a name of its own)");
    }
  }

  /** True if nothing is taken out. */
  public boolean isNone() {
    return rules.isEmpty() && own.isEmpty();
  }

  /** {@code {"rules":["secrets"],"own":[{"name","pattern","replacement"}]}}. */
  public JsonObject toJson() {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put(
        "rules", new JsonArray(List.copyOf(rules.stream().sorted().map(JsonValue::of).toList())));
    json.put("own", new JsonArray(List.copyOf(own.stream().map(RedactionSettings::json).toList())));
    return new JsonObject(json);
  }

  /**
   * The settings that {@link #toJson} wrote, or a person; absent and null are {@link #NONE}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static RedactionSettings of(@Nullable JsonValue json) {
    if (json == null || json.equals(JsonValue.NULL)) {
      return NONE;
    }
    JsonObject object = object("redaction", json, MEMBERS);
    return new RedactionSettings(
        Set.copyOf(new LinkedHashSet<>(list("rules", object, RedactionSettings::text))),
        list("own", object, RedactionSettings::rule));
  }

  private static OwnRule rule(JsonValue json) {
    JsonObject rule = object("own", json, OWN_MEMBERS);
    String name = rule.text("name");
    String pattern = rule.text("pattern");
    String replacement = rule.text("replacement");
    if (name == null || pattern == null || rule.get("replacement") != null && replacement == null) {
      throw OwnRule.refused("own: a rule that is not three texts (expected: name and pattern)");
    }
    return replacement == null
        ? OwnRule.of(name, pattern)
        : new OwnRule(name, pattern, replacement);
  }

  private static JsonObject json(OwnRule rule) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("name", JsonValue.of(rule.name()));
    json.put("pattern", JsonValue.of(rule.pattern()));
    json.put("replacement", JsonValue.of(rule.replacement()));
    return new JsonObject(json);
  }

  private static String text(JsonValue json) {
    if (json instanceof JsonString text) {
      return text.value();
    }
    throw OwnRule.refused("rules: one that is no text (expected: names)");
  }

  private static <T> List<T> list(String name, JsonObject object, Function<JsonValue, T> element) {
    JsonValue value = object.get(name);
    if (value == null || value.equals(JsonValue.NULL)) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw OwnRule.refused(name + ": no list (expected: […])");
    }
    List<T> elements = new ArrayList<>();
    array.elements().forEach(each -> elements.add(element.apply(each)));
    return elements;
  }

  private static JsonObject object(String name, JsonValue value, List<String> known) {
    if (!(value instanceof JsonObject object)) {
      throw OwnRule.refused(name + ": no object (expected: {…})");
    }
    for (String member : object.members().keySet()) {
      if (!known.contains(member)) {
        throw OwnRule.refused(
            name
                + ": "
                + OwnRule.shortened(member)
                + " is not known (expected: "
                + String.join(", ", known)
                + ")");
      }
    }
    return object;
  }
}
