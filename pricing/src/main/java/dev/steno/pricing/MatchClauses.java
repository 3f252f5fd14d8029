// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.pricing.NameMatch.Clause;
import dev.steno.pricing.NameMatch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Flattens the source's nested clauses, {@code {"or":[{"equals":…},{"and":[…]}]}}, into
 * alternatives. Pure functions.
 */
final class MatchClauses {
  private static final int DEEPEST = 5;
  private static final int MOST = 1_000;
  private static final Map<String, Kind> KINDS =
      Map.of(
          "equals", Kind.EQUALS,
          "starts_with", Kind.STARTS,
          "ends_with", Kind.ENDS,
          "contains", Kind.CONTAINS,
          "regex", Kind.REGEX);

  private MatchClauses() {}

  static List<List<Clause>> alternatives(String place, JsonValue json, int depth) {
    Members clause = Members.of(place, json);
    if (clause.object().members().size() != 1 || depth > DEEPEST) {
      throw new IllegalArgumentException(place + ": no clause (expected: one such as equals)");
    }
    Map.Entry<String, JsonValue> only = clause.object().members().entrySet().iterator().next();
    List<List<Clause>> found =
        switch (only.getKey()) {
          case "or" -> any(place, only.getValue(), depth);
          case "and" -> all(place, only.getValue(), depth);
          default -> List.of(List.of(single(clause, only.getKey(), only.getValue())));
        };
    return bounded(place, found);
  }

  private static List<List<Clause>> bounded(String place, List<List<Clause>> found) {
    if (found.size() > MOST) {
      throw new IllegalArgumentException(
          place + ": " + found.size() + " alternatives (expected: at most " + MOST + ")");
    }
    return found;
  }

  private static List<List<Clause>> any(String place, JsonValue json, int depth) {
    List<List<Clause>> found = new ArrayList<>();
    Members.list(place, json)
        .forEach(clause -> found.addAll(alternatives(place, clause, depth + 1)));
    return found;
  }

  private static List<List<Clause>> all(String place, JsonValue json, int depth) {
    List<List<Clause>> found = List.of(List.of());
    for (JsonValue clause : Members.list(place, json)) {
      List<List<Clause>> longer = new ArrayList<>();
      for (List<Clause> further : alternatives(place, clause, depth + 1)) {
        for (List<Clause> sofar : found) {
          List<Clause> both = new ArrayList<>(sofar);
          both.addAll(further);
          longer.add(both);
        }
      }
      found = bounded(place, longer);
    }
    return found;
  }

  private static Clause single(Members clause, String name, JsonValue value) {
    Kind kind = KINDS.get(name);
    if (kind == null || !(value instanceof JsonString text)) {
      throw clause.refused(name, value, "or, and, or one of " + KINDS.keySet() + " and a string");
    }
    return Clause.of(kind, text.value());
  }
}
