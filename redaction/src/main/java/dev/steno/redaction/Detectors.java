// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import static dev.steno.redaction.text.Alphabet.ALNUM;
import static dev.steno.redaction.text.Alphabet.TOKEN;
import static dev.steno.redaction.text.Alphabet.UPPER_OR_DIGIT;
import static dev.steno.redaction.text.Alphabet.URL64;
import static dev.steno.redaction.text.Alphabet.WORD;

import dev.steno.redaction.KeyForm.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the built-in rules look for, and in which order: of two forms that begin alike the more
 * particular one comes first. Stateless.
 */
final class Detectors {

  private Detectors() {}

  static List<Detector> of(Set<BuiltInRule> rules) {
    List<Detector> all = new ArrayList<>();
    for (BuiltInRule rule : rules) {
      all.addAll(of(rule));
    }
    // OpenAI's form is also how the keys of others begin.
    all.sort((one, other) -> Boolean.compare(isVague(one), isVague(other)));
    return all;
  }

  private static boolean isVague(Detector detector) {
    return detector instanceof KeyForm form && form.rule() == BuiltInRule.OPENAI;
  }

  private static List<Detector> of(BuiltInRule rule) {
    return switch (rule) {
      case ANTHROPIC -> List.of(new KeyForm(rule, "sk-ant-", URL64, 16, Check.NONE));
      case OPENAI -> List.of(new KeyForm(rule, "sk-", URL64, 20, Check.RANDOM));
      case STENO -> List.of(new KeyForm(rule, "sk-steno-", ALNUM, 16, Check.NONE));
      case GITHUB -> github(rule);
      case GOOGLE ->
          List.of(
              new KeyForm(rule, "AIza", URL64, 35, Check.WORD),
              new KeyForm(rule, "GOCSPX-", URL64, 20, Check.NONE),
              new KeyForm(rule, "ya29.", TOKEN, 20, Check.WORD));
      case SLACK -> slack(rule);
      case STRIPE ->
          List.of(
              new KeyForm(rule, "sk_live_", ALNUM, 16, Check.NONE),
              new KeyForm(rule, "sk_test_", ALNUM, 16, Check.NONE),
              new KeyForm(rule, "rk_live_", ALNUM, 16, Check.NONE),
              new KeyForm(rule, "rk_test_", ALNUM, 16, Check.NONE),
              new KeyForm(rule, "whsec_", TOKEN, 16, Check.NONE));
      case AWS ->
          List.of(
              new KeyForm(rule, "AKIA", UPPER_OR_DIGIT, 16, Check.WORD),
              new KeyForm(rule, "ASIA", UPPER_OR_DIGIT, 16, Check.WORD),
              new AwsSecret());
      case JWT -> List.of(new WebToken());
      case PRIVATE_KEY -> List.of(new PrivateKey());
      case AUTHORIZATION -> List.of(new Authorization());
      case CARD -> List.of(new CardNumber());
      case EMAIL -> List.of(new EmailAddress());
      case PHONE -> List.of(new PhoneNumber());
      // What tells it is the name of a member, which a text alone does not have.
      case NAMED -> List.of();
    };
  }

  private static List<Detector> github(BuiltInRule rule) {
    List<Detector> forms = new ArrayList<>();
    for (String kind : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
      forms.add(new KeyForm(rule, kind, ALNUM, 36, Check.NONE));
    }
    forms.add(new KeyForm(rule, "github_pat_", WORD, 22, Check.NONE));
    return forms;
  }

  private static List<Detector> slack(BuiltInRule rule) {
    List<Detector> forms = new ArrayList<>();
    for (String kind : List.of("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-")) {
      forms.add(new KeyForm(rule, kind, URL64, 10, Check.NONE));
    }
    forms.add(new KeyForm(rule, "hooks.slack.com/services/", TOKEN, 20, Check.NONE));
    return forms;
  }
}
