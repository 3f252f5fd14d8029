// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What Steno knows the form of. Immutable. */
public enum BuiltInRule {
  /** Anthropic's keys, {@code sk-ant-…}. */
  ANTHROPIC(true),
  /** Values of Bearer and Basic authorization. */
  AUTHORIZATION(true),
  /** Key ids of AWS, and secrets that are named as such. */
  AWS(true),
  /** GitHub's tokens, {@code ghp_…} and the like. */
  GITHUB(true),
  /** Google's API keys, access tokens and client secrets. */
  GOOGLE(true),
  /** JSON Web Tokens. */
  JWT(true),
  /** What a JSON member or an attribute holds whose name says password, secret or key. */
  NAMED(true),
  /** Keys of OpenAI and of the many who write theirs alike, {@code sk-…}. */
  OPENAI(true),
  /** Private keys in PEM. */
  PRIVATE_KEY(true),
  /** Slack's tokens and hooks. */
  SLACK(true),
  /** Steno's own keys. */
  STENO(true),
  /** Stripe's secret keys. */
  STRIPE(true),
  /** Payment card numbers whose check digit is right. */
  CARD(false),
  /** E-mail addresses. */
  EMAIL(false),
  /** Telephone numbers in the international form and in that of North America. */
  PHONE(false);

  /** The word for every rule that finds credentials. */
  public static final String SECRETS = "secrets";

  private final boolean secret;

  BuiltInRule(boolean secret) {
    this.secret = secret;
  }

  /** Its name in settings and in what takes a match's place. */
  public String rule() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Every word that settings may name: {@value #SECRETS} and the rules. */
  public static List<String> words() {
    return Stream.concat(Stream.of(SECRETS), Arrays.stream(values()).map(BuiltInRule::rule))
        .toList();
  }

  /** The rules that a word stands for; none if it is not known. */
  static Set<BuiltInRule> of(String word) {
    Set<BuiltInRule> meant = EnumSet.noneOf(BuiltInRule.class);
    for (BuiltInRule rule : values()) {
      if (word.equals(rule.rule()) || rule.secret && word.equals(SECRETS)) {
        meant.add(rule);
      }
    }
    return meant;
  }
}
