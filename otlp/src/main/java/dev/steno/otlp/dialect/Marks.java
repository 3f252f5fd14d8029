// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What Steno's client noticed about a span before it left, which may be one of any dialect: flags,
 * and how many places its redaction rules replaced. Stateless.
 */
final class Marks {
  private static final int MOST = 16;
  private static final int MOST_RULES = 100;
  private static final long MOST_PLACES = 1_000_000_000;
  private static final Pattern FLAG = Pattern.compile("[a-z][a-z_]{0,31}");
  private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private Marks() {}

  static void read(Draft draft) {
    if (draft.attributes.get(StenoAttributes.FLAGS) instanceof JsonArray flags
        && flags.elements().size() <= MOST
        && flags.elements().stream().allMatch(Marks::isFlag)) {
      draft.attributes.remove(StenoAttributes.FLAGS);
      flags.elements().forEach(flag -> draft.flags.add(((JsonString) flag).value()));
    }
    draft.attributes.entrySet().removeIf(attribute -> isCount(attribute, draft.redacted));
  }

  private static boolean isFlag(JsonValue value) {
    return value instanceof JsonString text && FLAG.matcher(text.value()).matches();
  }

  private static boolean isCount(
      Map.Entry<String, JsonValue> attribute, Map<String, Long> redacted) {
    String key = attribute.getKey();
    if (!key.startsWith(StenoAttributes.REDACTED) || redacted.size() >= MOST_RULES) {
      return false;
    }
    String rule = key.substring(StenoAttributes.REDACTED.length());
    Long count = Scalars.count(attribute.getValue());
    if (count == null || count <= 0 || count > MOST_PLACES || !RULE.matcher(rule).matches()) {
      return false;
    }
    redacted.put(rule, count);
    return true;
  }
}
