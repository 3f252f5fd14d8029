// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which names are meant: any of some alternatives, each of which is clauses that hold together.
 * Immutable. In text an alternative is its clauses with {@code " & "} between them.
 *
 * @param alternatives each with one clause or more
 */
record NameMatch(List<List<Clause>> alternatives) {
  static final NameMatch NONE = new NameMatch(List.of());
  private static final String AND = " & ";
  private static final int LONGEST = 1_000;

  NameMatch {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /** How a name is compared with a text, by the sign that stands before it. */
  enum Kind {
    EQUALS('='),
    STARTS('^'),
    ENDS('$'),
    CONTAINS('~'),
    REGEX('/');

    final char sign;

    Kind(char sign) {
      this.sign = sign;
    }
  }

  /** One comparison; texts are in lower case, as are the names that are asked for. */
  record Clause(Kind kind, String text, @Nullable Pattern regex) {
    static Clause of(Kind kind, String text) {
      if (text.isEmpty() || text.length() > LONGEST || text.contains(AND)) {
        throw new IllegalArgumentException(
            kind + " '" + text + "' (expected: 1 to 1000 characters, without '" + AND + "')");
      }
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(kind + ": a control character (expected: none)");
      }
      try {
        return kind == Kind.REGEX
            ? new Clause(kind, text, Pattern.compile(text))
            : new Clause(kind, text.toLowerCase(Locale.ROOT), null);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "regex: " + text + " (expected: a regular expression)", e);
      }
    }

    boolean holdsFor(String name) {
      return switch (kind) {
        case EQUALS -> name.equals(text);
        case STARTS -> name.startsWith(text);
        case ENDS -> name.endsWith(text);
        case CONTAINS -> name.contains(text);
        case REGEX -> regex != null && regex.matcher(name).find();
      };
    }

    @Override
    public String toString() {
      return kind.sign + text;
    }
  }

  /** Reads alternatives as {@link #texts()} writes them. */
  static NameMatch parse(List<String> texts) {
    List<List<Clause>> alternatives = new ArrayList<>();
    for (String text : texts) {
      List<Clause> clauses = new ArrayList<>();
      for (String clause : text.split(AND, -1)) {
        clauses.add(clause(clause));
      }
      alternatives.add(clauses);
    }
    return new NameMatch(alternatives);
  }

  private static Clause clause(String text) {
    for (Kind kind : Kind.values()) {
      if (!text.isEmpty() && text.charAt(0) == kind.sign) {
        return Clause.of(kind, text.substring(1));
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' (expected: = ^ $ ~ or / and what to compare with)");
  }

  List<String> texts() {
    return alternatives.stream()
        .map(clauses -> String.join(AND, clauses.stream().map(Clause::toString).toList()))
        .toList();
  }

  /** The names that are meant literally. */
  List<String> names() {
    return alternatives.stream()
        .filter(clauses -> clauses.size() == 1 && clauses.get(0).kind() == Kind.EQUALS)
        .map(clauses -> clauses.get(0).text())
        .toList();
  }

  /** The alternative that holds for a name in lower case; empty if none does. */
  Optional<String> matching(String name) {
    for (List<Clause> clauses : alternatives) {
      if (clauses.stream().allMatch(clause -> clause.holdsFor(name))) {
        return Optional.of(String.join(AND, clauses.stream().map(Clause::toString).toList()));
      }
    }
    return Optional.empty();
  }
}
