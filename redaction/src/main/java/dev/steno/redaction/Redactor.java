// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.redaction.text.SecretNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of texts and JSON what some rules find; what holds nothing is returned as it is, the
 * very same object. Thread-safe.
 *
 * <p>JSON stays JSON: its names and values are looked at one by one, also within a text that holds
 * JSON, and a number that has to go becomes a string.
 */
public final class Redactor {
  private static final String NAMED = OwnRule.mark(BuiltInRule.NAMED.rule());

  private final Scanner scanner;
  private final boolean named;
  private final List<Expression> own;

  /** A redactor of all the rules of all these settings, built-in ones first. */
  public Redactor(List<RedactionSettings> settings) {
    Set<BuiltInRule> rules = EnumSet.noneOf(BuiltInRule.class);
    List<Expression> expressions = new ArrayList<>();
    for (RedactionSettings each : settings) {
      each.rules().forEach(word -> rules.addAll(BuiltInRule.of(word)));
      each.own().forEach(rule -> expressions.add(new Expression(rule)));
    }
    scanner = new Scanner(rules);
    named = rules.contains(BuiltInRule.NAMED);
    own = List.copyOf(expressions);
  }

  /** The part without what the rules find in it, which is counted on its span. */
  public SpanPart redacted(SpanPart part) {
    return new PartRedaction(this, new Findings()).of(part);
  }

  /** The feedback without what the rules find in it. */
  public Feedback redacted(Feedback feedback) {
    return FeedbackRedaction.of(feedback, this, new Findings());
  }

  /** The text without what the rules find in it. */
  public String redacted(String text) {
    return text(text, new Findings());
  }

  /** The text of an attribute or a member, which goes whole if the name calls it a secret. */
  public String redacted(String name, String text) {
    return named(name, text, new Findings());
  }

  /**
   * The same, counted.
   *
   * @param name null if the text has none
   */
  public String redacted(@Nullable String name, String text, Findings findings) {
    return named(name, text, findings);
  }

  /**
   * The JSON that an attribute holds, without what the rules find in it.
   *
   * @param name null if it has none
   */
  public JsonValue redacted(@Nullable String name, JsonValue value, Findings findings) {
    return value(name, value, findings);
  }

  /**
   * Messages as OpenTelemetry's GenAI conventions write them, without what the rules find in what
   * was said: the conventions' own words stay, as they do where such messages are read first.
   */
  public JsonValue messages(JsonValue messages, Findings findings) {
    return new ConventionMessages(this, findings).of(messages);
  }

  /**
   * What is left of a key by which things are told apart, such that two keys which differ only in
   * what was taken out stay two.
   */
  public static String distinct(String key, String redacted) {
    return key.equals(redacted)
        ? key
        : redacted + " " + Hash.sha256(key.getBytes(StandardCharsets.UTF_8)).hex();
  }

  String text(String text, Findings findings) {
    if (text.isEmpty()) {
      return text;
    }
    if (text.startsWith(DataUrl.SCHEME)) {
      return DataUrl.redacted(text, this, findings);
    }
    String json = Literals.mayBeJson(text) ? Literals.redacted(text, this, findings) : null;
    return json == null ? plain(text, findings) : json;
  }

  @Nullable String orNull(@Nullable String text, Findings findings) {
    return text == null ? null : text(text, findings);
  }

  /** What a member of that name holds: its text, or nothing of it if the name says that much. */
  String named(@Nullable String name, String text, Findings findings) {
    if (named && name != null && !text.isBlank() && SecretNames.isSecret(name)) {
      if (text.equals(NAMED)) {
        // It came redacted: nothing is left to be found or counted again.
        return text;
      }
      findings.found(BuiltInRule.NAMED.rule(), text, 0, text.length());
      return NAMED;
    }
    return text(text, findings);
  }

  /** A text that is no more than that. */
  String plain(String text, Findings findings) {
    String rest = scanner.replace(text, findings);
    for (Expression expression : own) {
      rest = expression.replace(rest, findings);
    }
    return rest;
  }

  JsonObject object(JsonObject object, Findings findings) {
    if (object.isEmpty()) {
      return object;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      String name = text(member.getKey(), findings);
      JsonValue value = member(object, member.getKey(), member.getValue(), findings);
      changed |= !name.equals(member.getKey()) || value != member.getValue();
      members.put(unused(name, members), value);
    }
    return changed ? new JsonObject(members) : object;
  }

  /** What a member of an object holds; base64 is looked into if the object says what it is. */
  JsonValue member(JsonObject object, String name, JsonValue value, Findings findings) {
    if (value instanceof JsonString data && DataUrl.isIn(object, name)) {
      String rest = DataUrl.member(object, data.value(), this, findings);
      return rest.equals(data.value()) ? value : JsonValue.of(rest);
    }
    return value(name, value, findings);
  }

  /**
   * @param name of the member that holds the value; null if none does
   */
  JsonValue value(@Nullable String name, JsonValue value, Findings findings) {
    if (value instanceof JsonString string) {
      String text = named(name, string.value(), findings);
      return text.equals(string.value()) ? value : JsonValue.of(text);
    }
    if (value instanceof JsonNumber number) {
      String text = plain(number.lexeme(), findings);
      return text.equals(number.lexeme()) ? value : JsonValue.of(text);
    }
    if (value instanceof JsonArray array) {
      List<JsonValue> elements = each(array.elements(), item -> value(name, item, findings));
      return elements == array.elements() ? value : new JsonArray(elements);
    }
    return value instanceof JsonObject object ? object(object, findings) : value;
  }

  @Nullable JsonValue orNull(@Nullable JsonValue value, Findings findings) {
    return value == null ? null : value(null, value, findings);
  }

  /** The list with each element changed; the very same list if none was. */
  static <T> List<T> each(List<T> list, UnaryOperator<T> change) {
    List<T> changed = null;
    for (int i = 0; i < list.size(); i++) {
      T element = change.apply(list.get(i));
      if (changed == null && element != list.get(i)) {
        changed = new ArrayList<>(list);
      }
      if (changed != null) {
        changed.set(i, element);
      }
    }
    return changed == null ? list : changed;
  }

  /** Two names that become one must not become one member. */
  static String unused(String name, Map<String, JsonValue> members) {
    String unused = name;
    for (int i = members.size() + 1; members.containsKey(unused); i++) {
      unused = name + " " + i;
    }
    return unused;
  }
}
