// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.steno.redaction.text.PatternSize;

/** An own rule ready to be used. Thread-safe. */
final class Expression {
  private static final System.Logger LOG = System.getLogger(Expression.class.getName());

  /** A pattern of a thousand characters can ask for a million states; this many are usual. */
  private static final int MAX_STATES = 10_000;

  private final OwnRule rule;
  private final Pattern pattern;
  private volatile boolean complained;

  Expression(OwnRule rule) {
    this.rule = rule;
    this.pattern = compiled(rule.name(), rule.pattern());
  }

  static void check(String name, String pattern) {
    if (compiled(name, pattern).matcher("").find()) {
      throw OwnRule.refused(
          "rule " + name + ": the pattern matches nothing at all (expected: one that needs text)");
    }
  }

  /**
   * The text with every match replaced. Should the engine fail, the whole text is: what was not
   * looked into must not be kept.
   */
  String replace(String text, Findings findings) {
    try {
      return replaced(text, findings);
    } catch (RuntimeException | StackOverflowError e) {
      if (!complained) {
        complained = true;
        LOG.log(
            System.Logger.Level.WARNING,
            "The redaction rule {0} failed ({1}): texts that it fails on are replaced whole",
            rule.name(),
            e.getClass().getName());
      }
      findings.found(rule.name(), text, 0, text.length());
      return OwnRule.mark(rule.name());
    }
  }

  private String replaced(String text, Findings findings) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = null;
    int copied = 0;
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, matcher.start()).append(rule.replacement());
        copied = matcher.end();
        findings.found(rule.name(), text, matcher.start(), matcher.end());
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static Pattern compiled(String name, String pattern) {
    try {
      if (PatternSize.of(pattern) <= MAX_STATES) {
        return Pattern.compile(pattern);
      }
    } catch (PatternSyntaxException e) {
      throw OwnRule.refused(
          "rule "
              + name
              + ": "
              + e.getDescription()
              + " (expected: a regular expression as RE2 writes it, without look-around and"
              + " back-references)");
    }
    throw OwnRule.refused(
        "rule " + name + ": the pattern is too large (expected: fewer or smaller repetitions)");
  }
}
