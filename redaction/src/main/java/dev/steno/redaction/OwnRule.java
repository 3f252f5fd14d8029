// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

/**
 * A rule that somebody wrote. Immutable.
 *
 * @param name up to 40 lower-case letters, digits and hyphens; no built-in rule's
 * @param pattern a regular expression as RE2 writes it, up to {@value #MAX_PATTERN} characters; it
 *     sees one text at a time and does not match the empty one
 * @param replacement what takes the place of a match, as it stands, up to {@value #MAX_REPLACEMENT}
 *     characters
 */
public record OwnRule(String name, String pattern, String replacement) {
  /** The longest pattern. */
  public static final int MAX_PATTERN = 1_000;

  /** The longest replacement. */
  public static final int MAX_REPLACEMENT = 200;

  /**
   * Checks the rule.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public OwnRule {
    if (!name.matches("[a-z][a-z0-9-]{0,39}") || BuiltInRule.words().contains(name)) {
      throw refused(
          "name: "
              + shortened(name)
              + " (expected: up to 40 lower-case letters, digits and hyphens, and none of "
              + String.join(", ", BuiltInRule.words())
              + ")");
    }
    if (pattern.length() > MAX_PATTERN || replacement.length() > MAX_REPLACEMENT) {
      throw refused(
          "rule "
              + name
              + ": a pattern of "
              + pattern.length()
              + " and a replacement of "
              + replacement.length()
              + " characters (expected: at most "
              + MAX_PATTERN
              + " and "
              + MAX_REPLACEMENT
              + ")");
    }
    Expression.check(name, pattern);
  }

  /** A rule whose matches become {@code [redacted:NAME]}. */
  public static OwnRule of(String name, String pattern) {
    return new OwnRule(name, pattern, mark(name));
  }

  /** What takes the place of a match of a rule that says nothing else. */
  static String mark(String rule) {
    return "[redacted:" + rule + "]";
  }

  static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  static IllegalArgumentException refused(String sentence) {
    return new IllegalArgumentException(sentence);
  }
}
